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
destroy        virsh destroy"

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

no_qemu() { die "$1 has no QEMU process" "Start it: $LAB_SCRIPT guest start $1"; }
