# shellcheck shell=bash
# The light form: the real masakari-api with noauth2 and SQLite, nothing behind it.

readonly LIGHT_CONF=$LAB_CONF/masakari-light/masakari.conf
readonly SEGMENT_UUID=00000000-0000-4000-8000-000000000001

create_light_database() {
    quietly masakari-light-manage masakari-manage --config-file "$LIGHT_CONF" db sync
    # create segment and host by hand: the API would ask Nova whether the host exists
    query masakari-light "PRAGMA journal_mode=WAL;
        INSERT INTO failover_segments (created_at, deleted, id, uuid, name, service_type, recovery_method, enabled)
        VALUES (datetime('now'), 0, 1, '$SEGMENT_UUID', 'lab', 'COMPUTE', 'auto', 1);" >/dev/null
}

light_api_up() {
    require masakari-api masakari-manage sqlite3 curl jq
    free_port "$LAB_API_PORT" masakari-light
    render masakari-light.conf.in "$LIGHT_CONF"
    mkdir -p "$LAB_CONF/masakari-light/policy.d"
    once masakari-light create_light_database
    host_add "$LAB_HOST"
    start masakari-light masakari-api --config-file "$LIGHT_CONF" --log-file "$LAB_LOG/masakari-light.log"
    wait_for masakari-light 60 answers_http "http://127.0.0.1:$LAB_API_PORT/"
}

# ---- hosts and notifications, of either form ------------------------------------------

api_database() { [ "$LAB_FORM" = full ] && echo masakari || echo masakari-light; }

valid_host() { [[ $1 =~ ^[a-zA-Z0-9._-]{1,255}$ ]] || die "'$1' is not a host name that masakari takes"; }

# Several hosts may be known: tests take one each, since an identical payload is refused for 180 s.
host_add() {
    local host sql=''
    for host in "$@"; do
        valid_host "$host"
        sql+="INSERT INTO hosts (created_at, deleted, uuid, name, reserved, type, control_attributes, failover_segment_id, on_maintenance)
            SELECT datetime('now'), 0, '$(cat /proc/sys/kernel/random/uuid)', '$host', 0, 'COMPUTE', 'SSH', uuid, 0
            FROM failover_segments WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM hosts WHERE name = '$host' AND deleted = 0) LIMIT 1;"
    done
    query "$(api_database)" "$sql"
}

host_maintenance() {
    local value
    valid_host "$1"
    case ${2:-} in on) value=1 ;; off) value=0 ;; *) die "usage: lab api host maintenance NAME on|off" ;; esac
    [ "$(query "$(api_database)" "UPDATE hosts SET on_maintenance = $value WHERE name = '$1' AND deleted = 0; SELECT changes();")" = 1 ] ||
        die "masakari has no host '$1'" "Run: $LAB_SCRIPT api host add $1"
}

notifications() {
    local where=''
    [ $# = 0 ] || { valid_host "$1" && where="AND h.name = '$1'"; }
    query "$(api_database)" -json "SELECT n.notification_uuid, n.generated_time, n.status, n.type, h.name AS hostname, n.payload, n.created_at, n.updated_at
        FROM notifications n LEFT JOIN hosts h ON h.uuid = n.source_host_uuid
        WHERE n.deleted = 0 $where ORDER BY n.id" | jq '.[] |= (.payload |= fromjson)' | grep . || echo '[]'
}
