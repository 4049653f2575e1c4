# shellcheck shell=bash
# Guests: started, stopped, asked and commanded.

readonly GUEST_START_HELP="usage: lab guest start GUEST [options]      GUEST: 1..999, or instance-0000bXXX
  --count N                   N guests, numbered from GUEST on
  --no-wait                   do not wait until they answer
  --no-agent-channel          no channel for the guest agent
  --no-agent                  the channel is there, but qemu-ga is not started
  --agent-second              another unix channel stands before the agent's
  --block LIST                qemu-ga refuses these commands, e.g. guest-ping
  --shutdown-delay SECONDS    how long its orderly shutdown takes (0)
  --shutdown-agent WHAT       what qemu-ga does meanwhile: stop (ends at once, as under systemd), stay, freeze
  --image NAME                plain, heartbeat (our agent, the C guest) or python (these and the Python guest);
                              none of them is started: lab guest fail GUEST heartbeat-start does
  --heartbeat                 a channel org.openstack.masakari.0
  --raw-heartbeat             a channel cgcs.heartbeat, its socket named by the uuid, as StarlingX's guests have
  --panic-device              a pvpanic device: a kernel panic becomes a libvirt event
  --on-crash ACTION           what libvirt does then (destroy as Nova, restart, preserve)
  --name TEXT                 Nova's display name        --flavor TEXT   Nova's flavor name
  --extra-spec KEY=VALUE      flavor extra spec, as Nova 2025.2 and later writes it; repeatable
  --image-property KEY=VALUE  image property, likewise; repeatable
  --memory MiB                at least 96 (heartbeat 112, python 160)      --vcpus N"

number_of() {
    case $1 in
    instance-0000b[0-9a-f][0-9a-f][0-9a-f]) echo $((16#${1#instance-0000b})) ;;
    [0-9] | [0-9][0-9] | [0-9][0-9][0-9]) echo $((10#$1)) ;;
    *) die "'$1' is not a guest of the lab" "Give a number from 1 to 999, or instance-0000bXXX." ;;
    esac
}
domain_of_number() { printf 'instance-0000b%03x\n' "$1"; }
uuid_of_number() { printf 'b0000000-0000-4000-8000-%012d\n' "$1"; }

# domain_of GUEST: a number of ours, or any domain's name or uuid (Nova's too)
domain_of() {
    case $1 in
    [0-9] | [0-9][0-9] | [0-9][0-9][0-9]) domain_of_number $((10#$1)) ;;
    *)
        if [[ $1 =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]; then
            virsh_lab domname "$1" 2>/dev/null | grep . && return
        else
            ! virsh_lab domuuid "$1" >/dev/null 2>&1 || { echo "$1" && return; }
        fi
        die "the lab has no domain '$1'" "See: $LAB_SCRIPT status"
        ;;
    esac
}

shutdown_delay() {
    [[ $1 =~ ^[0-9]{1,4}$ ]] || die "--shutdown-delay: '$1' is not a number of seconds" "Say 0 to 9999."
    echo "lab.shutdown.delay=$1"
}
shutdown_agent() {
    [[ $1 =~ ^(stop|stay|freeze)$ ]] || die "--shutdown-agent: there is no '$1'" "Say stop, stay or freeze."
    echo "lab.shutdown.agent=$1"
}

guest_start() {
    local first='' count=1 wait=yes number
    local MEMORY='' IMAGE=plain VCPUS=1 INITRD ON_CRASH=destroy GUEST_APPEND='' PANIC='' DISPLAY_NAME='' FLAVOR=lab.guest NOVA_VERSION=26.2.2
    local agent_channel=yes agent=yes first_port='' heartbeats=() specs=() properties=()
    while [ $# -gt 0 ]; do
        case $1 in
        --count | --block | --on-crash | --name | --flavor | --extra-spec | --image-property | --memory | --vcpus | --image | --shutdown-delay | --shutdown-agent)
            [ $# -gt 1 ] || die "$1 needs a value" "$GUEST_START_HELP" ;;&
        --count) count=$2 && shift ;;
        --no-wait) wait='' ;;
        --no-agent-channel) agent_channel='' ;;
        --no-agent) agent='' GUEST_APPEND+=' lab.agent=off' ;;
        --agent-second) first_port=org.masakari.lab.first.0 ;;
        --block) GUEST_APPEND+=" lab.agent.block=$2" && shift ;;
        --shutdown-delay) GUEST_APPEND+=" $(shutdown_delay "$2")" && shift ;;
        --shutdown-agent) GUEST_APPEND+=" $(shutdown_agent "$2")" && shift ;;
        --image) IMAGE=$2 && shift ;;
        --heartbeat) heartbeats+=("$HEARTBEAT_PORT") ;;
        --raw-heartbeat) heartbeats+=("$RAW_HEARTBEAT_PORT") ;;
        --panic-device) PANIC="    <panic model='isa'/>" ;;
        --on-crash) ON_CRASH=$2 && shift ;;
        --name) DISPLAY_NAME=$2 && shift ;;
        --flavor) FLAVOR=$2 && shift ;;
        --extra-spec) specs+=("$2") NOVA_VERSION=32.0.0 && shift ;;
        --image-property) properties+=("$2") NOVA_VERSION=32.0.0 && shift ;;
        --memory) MEMORY=$2 && shift ;;
        --vcpus) VCPUS=$2 && shift ;;
        -*) die "unknown option $1" "$GUEST_START_HELP" ;;
        *) first=$1 ;;
        esac
        shift
    done
    [ -n "$first" ] || die "which guest?" "$GUEST_START_HELP"
    first=$(number_of "$first")
    [ "$agent_channel" ] || agent=''
    [ "$MEMORY" ] || MEMORY=$(image_memory "$IMAGE")
    [ "$IMAGE" = plain ] && INITRD=initrd.img || INITRD=initrd-$IMAGE.img
    libvirt_is_up
    for ((number = first; number < first + count; number++)); do
        define_and_start "$number"
    done
    [ "$wait" ] || return 0
    for ((number = first; number < first + count; number++)); do
        wait_for_guest "$number"
    done
}

libvirt_is_up() {
    running libvirtd || die "the lab at $LAB_HOME is not up" "Run: $LAB_SCRIPT up light"
    [ -e "$GUEST_IMAGE/fingerprint" ] || die "the guest has not been built" "Run: $LAB_SCRIPT guest build"
}

# Uses guest_start's variables. A guest that was defined before is defined anew: the options of this call hold.
define_and_start() {
    local number=$1 DOMAIN UUID CHANNELS NOVA_FLAVOR CREATED port xml display=$DISPLAY_NAME
    DOMAIN=$(domain_of_number "$number")
    [ "$(virsh_lab domstate "$DOMAIN" 2>/dev/null)" != running ] || {
        say "$DOMAIN is running already"
        return 0
    }
    UUID=$(uuid_of_number "$number")
    CREATED=$(date -u '+%F %T')
    local DISPLAY_NAME
    DISPLAY_NAME=$(xml_text "${display:-guest-$number}")
    NOVA_FLAVOR=$(nova_flavor_xml "$FLAVOR" "$MEMORY" "$VCPUS" specs properties)
    CHANNELS=$(
        [ -z "$first_port" ] || channel_xml "$first_port" "$DOMAIN"
        [ -z "$agent_channel" ] || channel_xml "$AGENT_PORT" "$DOMAIN"
        for port in "${heartbeats[@]}"; do
            if [ "$port" = "$RAW_HEARTBEAT_PORT" ]; then channel_xml "$port" "$UUID"; else channel_xml "$port" "$DOMAIN"; fi
        done
        channel_xml "$CONTROL_PORT" "$DOMAIN"
    )
    [ -e "$LIBVIRT_HOME/lib/images/$DOMAIN.raw" ] || truncate -s 4M "$LIBVIRT_HOME/lib/images/$DOMAIN.raw"
    xml=$LAB_RUN/$DOMAIN.xml
    render domain.xml.in "$xml"
    local began
    began=$(now_ms)
    virsh_lab "define $xml; start $DOMAIN" >/dev/null
    rm -f "$xml"
    say "$DOMAIN ($UUID) started in $(seconds_since "$began")"
}

wait_for_guest() {
    local domain began
    domain=$(domain_of_number "$1")
    began=$(now_ms)
    # A boot storm on two cores is slow: 20 guests at once took 55 s.
    if [ "$agent" ]; then
        wait_until 180 "the agent of $domain" agent_answers "$domain"
        say "$domain: its agent answers after $(seconds_since "$began")"
    else
        wait_until 180 "$domain" guest_command "$domain" true
        say "$domain: it is up after $(seconds_since "$began") (without an agent)"
    fi
}

# Any reply is an answer; also "that command is disabled".
agent_answers() {
    local reply
    reply=$(timeout 40 virsh -q -c "$LIBVIRT_URI" qemu-agent-command --timeout 2 "$1" '{"execute":"guest-ping"}' 2>&1) ||
        [[ $reply == *"has been disabled"* || $reply == *"is disabled"* || $reply == *"not allowed"* ]]
}

guest_ping() {
    local domain began reply
    domain=$(domain_of "$1")
    began=$(now_ms)
    reply=$(timeout 120 virsh -q -c "$LIBVIRT_URI" qemu-agent-command --timeout "${2:-2}" "$domain" '{"execute":"guest-ping"}' 2>&1) || {
        printf '%s: no answer (%s ms): %s\n' "$domain" $(($(now_ms) - began)) "$(tr '\n' ' ' <<<"$reply")"
        return 1
    }
    printf '%s: %s (%s ms)\n' "$domain" "$(tr -d '\n' <<<"$reply")" $(($(now_ms) - began))
}

# guest_migrate GUEST STATE: live, to the libvirtd of another lab on this machine, whose state is there.
guest_migrate() {
    local domain socket=$2/libvirt/run/libvirt-sock
    domain=$(domain_of "$1")
    [ -S "$socket" ] || die "no lab's libvirtd runs at $2" "Run: MASAKARI_LAB=$2 LAB_LIBVIRT_HOST=another $LAB_SCRIPT libvirtd start"
    # The guests' disks hold nothing, so none is copied.
    truncate -s 4M "$2/libvirt/lib/images/$domain.raw"
    virsh_lab migrate --live --persistent --undefinesource --unsafe "$domain" \
        "qemu+unix:///system?socket=$socket" --migrateuri tcp://127.0.0.1
    say "$domain has moved to the lab at $2"
}

guest_stop() {
    local domain domains=("$@")
    [ $# -gt 0 ] || die "which guests?" "usage: lab guest stop GUEST... | --all"
    if [ "$1" = --all ]; then
        mapfile -t domains < <(virsh_lab list --all --name | grep '^instance-0000b' || true)
    fi
    for domain in "${domains[@]}"; do
        domain=$(domain_of_number "$(number_of "$domain")")
        forget_guest "$domain" & # QEMU takes more than a second to go: all at once
    done
    wait
}

forget_guest() {
    virsh_lab destroy "$1" >/dev/null 2>&1 || true
    virsh_lab undefine "$1" >/dev/null 2>&1 || return 0
    rm -f "$LIBVIRT_HOME/lib/images/$1.raw"
    say "$1 is gone"
}

# guest_command DOMAIN 'SHELL COMMAND' [SECONDS]: runs it in the guest, through the control channel.
guest_command() {
    "$PYTHON" "$LAB_SOURCE/python/guest_command.py" "$LIBVIRT_HOME/lib/qemu" "$CONTROL_PORT.$1.sock" "$2" "${3:-10}"
}

# A guest that Nova made has no control channel: one is plugged in.
plug_control_channel() {
    [ "$(virsh_lab domstate "$1")" = running ] || die "$1 is not running" "Start it: $LAB_SCRIPT guest start, or server start"
    [ ! -S "$LIBVIRT_HOME/lib/qemu/$CONTROL_PORT.$1.sock" ] || return 0
    channel_xml "$CONTROL_PORT" "$1" >"$LAB_RUN/$1.control.xml"
    virsh_lab attach-device "$1" "$LAB_RUN/$1.control.xml" --live >/dev/null
    rm -f "$LAB_RUN/$1.control.xml"
}

guest_run() {
    local domain
    domain=$(domain_of "$1")
    plug_control_channel "$domain"
    guest_command "$domain" "$2" "${3:-10}"
}
