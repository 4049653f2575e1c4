# shellcheck shell=bash
# How the demo speaks, and how it takes its facts from the monitor's log.

tell() { printf '%s  %s\n' "$(date '+%T.%3N')" "$*"; }

# fail WHAT: the one message of a demo that did not show what it should.
fail() {
    printf '\nDEMO FAILED: %s\n' "$1" >&2
    printf '  monitor log   %s\n  lab logs      %s\n' "$MONITOR_LOG" "$LAB_HOME/log, $LAB_HOME/libvirt/log" >&2
    if [ -s "$MONITOR_LOG" ]; then
        printf '  its last lines:\n' >&2
        tail -n 8 "$MONITOR_LOG" | cut -c1-220 | sed 's/^/    /' >&2
    fi
    exit 1
}

# await SECONDS WHAT PATTERN: the monitor's next line that fits, left in LINE. The search goes on behind
# the line found last, so that an old line is never taken for a new one.
SEEN=0
LINE=''
await() {
    local limit=$1 what=$2 pattern=$3 deadline found
    deadline=$((SECONDS + limit))
    while true; do
        found=$(tail -n "+$((SEEN + 1))" "$MONITOR_LOG" 2>/dev/null | grep -n -m 1 -E -- "$pattern" || true)
        if [ -n "$found" ]; then
            SEEN=$((SEEN + ${found%%:*}))
            LINE=${found#*:}
            return 0
        fi
        kill -0 "$MONITOR_PID" 2>/dev/null || fail "the monitor ended; waited for: $what"
        [ "$SECONDS" -lt "$deadline" ] || fail "within $limit s this did not happen: $what"
        sleep 0.1
    done
}

# The time that the monitor gave to LINE, and its text behind the [instance: ...] field.
line_time() { awk '{print $2}' <<<"$LINE"; }
line_text() { sed -E 's/^.*\[instance: [0-9a-f-]+\] *//; s/ *[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.?$//' <<<"$LINE"; }
tell_line() { printf '%s  %s\n                "%s"\n' "$(line_time)" "$1" "$(line_text)"; }

# between FROM TO: seconds between two times of day HH:MM:SS.mmm, over midnight too.
between() {
    awk -v from="$1" -v to="$2" 'function s(t, p) { split(t, p, ":"); return p[1] * 3600 + p[2] * 60 + p[3] }
        BEGIN { d = s(to) - s(from); if (d < -43200) d += 86400; printf "%.1f s", d }'
}
