# shellcheck shell=bash
# The full form: nothing is faked. Keystone, RabbitMQ, masakari-api and -engine, Placement, Glance, Neutron's
# server and Nova, whose nova-compute runs in the lab's namespace and so on the lab's libvirtd.

use_wal() { query "$1" 'PRAGMA journal_mode=WAL' >/dev/null; }

check_ports() {
    free_port "$LAB_KEYSTONE_PORT" keystone
    free_port "$LAB_RABBITMQ_PORT" rabbitmq
    free_port "$LAB_EPMD_PORT" epmd
    free_port "$LAB_FULL_API_PORT" masakari-api
    free_port "$LAB_PLACEMENT_PORT" placement
    free_port "$LAB_GLANCE_PORT" glance
    free_port "$LAB_NEUTRON_PORT" neutron
    free_port "$LAB_NOVA_PORT" nova-api
}

keystone_part() {
    step "Keystone on port $LAB_KEYSTONE_PORT" keystone_up
    step "Service users and catalog" register_services
}
rabbitmq_part() { step "RabbitMQ on port $LAB_RABBITMQ_PORT" rabbitmq_up; }
libvirt_part() {
    step "Private libvirtd" libvirt_up
}
guest_part() { build_guest_image; }
databases_part() { step "Databases of Nova, Placement" nova_databases; }
nova_databases() {
    prepare_nova
    prepare_placement
}
more_databases_part() { step "Databases of Neutron, Glance, Masakari" more_databases; }
more_databases() {
    prepare_neutron
    prepare_glance
    prepare_masakari
}
nova_part() { step "Placement, Glance, Neutron, Nova" start_nova; }
masakari_part() { step "masakari-api on port $LAB_FULL_API_PORT, masakari-engine" start_masakari; }

full_up() {
    require keystone-manage uwsgi rabbitmqctl masakari-engine nova-compute neutron-server glance-api sqlite3 curl jq
    check_ports
    together libvirt_part guest_part rabbitmq_part keystone_part databases_part more_databases_part
    together nova_part masakari_part
    step "Images, flavor, segment and host" seed
}

# Images hold the guest: made anew when the guest was rebuilt.
seed() {
    if [ "$(cat "$LAB_DB/seed.ready" 2>/dev/null)" != "$(cat "$GUEST_IMAGE/fingerprint")" ]; then
        quietly seed "$PYTHON" "$LAB_SOURCE/python/seed.py" "$GUEST_IMAGE" "$GUEST_CMDLINE"
        cp "$GUEST_IMAGE/fingerprint" "$LAB_DB/seed.ready"
    else
        # Neutron answers GET /ports with 500 until another query has been made since its start
        quietly seed "$PYTHON" "$LAB_SOURCE/python/seed.py" --wake
    fi
}

full_down() {
    stop 8 masakari-engine masakari-api nova-compute nova-api nova-scheduler nova-conductor neutron glance placement
    rabbitmq_down
    stop keystone
}

server_commands() {
    [ "$LAB_FORM" = full ] || die "servers need the full form" "Run: $LAB_SCRIPT up full"
    "$PYTHON" "$LAB_SOURCE/python/server.py" "$@"
}
