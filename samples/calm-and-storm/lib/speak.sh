# shellcheck shell=bash disable=SC2034  # the callers of dice use N
# How a run speaks, and the dice.

tell() { printf '%s  %s\n' "$(date '+%T')" "$*"; }

fail() {
    printf '\nFAILED: %s\n' "$1" >&2
    [ -z "${WORK:-}" ] || printf '  logs: %s, %s\n' "$WORK" "$LAB_HOME/libvirt/log" >&2
    exit 1
}

now_ms() { echo $((${EPOCHREALTIME/[^0-9]/} / 1000)); }
seconds() { printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100)); }

v() { timeout 150 virsh -q -c "$LAB_LIBVIRT_URI" "$@"; }

domain() { printf 'instance-0000b%03x' "$1"; }
uuid() { printf 'b0000000-0000-4000-8000-%012d' "$1"; }

# seed_dice N: the first numbers of neighbouring seeds are alike, so some are passed over.
seed_dice() {
    local i
    RANDOM=$(($1 % 32768))
    for ((i = RANDOM % 16 + 16; i > 0; i--)); do
        N=$RANDOM
    done
}

# dice LOW HIGH: leaves its number in N. Never called in $( ), where bash would not draw from the seeded row.
dice() { N=$(($1 + RANDOM % ($2 - $1 + 1))); }
