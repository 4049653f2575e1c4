# shellcheck shell=bash
# The monitor, and what it and masakari-api have to say.

start_monitor() {
    local guest
    MONITOR_LOG=$WORK/monitor.log
    "$LAB" conf light | sed -E "s|^hostname = .*|hostname = $HOST|; s|^state_path = .*|state_path = $WORK/state|" >"$WORK/monitor.conf"
    # The light lab has no Nova
    printf '%s\n' '[masakari_introspective]' 'read_nova = false' >>"$WORK/monitor.conf"
    "$PROGRAM" monitor --config-file "$WORK/monitor.conf" >"$MONITOR_LOG" 2>&1 </dev/null &
    MONITOR_PID=$!
    for ((guest = FIRST_GUEST; guest < FIRST_GUEST + GUESTS; guest++)); do
        await_line 120 "$(uuid "$guest")" 'answers: from now on' || fail "the monitor did not see $(domain "$guest") answer; its log: $MONITOR_LOG"
    done
}

monitor_lives() { kill -0 "$MONITOR_PID" 2>/dev/null || fail "the monitor ended; its log: $MONITOR_LOG"; }

# await_line SECONDS UUID TEXT: a line about that instance that has the text.
await_line() {
    local deadline=$((SECONDS + $1))
    until grep -F "$2" "$MONITOR_LOG" | grep -qF "$3"; do
        monitor_lives
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

stored() { "$LAB" notifications "$HOST"; }

# acted_on: how many stored notifications masakari-engine would act on; all others it ignores.
acted_on() {
    stored | jq '[.[].payload | "\(.event)/\(.vir_domain_event)" | select(IN("QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED",
        "LIFECYCLE/STOPPED_FAILED", "IO_ERROR/IO_ERROR_REPORT"))] | length'
}

show_stored() {
    stored | jq -r '.[].payload | "\(.event)/\(.vir_domain_event)"' | sort | uniq -c | sed 's/^/  /'
}

# Text behind the instance's field, its numbers and names taken out, so that lines of one kind count together.
show_remarks() {
    { grep -E ' (WARNING|ERROR|CRITICAL) |held back|not reported|would have been' "$MONITOR_LOG" || true; } |
        sed -E 's/^[^]]*\] *//; s/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g; s/guest-[0-9]+/GUEST/g; s/[0-9]+/N/g' |
        sort | uniq -c | sort -rn | head -n 25 | cut -c1-230 | sed 's/^/  /'
}
