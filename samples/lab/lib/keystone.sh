# shellcheck shell=bash
# Keystone under uwsgi, SQLite.

keystone_manage() { quietly keystone-manage keystone-manage --config-file "$LAB_CONF/keystone/keystone.conf" "$@"; }

create_keystone_database() {
    local url=http://127.0.0.1:$LAB_KEYSTONE_PORT/v3/
    install -d -m 700 "$LAB_CONF"/keystone/{fernet,credential}
    keystone_manage db_sync
    keystone_manage fernet_setup --keystone-user root --keystone-group root
    keystone_manage credential_setup --keystone-user root --keystone-group root
    keystone_manage bootstrap --bootstrap-password "$LAB_PASSWORD" --bootstrap-region-id RegionOne \
        --bootstrap-admin-url "$url" --bootstrap-internal-url "$url" --bootstrap-public-url "$url"
    use_wal keystone
}

keystone_up() {
    local WSGI_PORT=$LAB_KEYSTONE_PORT WSGI_FILE=/usr/bin/keystone-wsgi-public
    render keystone.conf.in "$LAB_CONF/keystone/keystone.conf"
    render uwsgi.ini.in "$LAB_CONF/keystone/uwsgi.ini"
    once keystone create_keystone_database
    start keystone env "OS_KEYSTONE_CONFIG_FILES=$LAB_CONF/keystone/keystone.conf" uwsgi --ini "$LAB_CONF/keystone/uwsgi.ini"
    wait_for keystone 60 answers_http "http://127.0.0.1:$LAB_KEYSTONE_PORT/v3"
}

# Service users, the catalog, and roles, in one process (a command line client costs 1.2 s a call).
register_services() {
    once identity quietly identity "$PYTHON" "$LAB_SOURCE/python/identity.py"
}
