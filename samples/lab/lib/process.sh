# shellcheck shell=bash
# The lab's own processes. Each has a file run/NAME.pid with its pid and kernel start time: a pid
# that was given to another process since is never taken for ours.

start_time_of() { # PID
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    stat=${stat##*) } # the name in field 2 may hold blanks
    # shellcheck disable=SC2086
    set -- $stat
    [ "$1" != Z ] && echo "${20}"
}

pid_of() { # NAME: prints the pid while that very process lives
    local pid began
    { read -r pid began <"$LAB_RUN/$1.pid"; } 2>/dev/null || return 1
    [ -n "$began" ] && [ "$(start_time_of "$pid")" = "$began" ] && echo "$pid"
}

running() { pid_of "$1" >/dev/null; }

# start NAME COMMAND...: in a session of its own, with its output in log/NAME.out.
start() {
    local name=$1 pid
    shift
    ! running "$name" || return 0
    setsid nohup "$@" >>"$LAB_LOG/$name.out" 2>&1 </dev/null 9>&- &
    pid=$!
    echo "$pid $(start_time_of $pid)" >"$LAB_RUN/$name.pid"
}

# wait_for NAME SECONDS PROBE...: until the service answers; at once an error when it has ended.
wait_for() {
    local name=$1 limit=$2 deadline
    shift 2
    deadline=$(($(now_ms) + limit * 1000))
    until "$@" >/dev/null 2>&1; do
        running "$name" || {
            tail -n 15 "$LAB_LOG/$name.out" >&2
            die "$name ended while it was starting" "Its logs are $LAB_LOG/$name.*"
        }
        [ "$(now_ms)" -lt "$deadline" ] || die "$name did not answer within $limit s" "Its logs are $LAB_LOG/$name.*"
        sleep 0.1
    done
}

# stop [SECONDS] NAME...: TERM to all of them, then KILL to the whole session of each that does not go in time.
stop() {
    local limit=10 name pid deadline live=()
    [[ $1 != [0-9]* ]] || { limit=$1 && shift; }
    for name in "$@"; do
        if pid=$(pid_of "$name"); then
            kill -TERM "$pid"
            live+=("$name")
        fi
    done
    deadline=$(($(now_ms) + limit * 1000))
    for name in "${live[@]}"; do
        while pid=$(pid_of "$name"); do
            [ "$(now_ms)" -lt "$deadline" ] || kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null || true
            sleep 0.05
        done
    done
    for name in "$@"; do
        rm -f "$LAB_RUN/$name.pid"
    done
    [ ${#live[@]} = 0 ] || say "stopped: ${live[*]}"
}

# free_port PORT WHO: a clear word before a service dies of "address in use".
free_port() {
    running "$2" || ! answers_tcp "$1" 2>/dev/null ||
        die "port $1 on 127.0.0.1, meant for $2, is taken by another program" "Set another port (lab help names the variables)."
}
