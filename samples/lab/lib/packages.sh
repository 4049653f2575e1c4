# shellcheck shell=bash
# Debian packages: one list per form, installed only when something is missing.

packages_of() { # FORM: the full form holds the light one
    local list lists=(light)
    [ "$1" = light ] || lists+=(full)
    for list in "${lists[@]}"; do
        sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$LAB_SOURCE/packages/$list.txt"
    done
}

missing_packages() {
    local wanted installed
    wanted=$(packages_of "$1")
    # one question for all of them: every `lab up` asks it
    # shellcheck disable=SC2086,SC2016
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | sed -n 's/ installed$//p' || true)
    grep -vxF "$installed" <<<"$wanted" || true
}

# Packages must not start daemons: the lab starts its own, on its own ports and state.
forbid_daemon_starts() {
    [ ! -e /usr/sbin/policy-rc.d ] || return 0
    printf '#!/bin/sh\n# Written by the Masakari.Introspective lab: packages start no daemons.\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
    say "wrote /usr/sbin/policy-rc.d (exit 101): installing packages starts no daemons"
}

apt() {
    # An archive directory of our own: hooks that clear the common one cannot race another apt run.
    apt-get -q -o DPkg::Lock::Timeout=600 -o Dir::Cache::archives="$LAB_CACHE/archives" "$@"
}

install_missing() {
    local attempt
    export DEBIAN_FRONTEND=noninteractive
    forbid_daemon_starts
    for attempt in 1 2 3; do
        [ "$attempt" = 1 ] || say "apt failed; attempt $attempt of 3"
        apt update >>"$LAB_LOG/apt.log" 2>&1 || true
        # shellcheck disable=SC2046
        if apt install -y --no-install-recommends $(missing_packages "$1") >>"$LAB_LOG/apt.log" 2>&1; then
            return 0
        fi
    done
    tail -n 15 "$LAB_LOG/apt.log" >&2
    die "apt could not install the packages of the $1 form" "The whole output is in $LAB_LOG/apt.log"
}

install_form() {
    local missing
    missing=$(missing_packages "$1" | wc -l)
    [ "$missing" = 0 ] || step "Installing $missing missing Debian packages for the $1 form" install_missing "$1"
    patch_masakari_context
}

# oslo.messaging 14.0.3 in bookworm-security passes read_deleted=None, which masakari 14.0.2 answers with
# HTTP 500. Upstream masakari mended it by taking "no" for None; this is the same one-line change.
patch_masakari_context() {
    local file=/usr/lib/python3/dist-packages/masakari/context.py
    [ -e "$file" ] || return 0
    if grep -q '^        self\.read_deleted = read_deleted$' "$file"; then
        sed -i "s/^        self\.read_deleted = read_deleted$/        self.read_deleted = read_deleted or 'no'/" "$file"
        say "patched $file: read_deleted=None means 'no' (as upstream masakari)"
    fi
}
