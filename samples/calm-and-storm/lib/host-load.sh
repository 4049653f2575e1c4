# shellcheck shell=bash
# CPU and I/O load on the host, on for a while and off for a while. Each process has an end of its own, so that none is left
# behind by a run that was killed.

host_load() {
    # Sub-processes of this one only; ended by their ids.
    local hogs=() i
    trap 'kill "${hogs[@]}" 2>/dev/null || true; exit 0' TERM
    seed_dice "$SEED"
    [ "$LOAD" -gt 0 ] || return 0
    while [ "$SECONDS" -lt "$DEADLINE" ]; do
        dice 20 120
        tell "load on for $N s" >>"$WORK/operations.log"
        hogs=()
        for ((i = 0; i < LOAD; i++)); do
            timeout "$N" sh -c 'while :; do :; done' &
            hogs+=($!)
        done
        for i in 1 2; do
            timeout "$N" sh -c "while dd if=/dev/zero of='$WORK/io.$i' bs=1M count=64 conv=fsync 2>/dev/null; do :; done" &
            hogs+=($!)
        done
        wait "${hogs[@]}" || true
        hogs=()
        dice 10 40
        # in steps, since a signal waits for the end of a sleep
        for ((i = 0; i < N && SECONDS < DEADLINE; i++)); do
            sleep 1
        done
    done
}

end_load() {
    [ -n "$LOAD_PID" ] || return 0
    kill -TERM "$LOAD_PID" 2>/dev/null || true
    wait "$LOAD_PID" 2>/dev/null || true
    LOAD_PID=''
}
