# shellcheck shell=bash disable=SC2015  # both failures mean that the guest is lost
# One guest's life until the deadline: operations in an order that its seed decides.

worker() {
    local guest=$1 operation began result
    seed_dice $((SEED * 100 + guest))
    while [ "$SECONDS" -lt "$DEADLINE" ]; do
        dice 0 $((${#OPERATIONS[@]} - 1))
        operation=${OPERATIONS[N]}
        began=$(now_ms)
        tell "$(domain "$guest") $operation ..." >>"$WORK/operations.log"
        # In a condition nothing ends this shell; each operation hands its failures on itself.
        if "$operation" "$guest" >>"$WORK/$guest.out" 2>&1; then result='done'; else result=failed; fi
        tell "$(domain "$guest") $operation $result after $(seconds $(($(now_ms) - began)))" >>"$WORK/operations.log"
        echo "$operation $result" >>"$WORK/counts"
        [ $result = 'done' ] || mend "$guest" || tell "$(domain "$guest") does not come back" >>"$WORK/operations.log"
        dice 1 8
        sleep "$N"
    done
}

# mend GUEST: whatever an operation left behind, the guest runs and its agent answers.
mend() {
    local domain
    domain=$(domain "$1")
    case $(v domstate "$domain") in
    paused) v resume "$domain" ;;
    'shut off') v start "$domain" ;;
    esac >>"$WORK/$1.out" 2>&1
    "$LAB" guest run "$1" 'agent-start' 10 >>"$WORK/$1.out" 2>&1 || true
    comes_up "$1" || {
        v destroy "$domain"
        v start "$domain" && comes_up "$1" || return 1
    } >>"$WORK/$1.out" 2>&1
    # An error means that nothing was frozen
    v domfsthaw "$domain" >>"$WORK/$1.out" 2>&1 || true
}
