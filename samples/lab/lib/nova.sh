# shellcheck shell=bash
# What the engine needs behind it: Placement, Glance, Neutron's server, Nova with the libvirt driver.

readonly NOVA_CONF=$LAB_CONF/nova/nova.conf

prepare_placement() {
    local WSGI_PORT=$LAB_PLACEMENT_PORT WSGI_FILE=/usr/bin/placement-api
    render_service placement placement.conf.in "$LAB_CONF/placement/placement.conf"
    render uwsgi.ini.in "$LAB_CONF/placement/uwsgi.ini"
    once placement create_placement_database
}

create_placement_database() {
    quietly placement-manage placement-manage --config-file "$LAB_CONF/placement/placement.conf" db sync
    use_wal placement
}

prepare_glance() {
    mkdir -p "$LAB_VAR/glance"
    render_service glance glance-api.conf.in "$LAB_CONF/glance/glance-api.conf"
    once glance create_glance_database
}

create_glance_database() {
    quietly glance-manage glance-manage --config-file "$LAB_CONF/glance/glance-api.conf" db_sync
    use_wal glance
}

prepare_neutron() {
    mkdir -p "$LAB_VAR/neutron"
    render_service neutron neutron.conf.in "$LAB_CONF/neutron/neutron.conf"
    once neutron create_neutron_database
}

# Neutron's migrations do not run on SQLite (ALTER of a constraint), so the tables are made from its models.
create_neutron_database() {
    rm -f "$LAB_DB/neutron.db"
    quietly neutron-db "$PYTHON" "$LAB_SOURCE/python/neutron_schema.py" "sqlite:///$LAB_DB/neutron.db"
    quietly neutron-db neutron-db-manage --config-file "$LAB_CONF/neutron/neutron.conf" stamp heads
    use_wal neutron
}

prepare_nova() {
    install -d -m 755 "$LAB_VAR"/nova{,/instances}
    render_service nova nova.conf.in "$NOVA_CONF"
    once nova create_nova_databases
}

nova_manage() { quietly nova-manage nova-manage --config-file "$NOVA_CONF" "$@"; }

create_nova_databases() {
    rm -f "$LAB_DB"/nova{,_api,_cell0}.db
    nova_manage api_db sync
    nova_manage cell_v2 map_cell0 --database_connection "sqlite:///$LAB_DB/nova_cell0.db?timeout=30"
    nova_manage db sync
    nova_manage cell_v2 create_cell --name cell1
    use_wal nova
    use_wal nova_api
    use_wal nova_cell0
}

start_nova() {
    start nova-conductor nova-conductor --config-file "$NOVA_CONF" --log-file "$LAB_LOG/nova-conductor.log"
    start placement env "OS_PLACEMENT_CONFIG_DIR=$LAB_CONF/placement" uwsgi --ini "$LAB_CONF/placement/uwsgi.ini"
    start glance glance-api --config-file "$LAB_CONF/glance/glance-api.conf"
    start nova-api nova-api --config-file "$NOVA_CONF" --log-file "$LAB_LOG/nova-api.log"
    # A question to a conductor that is not there yet is lost, and asked again only after 10 s.
    wait_for nova-conductor 90 is_registered nova-conductor
    start nova-compute nsenter --mount --target "$(pid_of namespace)" --wd=/ -- \
        nova-compute --config-file "$NOVA_CONF" --log-file "$LAB_LOG/nova-compute.log"
    start nova-scheduler nova-scheduler --config-file "$NOVA_CONF" --log-file "$LAB_LOG/nova-scheduler.log"
    start neutron neutron-server --config-file "$LAB_CONF/neutron/neutron.conf" --log-file "$LAB_LOG/neutron.log"
    wait_for placement 90 answers_http "http://127.0.0.1:$LAB_PLACEMENT_PORT/"
    wait_for glance 90 answers_http "http://127.0.0.1:$LAB_GLANCE_PORT/"
    wait_for nova-api 90 answers_http "http://127.0.0.1:$LAB_NOVA_PORT/"
    wait_for nova-compute 90 is_registered nova-compute
    once nova-host nova_manage cell_v2 discover_hosts --by-service
    wait_for nova-scheduler 90 is_registered nova-scheduler
    wait_for neutron 90 answers_http "http://127.0.0.1:$LAB_NEUTRON_PORT/"
}

# A service writes its row when it is about to serve, and refreshes it from then on.
is_registered() {
    [ "$(query nova "SELECT count(*) FROM services WHERE binary = '$1' AND deleted = 0 AND
        strftime('%s', coalesce(updated_at, created_at)) >= '$(stat -c %Y "$LAB_RUN/$1.pid")'")" -gt 0 ]
}
