# shellcheck shell=bash
# RabbitMQ, small, on loopback only; with a port mapper of its own, so that nothing outlives the lab.

rabbitmq_up() {
    local home=$LAB_VAR/rabbitmq
    install -d -o rabbitmq -g rabbitmq "$home" "$home"/{mnesia,log}
    render rabbitmq.conf.in "$LAB_CONF/rabbitmq.conf"
    start epmd epmd -address 127.0.0.1 -port "$LAB_EPMD_PORT"
    # /usr/sbin/rabbitmq-server goes through su(1) and loses the environment. With ALLOW_INPUT the script
    # becomes the Erlang machine instead of waiting for it, so that our pid is the broker's.
    start rabbitmq setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups env \
        HOME="$home" \
        ERL_EPMD_ADDRESS=127.0.0.1 \
        ERL_EPMD_PORT="$LAB_EPMD_PORT" \
        RABBITMQ_NODENAME="lab-$LAB_RABBITMQ_PORT@localhost" \
        RABBITMQ_DIST_PORT=$((LAB_RABBITMQ_PORT + 20000)) \
        RABBITMQ_MNESIA_BASE="$home/mnesia" \
        RABBITMQ_LOG_BASE="$home/log" \
        RABBITMQ_CONFIG_FILE="$LAB_CONF/rabbitmq" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" \
        RABBITMQ_PID_FILE="$home/pid" \
        RABBITMQ_ALLOW_INPUT=1 \
        RABBITMQ_SERVER_START_ARGS=-noinput \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
    wait_for rabbitmq 90 answers_tcp "$LAB_RABBITMQ_PORT"
}

rabbitmq_down() {
    stop 20 rabbitmq
    stop epmd
}
