# shellcheck shell=bash
# A libvirtd of the lab's own, in a mount namespace, so that it can run beside another one. The usual
# paths (/run/libvirt, /var/lib/libvirt ...) lead to $LAB_HOME/libvirt inside the namespace only; its
# sockets are ordinary files below $LAB_HOME/libvirt/run and so can be reached from outside too.

readonly LIBVIRT_HOME=$LAB_HOME/libvirt
readonly LIBVIRT_SOCKET=$LIBVIRT_HOME/run/libvirt-sock
readonly LIBVIRT_URI="qemu+unix:///system?socket=$LIBVIRT_SOCKET"
readonly LIBVIRT_READONLY_URI="qemu+unix:///system?socket=$LIBVIRT_SOCKET-ro"

virsh_lab() { virsh -q -c "$LIBVIRT_URI" "$@"; }

# in_namespace COMMAND...: replaces this shell, so that a recorded pid is the command's own.
in_namespace() {
    local holder
    holder=$(pid_of namespace) || die "the lab at $LAB_HOME is not up" "Run: $LAB_SCRIPT up light"
    exec nsenter --mount --target "$holder" --wd="$PWD" -- "$@"
}

prepare_libvirt_home() {
    local HOST_UUID
    HOST_UUID=$(md5sum <<<"$LAB_HOME" | sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/\1-\2-\3-\4-\5/')
    install -d -m 755 "$LIBVIRT_HOME" "$LIBVIRT_HOME"/{run,cache,log,log/qemu}
    install -d -m 711 "$LIBVIRT_HOME"/lib "$LIBVIRT_HOME"/lib/{images,boot}
    install -d -m 750 -o libvirt-qemu -g libvirt-qemu "$LIBVIRT_HOME/lib/qemu"
    install -d -m 755 "$LIBVIRT_HOME"/etc/{qemu,nwfilter,secrets,storage}
    render libvirtd.conf.in "$LIBVIRT_HOME/etc/libvirtd.conf"
    render qemu.conf.in "$LIBVIRT_HOME/etc/qemu.conf"
}

# udev would do this. Left root:root 0600, libvirtd probes QEMU anew, for 4 s, at every define and start.
open_kvm() {
    [ ! -e /dev/kvm ] || [ "$(stat -c '%G %a' /dev/kvm)" = "kvm 660" ] || {
        chown root:kvm /dev/kvm
        chmod 660 /dev/kvm
        say "set /dev/kvm to root:kvm 0660, as udev would"
    }
}

# A mount namespace lives as long as a process in it: this one only sleeps.
hold_namespace() {
    ! running namespace || return 0
    stop libvirtd
    # shellcheck disable=SC2016
    start namespace unshare --mount --uts --propagation private bash -euc '
        hostname "$2"
        mkdir -p /run/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt
        mount --bind "$1/run" /run/libvirt
        mount --bind "$1/lib" /var/lib/libvirt
        mount --bind "$1/cache" /var/cache/libvirt
        mount --bind "$1/log" /var/log/libvirt
        mount --bind "$1/etc" /etc/libvirt
        # Two labs may have guests of one name; without control groups they have nothing in common.
        umount --recursive --lazy /sys/fs/cgroup 2>/dev/null || true
        touch "$1/run/namespace-is-ready"
        exec sleep infinity' masakari-lab-namespace "$LIBVIRT_HOME" "$LAB_LIBVIRT_HOST"
    wait_for namespace 10 test -e "$LIBVIRT_HOME/run/namespace-is-ready"
    rm "$LIBVIRT_HOME/run/namespace-is-ready"
}

start_libvirtd() {
    start libvirtd nsenter --mount --uts --target "$(pid_of namespace)" --wd=/ -- libvirtd --pid-file /run/libvirt/libvirtd.pid
    wait_for libvirtd 30 virsh_lab version
}

libvirt_up() {
    require libvirtd virsh qemu-system-x86_64 nsenter unshare
    prepare_libvirt_home
    open_kvm
    hold_namespace
    start_libvirtd
}

# Guests die with the lab; each QEMU is known by the pid file that libvirt wrote for it.
libvirt_down() {
    local file
    for file in "$LIBVIRT_HOME"/run/qemu/*.pid; do
        # one that was stopped would not obey, and libvirt would wait for it
        signal_qemu CONT "$(basename "$file" .pid)" 2>/dev/null || true
    done
    if running libvirtd && timeout 5 virsh -q -c "$LIBVIRT_URI" version >/dev/null 2>&1; then
        # QEMU takes more than a second to go: all at once
        virsh_lab list --name | grep . | xargs -r -P 8 -n 1 timeout 20 virsh -q -c "$LIBVIRT_URI" destroy >/dev/null 2>&1 || true
    fi
    for file in "$LIBVIRT_HOME"/run/qemu/*.pid; do
        signal_qemu KILL "$(basename "$file" .pid)" 2>/dev/null || true
    done
    stop 5 libvirtd
    stop namespace
}

signal_qemu() { # SIGNAL DOMAIN
    local pid
    pid=$(qemu_pid "$2") && kill "-$1" "$pid"
}

# qemu_pid DOMAIN: only if that process is this very domain of this very lab.
qemu_pid() {
    local pid
    pid=$(cat "$LIBVIRT_HOME/run/qemu/$1.pid" 2>/dev/null) || return 1
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "-name guest=$1," || return 1
    [ "$(readlink "/proc/$pid/ns/mnt")" != "$(readlink /proc/self/ns/mnt)" ] || return 1
    echo "$pid"
}
