# shellcheck shell=bash
# The guest: Debian's cloud kernel, busybox, Debian's qemu-ga and a helper, as kernel + initrd (no disk image).

readonly GUEST_IMAGE=$LAB_HOME/guest
readonly GUEST_MODULES="virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_console \
virtio_blk virtio_balloon pvpanic pvpanic-mmio brd evdev button"

# Builds anew only when one of its sources has changed.
build_guest_image() {
    local fingerprint
    fingerprint=$(cat "$LAB_SOURCE"/guest/* "$LAB_SOURCE/lib/guest-image.sh" | sha256sum)
    if [ "$(cat "$GUEST_IMAGE/fingerprint" 2>/dev/null)" != "$fingerprint" ]; then
        require gcc cpio lz4 busybox dpkg-deb apt-get
        step "Building the guest (Debian kernel, busybox, qemu-ga)" assemble_guest_image
        echo "$fingerprint" >"$GUEST_IMAGE/fingerprint"
    fi
    build_guest_extras
}

assemble_guest_image() (
    work=$LAB_CACHE/guest.new
    rm -rf "$work"
    mkdir -p "$work" "$GUEST_IMAGE"
    unpack_guest_packages
    make_guest_root
    pack "$work/root" "$work/initrd.img"
    kernel=$(find "$work/packages/boot" -name 'vmlinuz-*')
    install -m 644 "$kernel" "$GUEST_IMAGE/vmlinuz"
    install -m 644 "$work/initrd.img" "$GUEST_IMAGE/initrd.img"
    rm -rf "$work"
)

# pack DIRECTORY FILE: an initrd; several can stand one behind the other in one file.
pack() { (cd "$1" && find . | LC_ALL=C sort | cpio -o -H newc -R 0:0 --quiet) | lz4 -l -9 -q >"$2"; }

# with_libraries ROOT PROGRAM: installs it with those of its shared libraries that the plain guest lacks, from this
# machine: it is the same Debian release.
with_libraries() {
    local library
    install -D -m 755 "$2" "$1/bin/$(basename "$2")"
    ! ldd "$2" | grep -q 'not found' || die "$(basename "$2") needs libraries that this machine lacks" "$(ldd "$2" | grep 'not found')"
    for library in $(ldd "$2" | sed -n -e 's/.*=> \(\/[^ ]*\).*/\1/p' -e 's/^[[:space:]]*\(\/lib64[^ ]*\).*/\1/p'); do
        ! grep -qxF "$(basename "$library")" "$GUEST_IMAGE/libraries" || continue
        case $library in
        /lib64/*) install -D -m 755 "$library" "$1/lib64/$(basename "$library")" ;;
        *) install -D -m 644 "$library" "$1/lib/x86_64-linux-gnu/$(basename "$library")" ;;
        esac
    done
}

# The two packages are fetched one time and kept; they are unpacked, never installed.
unpack_guest_packages() {
    local kernel package
    mkdir -p "$LAB_CACHE/debs"
    if [ "$(find "$LAB_CACHE/debs" -name '*.deb' | wc -l)" -lt 2 ]; then
        [ -n "$(apt-cache depends linux-image-cloud-amd64 2>/dev/null)" ] || quietly apt apt-get -q -o DPkg::Lock::Timeout=600 update
        kernel=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[^ ]*\).*/\1/p' | head -n 1)
        [ -n "$kernel" ] || die "apt knows no linux-image-cloud-amd64" "Check /etc/apt/sources.list*: the lab needs Debian 12 main."
        (cd "$LAB_CACHE/debs" && quietly apt apt-get -q download "$kernel" qemu-guest-agent)
    fi
    for package in "$LAB_CACHE"/debs/*.deb; do
        dpkg-deb -x "$package" "$work/packages"
    done
}

make_guest_root() {
    local root=$work/root module applet
    mkdir -p "$root"/{bin,dev,proc,sys,run,tmp,etc/acpi/PWRF,var/log,sbin,modules}
    ln -s ../run "$root/var/run"
    cp /bin/busybox "$root/bin/busybox"
    for applet in $(busybox --list); do
        [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
    done
    gcc -O2 -Wall -Wextra -static -s -o "$root/bin/lab-guest" "$LAB_SOURCE"/guest/*.c
    install -m 755 "$LAB_SOURCE/guest/init" "$root/init"
    install -m 755 "$LAB_SOURCE"/guest/{agent-start,heartbeat-start,app-start,port-fault} "$root/bin/"
    # qemu-ga's guest-shutdown runs /sbin/shutdown; busybox's acpid runs the other
    install -m 755 "$LAB_SOURCE/guest/shutdown" "$root/sbin/shutdown"
    ln -s /sbin/shutdown "$root/etc/acpi/PWRF/00000080"
    : >"$GUEST_IMAGE/libraries"
    with_libraries "$root" "$work/packages/usr/sbin/qemu-ga"
    find "$root"/lib* -type f -printf '%f\n' >"$GUEST_IMAGE/libraries"
    for module in $GUEST_MODULES; do
        find "$work/packages/lib/modules" -name "$module.ko" -exec cp {} "$root/modules/" \;
    done
    strip -g "$root"/modules/*.ko
}
