# shellcheck shell=bash
# What a guest may hold beyond the plain one: programs that answer the heartbeat. They are archives of their own,
# put behind the plain guest's, so that the plain guest stays as small and as quick as it is.
#
#   heartbeat   the guest agent (if artifacts/guest-agent holds it), the guest in C, the samples' scripts
#   python      the same, Debian's python3, the guest in Python and the sample application

readonly PROJECT=${LAB_SOURCE%/samples/lab}
readonly AGENT_BINARY=$PROJECT/artifacts/guest-agent/masakari-guest-agent
readonly HEARTBEAT_C=$PROJECT/samples/heartbeat-c/guest.c
readonly HEARTBEAT_PYTHON=$PROJECT/samples/heartbeat-python/guest.py
readonly APPLICATION=$PROJECT/samples/guest-app/app.py
readonly GUEST_SCRIPTS=$PROJECT/samples/guest-scripts

image_memory() { # IMAGE: MiB that it boots with
    case $1 in
    plain) echo 96 ;;
    heartbeat) echo 112 ;;
    python) echo 160 ;;
    *) die "there is no guest image '$1'" "Say plain, heartbeat or python." ;;
    esac
}

# Builds anew only what has changed; the agent may be published, or the samples edited, at any time.
build_guest_extras() {
    local fingerprint sources
    mapfile -t sources < <(extra_sources)
    fingerprint=$(cat "$GUEST_IMAGE/fingerprint" "${sources[@]}" | sha256sum)
    if [ "$(cat "$GUEST_IMAGE/extras" 2>/dev/null)" != "$fingerprint" ]; then
        [ -e "$AGENT_BINARY" ] || say "no $AGENT_BINARY: guests will lack the agent (./build.sh publish-agent makes it)"
        step "Building the guests that answer heartbeats" assemble_guest_extras
        echo "$fingerprint" >"$GUEST_IMAGE/extras"
    fi
}

extra_sources() {
    local file
    for file in "$LAB_SOURCE"/{lib/guest-extras.sh,python/imports.py} "$AGENT_BINARY" "$HEARTBEAT_C" "$HEARTBEAT_PYTHON" \
        "$APPLICATION" "$GUEST_SCRIPTS"/*; do
        [ ! -e "$file" ] || echo "$file"
    done
}

assemble_guest_extras() (
    work=$LAB_CACHE/extras.new
    rm -rf "$work"
    mkdir -p "$work"/{heartbeat,python}/{bin,usr/share/heartbeat}
    fill_heartbeat "$work/heartbeat"
    fill_python "$work/python"
    pack "$work/heartbeat" "$work/heartbeat.img"
    pack "$work/python" "$work/python.img"
    cat "$GUEST_IMAGE/initrd.img" "$work/heartbeat.img" >"$work/initrd-heartbeat.img"
    cat "$work/initrd-heartbeat.img" "$work/python.img" >"$work/initrd-python.img"
    chmod 644 "$work"/initrd-*.img
    mv "$work"/initrd-*.img "$GUEST_IMAGE/"
    rm -rf "$work"
)

fill_heartbeat() {
    [ ! -e "$AGENT_BINARY" ] || with_libraries "$1" "$AGENT_BINARY"
    gcc -O2 -Wall -static -s -o "$1/bin/heartbeat-c" "$HEARTBEAT_C"
    install -m 755 "$GUEST_SCRIPTS"/* "$1/usr/share/heartbeat/"
}

# The interpreter of this machine, and the modules that the guest imports.
fill_python() {
    local file
    with_libraries "$1" "$(realpath "$PYTHON")"
    ln -s "$(basename "$(realpath "$PYTHON")")" "$1/bin/python3"
    install -m 644 "$HEARTBEAT_PYTHON" "$APPLICATION" "$1/usr/share/heartbeat/"
    "$PYTHON" "$LAB_SOURCE/python/imports.py" "$HEARTBEAT_PYTHON" "$APPLICATION" >"$work/modules"
    while read -r file; do
        (cd / && cp --parents --preserve=timestamps -L ".$file" "$1")
    done <"$work/modules"
}
