# shellcheck shell=bash
# masakari-api and masakari-engine of the full form.

readonly MASAKARI_CONF=$LAB_CONF/masakari/masakari.conf

create_masakari_database() {
    quietly masakari-manage masakari-manage --config-file "$MASAKARI_CONF" db sync
    use_wal masakari
}

prepare_masakari() {
    mkdir -p "$LAB_CONF/masakari/policy.d" "$LAB_VAR/masakari"
    render_service masakari masakari.conf.in "$MASAKARI_CONF"
    once masakari create_masakari_database
}

full_api_up() {
    start masakari-api masakari-api --config-file "$MASAKARI_CONF" --log-file "$LAB_LOG/masakari-api.log"
    wait_for masakari-api 60 answers_http "http://127.0.0.1:$LAB_FULL_API_PORT/"
}

start_masakari() {
    start masakari-engine masakari-engine --config-file "$MASAKARI_CONF" --log-file "$LAB_LOG/masakari-engine.log"
    full_api_up
}
