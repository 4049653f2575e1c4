# shellcheck shell=bash
# Every way in which the lab makes a guest fail, and the way back where there is one.

readonly FAULTS="agent-stop     SIGSTOP to qemu-ga: it neither answers nor closes its port
agent-cont     SIGCONT to qemu-ga
agent-exit     qemu-ga ends and closes its port
agent-start    qemu-ga is started again
panic          the kernel panics; no device tells of it
panic-device   the kernel panics; the pvpanic device tells (start the guest with --panic-device)
rt-hang        a real-time loop on each vCPU: the kernel runs, nothing else does   (burns a core)
busy           an ordinary loop on each vCPU: busy, yet alive                      (burns a core)
calm           the end of busy
memory-hog     memory runs out and the kernel panics                               (burns a core)
suspend        virsh suspend            resume     virsh resume
qemu-stop      SIGSTOP to QEMU          qemu-cont  SIGCONT to QEMU
qemu-kill      SIGKILL to QEMU          qemu-term  SIGTERM to QEMU
reboot         reboot from within       reset      virsh reset
poweroff       power off from within, at once
shutdown       an orderly shutdown from within: the agent ends, then the power goes off
destroy        virsh destroy
Of a guest with --image heartbeat or python, started with --heartbeat or --raw-heartbeat:
heartbeat-start           our agent is started;  heartbeat-c, heartbeat-python: the guest in C, in Python
heartbeat-stop            SIGTERM to it          heartbeat-kill  SIGKILL to it
heartbeat-freeze          SIGSTOP to it          heartbeat-thaw  SIGCONT to it
app-start                 an application registers with our agent
app-kill                  SIGKILL to it          app-stop        SIGTERM to it
app-freeze                SIGSTOP to it          app-thaw        SIGCONT to it
app-unhealthy             it says that it is ill app-healthy     it says that it is well
flood                     hostile frames on the heartbeat port, at full speed      (burns a core)
drip                      the same, in writes of one byte                          (burns a core)
fragments                 a correct guest that writes byte by byte
quiet                     the end of flood, drip and fragments"

guest_fail() {
    local domain mode=${2:-}
    [ $# = 2 ] || die "usage: lab guest fail GUEST MODE" "$FAULTS"
    domain=$(domain_of "$1")
    case $mode in
    agent-stop) guest_run "$domain" 'kill -STOP $(pidof qemu-ga)' ;;
    agent-cont) guest_run "$domain" 'kill -CONT $(pidof qemu-ga)' ;;
    agent-exit) guest_run "$domain" 'kill $(pidof qemu-ga)' ;;
    agent-start) guest_run "$domain" agent-start ;;
    panic) guest_soon "$domain" 'echo c >/proc/sysrq-trigger' ;;
    panic-device)
        virsh_lab dumpxml "$domain" | grep -q '<panic ' ||
            die "$domain has no panic device" "Start it with --panic-device."
        guest_soon "$domain" 'echo c >/proc/sysrq-trigger'
        ;;
    rt-hang) guest_soon "$domain" 'lab-guest rt-spin' ;;
    busy) guest_soon "$domain" 'lab-guest spin' ;;
    memory-hog) guest_soon "$domain" 'lab-guest memory-hog' ;;
    calm) guest_run "$domain" 'killall busy-loop' ;;
    heartbeat-start) guest_run "$domain" 'heartbeat-start agent' ;;
    heartbeat-c | heartbeat-python) guest_run "$domain" "heartbeat-start ${mode#heartbeat-}" ;;
    app-start) guest_run "$domain" app-start ;;
    heartbeat-* | app-*) signal_program "$domain" "${mode%%-*}" "${mode#*-}" ;;
    flood | drip | fragments) guest_run "$domain" "port-fault $mode" ;;
    quiet) guest_run "$domain" 'killall port-fault' ;;
    reboot) guest_soon "$domain" 'reboot -f' ;;
    poweroff) guest_soon "$domain" 'poweroff -f' ;;
    shutdown) guest_soon "$domain" 'kill $(pidof qemu-ga); sleep 0.3; sync; poweroff -f' ;;
    suspend | resume | reset | destroy) virsh_lab "$mode" "$domain" >/dev/null ;;
    qemu-stop) signal_qemu STOP "$domain" || no_qemu "$domain" ;;
    qemu-cont) signal_qemu CONT "$domain" || no_qemu "$domain" ;;
    qemu-kill) signal_qemu KILL "$domain" || no_qemu "$domain" ;;
    qemu-term) signal_qemu TERM "$domain" || no_qemu "$domain" ;;
    *) die "unknown failure mode '$mode'" "$FAULTS" ;;
    esac
    say "$domain: $mode"
}

# The guest acknowledges first and acts 50 ms later, since after that it may never answer again. When
# this returns, the fault is there.
guest_soon() {
    guest_run "$1" "(usleep 50000; $2) </dev/null >/dev/null 2>&1 &"
    sleep 0.15
}

# signal_program DOMAIN heartbeat|app ACTION: each has left its pid in /run.
signal_program() {
    local signal
    case $3 in
    stop) signal=TERM ;;
    kill) signal=KILL ;;
    freeze) signal=STOP ;;
    thaw) signal=CONT ;;
    unhealthy) signal=USR1 ;;
    healthy) signal=USR2 ;;
    *) die "unknown failure mode '$2-$3'" "$FAULTS" ;;
    esac
    guest_run "$1" "kill -$signal \$(cat /run/$2.pid)"
}

no_qemu() { die "$1 has no QEMU process" "Start it: $LAB_SCRIPT guest start $1"; }
