# shellcheck shell=bash
# Light form: nothing stands behind masakari-api, so the demo plays masakari-engine's part.

readonly LIGHT_GUEST=900

light_guest() {
    # masakari-api refuses an identical notification for 180 s: each run is a host of its own.
    local host
    host=demo-$(date +%Y%m%d%H%M%S)
    "$LAB" api host add "$host"
    "$LAB" guest stop $LIGHT_GUEST >/dev/null 2>&1 || true
    "$LAB" guest start $LIGHT_GUEST --name demo 2>/dev/null || fail "the guest did not start (try: $LAB guest start $LIGHT_GUEST)"
    DOMAIN=$(printf 'instance-0000b%03x' "$LIGHT_GUEST")
    INSTANCE=$(virsh_demo domuuid "$DOMAIN" | tr -d '[:space:]')
    write_configuration "$host"
    tell "Guest up: $DOMAIN ($INSTANCE) is $(virsh_demo domstate "$DOMAIN" | head -n 1) on host $host."
}

virsh_demo() { timeout 60 virsh -q -c "$LAB_LIBVIRT_URI" "$@"; }

light_recover() {
    RECOVERED_BY="the demo, through virsh (no engine in the light form)"
    tell "masakari-engine would act now. The light form has none, so the demo plays its part:"
    virsh_demo destroy "$DOMAIN" >/dev/null || fail "virsh destroy $DOMAIN failed"
    tell "  virsh destroy: $(virsh_demo domstate "$DOMAIN" | head -n 1)"
    virsh_demo start "$DOMAIN" >/dev/null || fail "virsh start $DOMAIN failed"
    tell "  virsh start: $(virsh_demo domstate "$DOMAIN" | head -n 1)"
}

light_finish() { :; }

light_clean() { "$LAB" guest stop $LIGHT_GUEST; }
