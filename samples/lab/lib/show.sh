# shellcheck shell=bash
# What the lab tells about itself.

show_environment() {
    local name
    for name in LAB_HOME LAB_HOST LIBVIRT_URI LIBVIRT_READONLY_URI LIBVIRT_SOCKET; do
        export_line "LAB_${name#LAB_}" "${!name}"
    done
    export_line LAB_API_URL "$(api_url)"
    export_line LAB_LIGHT_NOVA_PORT "$LAB_LIGHT_NOVA_PORT"
    [ "$LAB_FORM" = full ] || return 0
    export_line LAB_NOVA_URL "http://127.0.0.1:$LAB_NOVA_PORT/v2.1"
    export_line OS_AUTH_URL "http://127.0.0.1:$LAB_KEYSTONE_PORT/v3"
    export_line OS_USERNAME admin
    export_line OS_PASSWORD "$LAB_PASSWORD"
    export_line OS_PROJECT_NAME admin
    export_line OS_USER_DOMAIN_NAME Default
    export_line OS_PROJECT_DOMAIN_NAME Default
    export_line OS_IDENTITY_API_VERSION 3
    export_line OS_REGION_NAME RegionOne
}

export_line() { printf "export %s='%s'\n" "$1" "$2"; }

api_url() {
    if [ "$LAB_FORM" = full ]; then
        echo "http://127.0.0.1:$LAB_FULL_API_PORT/v1"
    else
        echo "http://127.0.0.1:$LAB_API_PORT/v1"
    fi
}

show_configuration() {
    local form=${1:-$LAB_FORM} target
    [ "$form" != none ] || form=light
    [[ $form = light || $form = full ]] || die "there is no form '$form'" "Say light or full."
    target=$LAB_CONF/masakarimonitors-$form.conf
    mkdir -p "$LAB_CONF"
    render "masakarimonitors-$form.conf.in" "$target"
    cat "$target"
}

show_status() {
    local file name
    printf 'lab at %s, form %s, host %s\n' "$LAB_HOME" "$LAB_FORM" "$LAB_HOST"
    for file in "$LAB_RUN"/*.pid; do
        [ -e "$file" ] || continue
        name=$(basename "$file" .pid)
        printf '  %-18s %s\n' "$name" "$(pid_of "$name" || echo 'dead')"
    done
    if running libvirtd; then
        printf 'libvirt %s\n' "$LIBVIRT_URI"
        timeout 10 virsh -q -c "$LIBVIRT_URI" list --all | sed 's/^/  /'
    fi
    [ ! -e "$LAB_DB/$(api_database).ready" ] || {
        printf 'masakari-api %s, hosts:\n' "$(api_url)"
        query "$(api_database)" "SELECT '  ' || name || CASE on_maintenance WHEN 1 THEN ' (maintenance)' ELSE '' END FROM hosts WHERE deleted = 0"
    }
}
