# shellcheck shell=bash disable=SC2034  # the run's own file uses SETTLE
# The one real fault of a run, and the run's verdict.

# Longer than one interval of the monitor and than any grace that it gives a guest after a start.
readonly SETTLE=30
# The promise is 20 s; the rest is for a host that is still busy with what was done to it.
readonly LIMIT_MS=25000
readonly HANGS=(agent-stop panic rt-hang)

hang() {
    local guest began until known
    seed_dice $((SEED + 1))
    dice 0 $((GUESTS - 1))
    guest=$((FIRST_GUEST + N))
    dice 0 $((${#HANGS[@]} - 1))
    known=$(hangs_stored "$(uuid "$guest")")
    began=$(now_ms)
    "$LAB" guest fail "$guest" "${HANGS[N]}" >/dev/null 2>&1 || fail "$(domain "$guest") could not be made to hang"
    HANG="$(domain "$guest"), ${HANGS[N]}"
    tell "$(domain "$guest") hangs (${HANGS[N]})."
    # One that comes late is a failure, yet it is better to know how late.
    until=$((SECONDS + 120)) CAUGHT_MS=''
    while [ "$SECONDS" -lt "$until" ]; do
        [ "$(hangs_stored "$(uuid "$guest")")" = "$known" ] || { CAUGHT_MS=$(($(now_ms) - began)) && break; }
        sleep 0.2
    done
    # Once more around, so that a second one would be seen
    sleep 15
    monitor_lives
}

# hangs_stored UUID: how many hangs of it masakari-api knows
hangs_stored() {
    stored | jq --arg uuid "$1" '[.[].payload | select(.instance_uuid == $uuid and .event == "QEMU_GUEST_AGENT_ERROR")] | length'
}

judge() {
    local after failures=0 all failed
    after=$(($(acted_on) - BEFORE))
    all=$(wc -l <"$WORK/counts")
    failed=$(grep -c ' failed$' "$WORK/counts" || true)
    printf '\n---- Operations: %s, of them failed: %s\n' "$all" "$failed"
    sort "$WORK/counts" | uniq -c
    printf -- '---- Stored by masakari-api about host %s (most of it is what libvirt told, which the engine ignores)\n' "$HOST"
    show_stored
    printf -- '---- What the monitor remarked, most frequent first\n'
    show_remarks
    printf -- '---- Verdict\n'
    printf '  acted on by masakari-engine before the hang: %s (0 wanted)\n' "$BEFORE"
    printf '  acted on after it:                           %s (1 wanted)\n' "$after"
    if [ -n "$CAUGHT_MS" ]; then
        printf '  hang (%s) stored after %s (at most %s)\n' "$HANG" "$(seconds "$CAUGHT_MS")" "$(seconds $LIMIT_MS)"
    else
        printf '  hang (%s) never stored\n' "$HANG"
    fi
    printf '  seed %s; logs in %s\n' "$SEED" "$WORK"
    [ "$BEFORE" = 0 ] || failures=1
    [ "$after" = 1 ] || failures=1
    [ -n "$CAUGHT_MS" ] && [ "$CAUGHT_MS" -le $LIMIT_MS ] || failures=1
    [ $failures = 0 ] || fail "see above"
    [ $((failed * 10)) -le "$all" ] || {
        echo "Too many operations failed: the run says nothing." >&2
        exit 3
    }
    printf '  CALM\n'
}
