# shellcheck shell=bash
# What the lab tells about itself.

show_environment() {
    local name
    for name in LAB_HOME LAB_HOST LIBVIRT_URI LIBVIRT_READONLY_URI LIBVIRT_SOCKET; do
        printf 'export %s=%q\n' "LAB_${name#LAB_}" "${!name}"
    done
    printf 'export LAB_API_URL=%q\n' "$(api_url)"
    printf 'export LAB_LIGHT_API_URL=%q\n' "http://127.0.0.1:$LAB_API_PORT/v1"
    [ "$LAB_FORM" = full ] || return 0
    printf 'export LAB_FULL_API_URL=%q\n' "http://127.0.0.1:$LAB_FULL_API_PORT/v1"
    printf 'export LAB_NOVA_URL=%q\n' "http://127.0.0.1:$LAB_NOVA_PORT/v2.1"
    printf 'export OS_AUTH_URL=%q OS_USERNAME=admin OS_PASSWORD=%q OS_PROJECT_NAME=admin OS_USER_DOMAIN_NAME=Default\n' \
        "http://127.0.0.1:$LAB_KEYSTONE_PORT/v3" "$LAB_PASSWORD"
    printf 'export OS_PROJECT_DOMAIN_NAME=Default OS_IDENTITY_API_VERSION=3 OS_REGION_NAME=RegionOne\n'
}

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
