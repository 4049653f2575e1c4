# shellcheck shell=bash
# What every part of the lab shares: where its state lives, how it speaks, how it
# renders templates, runs steps and keeps the processes that it started.

# Debian's own Python (the services are installed for it) goes before any other.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin
export PYTHONWARNINGS=ignore LC_ALL=C.UTF-8
export PYTHONPATH=$LAB_SOURCE/python/site # see sitecustomize.py there
unset PYTHONHOME
readonly PYTHON=/usr/bin/python3 # not what PATH may offer first

LAB_HOME=$(realpath -m "${MASAKARI_LAB:-/var/tmp/masakari-lab}")
readonly LAB_HOME
readonly LAB_SETTINGS=$LAB_HOME/settings.sh

# A lab remembers the settings that it was brought up with, so that later commands
# need only MASAKARI_LAB; the environment still wins over what was remembered.
# shellcheck source=/dev/null
[ ! -r "$LAB_SETTINGS" ] || . "$LAB_SETTINGS"
: "${LAB_HOST:=$(hostname)}"
: "${LAB_FORM:=none}"
: "${LAB_PASSWORD:=lab}"
: "${LAB_API_PORT:=15869}"
: "${LAB_LIGHT_NOVA_PORT:=15870}" # nobody is there unless a test plays Keystone and Nova
: "${LAB_FULL_API_PORT:=15868}"
: "${LAB_KEYSTONE_PORT:=5000}"
: "${LAB_RABBITMQ_PORT:=5672}"
: "${LAB_EPMD_PORT:=4369}"
: "${LAB_PLACEMENT_PORT:=8778}"
: "${LAB_GLANCE_PORT:=9292}"
: "${LAB_NEUTRON_PORT:=9696}"
: "${LAB_NOVA_PORT:=8774}"
: "${LAB_SHUTDOWN_TIMEOUT:=5}"
: "${LAB_LIBVIRT_HOST:=$(hostname)}"

readonly LAB_CONF=$LAB_HOME/etc LAB_RUN=$LAB_HOME/run LAB_LOG=$LAB_HOME/log LAB_DB=$LAB_HOME/db
readonly LAB_VAR=$LAB_HOME/lib LAB_CACHE=$LAB_HOME/cache
readonly LAB_RECORDED="LAB_HOST LAB_FORM LAB_PASSWORD LAB_API_PORT LAB_LIGHT_NOVA_PORT LAB_FULL_API_PORT LAB_KEYSTONE_PORT \
LAB_RABBITMQ_PORT LAB_EPMD_PORT LAB_PLACEMENT_PORT LAB_GLANCE_PORT LAB_NEUTRON_PORT LAB_NOVA_PORT LAB_SHUTDOWN_TIMEOUT \
LAB_LIBVIRT_HOST"

# shellcheck disable=SC2086,SC2163  # the names, not their values
export LAB_HOME $LAB_RECORDED
export no_proxy=127.0.0.1,localhost # every service is on loopback

# ---- speaking -------------------------------------------------------------------------

say() { printf '%s  %s\n' "$(date +%T)" "$*" >&2; }

# die WHAT CURE: the one error that a user sees.
die() {
    printf 'lab: %s\n' "$1" >&2
    [ -z "${2:-}" ] || printf '     %s\n' "$2" >&2
    exit 1
}

now_ms() { echo $((${EPOCHREALTIME/[^0-9]/} / 1000)); }

seconds_since() {
    local ms=$(($(now_ms) - $1))
    printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# step TITLE COMMAND...: says what is being done and how long it took. The command is not run
# in a condition, so `set -e` holds inside it.
step() {
    local title=$1 began
    shift
    began=$(now_ms)
    say "$title ..."
    "$@"
    say "$title: $(seconds_since "$began")"
}

# together COMMAND...: runs shell functions side by side; fails if any of them failed.
together() {
    local function pids=() pid failed=0
    for function in "$@"; do
        ("$function") &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || failed=1
    done
    [ $failed = 0 ] || exit 1
}

# quietly NAME COMMAND...: keeps a program's chatter in log/NAME.log and shows its end if it fails.
quietly() {
    local log=$LAB_LOG/$1.log
    shift
    if ! "$@" >>"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        die "'$1' failed" "The whole output is in $log"
    fi
}

# ---- state ----------------------------------------------------------------------------

prepare_home() {
    [ "$(id -u)" = 0 ] || die "the lab needs root (libvirt, mount namespaces)" "Run it as root."
    # unix socket paths end at 107 bytes
    [ ${#LAB_HOME} -le 60 ] || die "MASAKARI_LAB=$LAB_HOME is too long for socket paths" "Use at most 60 characters."
    [[ $LAB_HOME =~ ^[A-Za-z0-9/._-]+$ ]] || die "MASAKARI_LAB=$LAB_HOME holds characters that shells and URIs quote" "Use letters, digits and ._-"
    mkdir -p "$LAB_CONF" "$LAB_RUN" "$LAB_LOG" "$LAB_DB" "$LAB_VAR" "$LAB_CACHE/archives/partial"
    chmod 755 "$LAB_HOME" "$LAB_CONF" "$LAB_VAR"
    runuser -u libvirt-qemu -- test -x "$LAB_HOME" 2>/dev/null || ! getent passwd libvirt-qemu >/dev/null ||
        die "user libvirt-qemu cannot enter $LAB_HOME" "Make each directory above it searchable, or set MASAKARI_LAB elsewhere."
}

remember_settings() {
    local name
    for name in $LAB_RECORDED; do
        printf ': "${%s:=%s}"\n' "$name" "${!name}"
    done >"$LAB_SETTINGS"
}

# exclusively: one lab command that changes the lab's services at a time.
exclusively() {
    mkdir -p "$LAB_HOME"
    exec 9>"$LAB_HOME/lock"
    flock -w 300 9 || die "another lab command has held $LAB_HOME/lock for 5 minutes" "Wait for it, or end it."
}

require() {
    local program
    for program in "$@"; do
        [ -x "$(command -v "$program")" ] || die "$program is not installed" "Run: $LAB_SCRIPT install ${LAB_WANTED_FORM:-light}"
    done
}

# render TEMPLATE DESTINATION: replaces each @NAME@ by the variable of that name.
render() {
    local text name
    text=$(<"$LAB_SOURCE/etc/$1")
    while [[ $text =~ @([A-Z_]+)@ ]]; do
        name=${BASH_REMATCH[1]}
        [ -n "${!name+set}" ] || die "template $1 names @$name@, which is not set"
        text=${text//"@$name@"/"${!name}"}
    done
    mkdir -p "$(dirname "$2")"
    printf '%s\n' "$text" >"$2"
}

# render_service SERVICE TEMPLATE DESTINATION: @SERVICE_AUTH@ becomes the login of that user.
render_service() {
    local SERVICE=$1 SERVICE_AUTH
    SERVICE_AUTH=$(<"$LAB_SOURCE/etc/service-auth.in")
    render "$2" "$3"
}

# query DATABASE [OPTIONS] SQL: waits for a writer instead of failing with "database is locked".
query() {
    local database=$1
    shift
    sqlite3 -cmd '.timeout 30000' "$LAB_DB/$database.db" "$@"
}

# once NAME COMMAND...: a set-up that is done one time in the life of a lab's state.
once() {
    local mark=$LAB_DB/$1.ready
    shift
    [ -e "$mark" ] || {
        "$@"
        touch "$mark"
    }
}

wait_until() { # SECONDS WHAT COMMAND...
    local limit=$1 what=$2 deadline
    shift 2
    deadline=$(($(now_ms) + limit * 1000))
    until "$@" >/dev/null 2>&1; do
        [ "$(now_ms)" -lt "$deadline" ] || die "$what did not come up within $limit s" "Logs are in $LAB_LOG"
        sleep 0.1
    done
}

answers_http() { curl -s -o /dev/null --noproxy '*' --max-time 5 "$1"; }
answers_tcp() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }
