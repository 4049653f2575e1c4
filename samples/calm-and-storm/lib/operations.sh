# shellcheck shell=bash disable=SC2015,SC2034  # worker.sh uses OPERATIONS; each `A && B || C` hands on the failure of both
# What is done to a guest. Each function takes its number, ends when the guest answers again, and fails where libvirt or the
# guest refused. None of it is a fault: the monitor must report nothing that masakari-engine acts on.

readonly OPERATIONS=(reboot_within reboot_by_virsh reset shutdown_and_start poweroff_and_start destroy_and_start
    suspend_and_resume save_and_restore managedsave_and_start agent_restart agent_restart freeze_and_thaw freeze_and_thaw snapshot)

# rest LOW HIGH: seconds by dice; in a short run at most a quarter of it.
rest() {
    dice "$1" "$2"
    [ "$N" -le $((SECONDS_LONG / 4)) ] || N=$((SECONDS_LONG / 4))
    sleep "$N"
}

# Asked over a channel of its own: a question to the agent would be in the monitor's way.
comes_up() {
    local until=$((SECONDS + 180))
    until "$LAB" guest run "$1" 'test -e /run/agent.block && pidof qemu-ga >/dev/null' 5 >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.5
    done
}

goes_off() {
    local until=$((SECONDS + 120))
    until [ "$(v domstate "$(domain "$1")")" = 'shut off' ]; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.5
    done
}

starts() { v start "$(domain "$1")" && comes_up "$1"; }

# The mark is gone when the guest has booted anew.
mark() { "$LAB" guest run "$1" 'touch /run/before' 10; }
comes_up_anew() {
    local until=$((SECONDS + 180))
    until "$LAB" guest run "$1" 'test ! -e /run/before' 5 >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.5
    done
    comes_up "$1"
}

reboot_within() { mark "$1" && "$LAB" guest fail "$1" reboot && comes_up_anew "$1"; }
reset() { mark "$1" && v reset "$(domain "$1")" && comes_up_anew "$1"; }

reboot_by_virsh() {
    slow "$1" 0 20
    mark "$1" && v reboot "$(domain "$1")" && comes_up_anew "$1"
}

# slow GUEST LOW HIGH: its next orderly shutdown takes that long; its agent ends first, or stays to the last.
slow() {
    local delay agent=stop
    dice "$2" "$3"
    delay=$N
    [ "$delay" -le $((SECONDS_LONG / 4)) ] || delay=$((SECONDS_LONG / 4))
    dice 0 1
    [ "$N" = 0 ] || agent=stay
    "$LAB" guest run "$1" "echo $delay >/run/shutdown.delay; echo $agent >/run/shutdown.agent" 10
}

shutdown_and_start() {
    slow "$1" 0 50
    v shutdown "$(domain "$1")" && goes_off "$1" || return 1
    rest 1 40
    starts "$1"
}

poweroff_and_start() {
    "$LAB" guest fail "$1" poweroff && goes_off "$1" || return 1
    rest 1 40
    starts "$1"
}

destroy_and_start() {
    v destroy "$(domain "$1")" || return 1
    rest 1 40
    starts "$1"
}

suspend_and_resume() {
    v suspend "$(domain "$1")" || return 1
    rest 1 60
    v resume "$(domain "$1")" && comes_up "$1"
}

# Paths are libvirtd's, in the lab's namespace.
save_and_restore() {
    local file
    file=storm-$(domain "$1").save
    v save "$(domain "$1")" "/var/lib/libvirt/images/$file" || return 1
    rest 1 40
    v restore "/var/lib/libvirt/images/$file" && comes_up "$1" || return 1
    rm -f "$LAB_HOME/libvirt/lib/images/$file"
}

managedsave_and_start() {
    v managedsave "$(domain "$1")" || return 1
    rest 1 40
    starts "$1"
}

# As an upgrade of the agent does it, sometimes a slow one.
agent_restart() {
    "$LAB" guest fail "$1" agent-exit || return 1
    rest 1 60
    "$LAB" guest fail "$1" agent-start && comes_up "$1"
}

freeze_and_thaw() {
    v domfsfreeze "$(domain "$1")" || return 1
    rest 1 40
    v domfsthaw "$(domain "$1")"
}

# A snapshot as a backup takes it: frozen, the disk's writes led aside, thawed, led back.
snapshot() {
    local aside
    aside=/var/lib/libvirt/images/storm-$(domain "$1")-$SECONDS.qcow2
    v snapshot-create-as "$(domain "$1")" --disk-only --quiesce --no-metadata --diskspec "vda,file=$aside" || return 1
    rest 1 20
    v blockcommit "$(domain "$1")" vda --active --pivot
}
