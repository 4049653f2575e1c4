# shellcheck shell=bash
# What masakari-api answers: asked over HTTP, as any client would.

# The light form's noauth2 takes USER:PROJECT for a token, the full form wants Keystone's.
api_token() {
    if [ "$FORM" = light ]; then
        echo admin:admin
        return
    fi
    curl -s --noproxy '*' --max-time 20 -o /dev/null -D - -H 'Content-Type: application/json' "$OS_AUTH_URL/auth/tokens" -d "$(
        jq -n '{auth: {identity: {methods: ["password"], password: {user: {name: env.OS_USERNAME,
            domain: {name: env.OS_USER_DOMAIN_NAME}, password: env.OS_PASSWORD}}},
            scope: {project: {name: env.OS_PROJECT_NAME, domain: {name: env.OS_PROJECT_DOMAIN_NAME}}}}}'
    )" | tr -d '\r' | awk 'tolower($1) == "x-subject-token:" {print $2}'
}

# stored_notification: the guest-agent notification about INSTANCE, as masakari-api shows it; empty if there is none.
stored_notification() {
    curl -s --noproxy '*' --max-time 20 -H "X-Auth-Token: $TOKEN" "$LAB_API_URL/notifications" |
        jq -c --arg instance "$INSTANCE" '[.notifications[] | select(.payload.instance_uuid == $instance
            and .payload.event == "QEMU_GUEST_AGENT_ERROR" and .created_at >= env.BEGAN)] | max_by(.created_at) // empty' 2>/dev/null || true
}

field() { jq -r "$1" <<<"$NOTIFICATION"; }
