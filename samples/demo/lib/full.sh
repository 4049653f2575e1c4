# shellcheck shell=bash
# Full form: a Nova instance, recovered by masakari-engine through Nova.

full_guest() {
    local server
    "$LAB" server delete demo >/dev/null 2>&1 || true
    server=$("$LAB" server create demo --property HA_Enabled=True) || fail "Nova did not create the instance"
    INSTANCE=$(grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' <<<"$server" | head -n 1)
    DOMAIN=$(virsh -q -c "$LAB_LIBVIRT_URI" domname "$INSTANCE" | tr -d '[:space:]')
    # The channel through which the demo freezes the agent is plugged in now, not while the clock runs.
    "$LAB" guest run "$DOMAIN" true >/dev/null 2>&1 || fail "the guest's control channel does not answer"
    write_configuration "$LAB_HOST"
    tell "Guest up: Nova's instance demo ($INSTANCE, HA_Enabled=True) runs as $DOMAIN on host $LAB_HOST."
}

full_recover() {
    RECOVERED_BY="masakari-engine, through Nova"
    tell "The demo does nothing now: masakari-engine stops and starts the instance through Nova."
}

full_finish() {
    local deadline=$((SECONDS + 120))
    until NOTIFICATION=$(stored_notification) && [ "$(field .status)" = finished ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "the notification did not reach status finished; it is $(field .status)"
        sleep 0.5
    done
    tell "masakari-api: notification $(field .notification_uuid) is $(field .status)."
}

full_clean() { "$LAB" server delete demo; }
