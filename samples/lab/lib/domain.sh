# shellcheck shell=bash disable=SC2034  # the variables set here are named by etc/domain.xml.in
# The XML of a guest, shaped as Nova shapes its own.

# The clock is HPET: on a busy machine the kernel measures the TSC of an emulated CPU wrong by a factor, and then time in the
# guest runs as much too fast.
readonly GUEST_CMDLINE="console=ttyS0 quiet panic=0 rdinit=/init mitigations=off nokaslr no_timer_check tsc=unstable clocksource=hpet random.trust_cpu=on"
readonly AGENT_PORT=org.qemu.guest_agent.0
readonly CONTROL_PORT=org.masakari.lab.control.0
readonly HEARTBEAT_PORT=org.openstack.masakari.0
readonly RAW_HEARTBEAT_PORT=cgcs.heartbeat

xml_text() {
    local text=${1//&/"&amp;"}
    text=${text//</"&lt;"}
    printf '%s' "${text//\"/"&quot;"}"
}

# channel_xml PORT NAME: a socket where Nova puts its channels', which names them by the domain's name
channel_xml() {
    printf "    <channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/%s.%s.sock'/><target type='virtio' name='%s'/></channel>\n" \
        "$1" "$2" "$1"
}

# nova_flavor_xml NAME MEMORY VCPUS SPECS PROPERTIES (the last two: names of arrays of KEY=VALUE).
# Nova writes extra specs and image properties from 2025.2 (32.0.0) on only.
nova_flavor_xml() {
    local -n specs_=$4 properties_=$5
    local pair identity=''
    [ ${#specs_[@]}${#properties_[@]} = 00 ] || identity=' id="00000000-0000-4000-8000-000000000004"'
    printf '      <nova:flavor name="%s"%s>\n' "$(xml_text "$1")" "$identity"
    printf '        <nova:memory>%s</nova:memory>\n        <nova:disk>0</nova:disk>\n        <nova:swap>0</nova:swap>\n' "$2"
    printf '        <nova:ephemeral>0</nova:ephemeral>\n        <nova:vcpus>%s</nova:vcpus>\n' "$3"
    [ -z "$identity" ] || {
        printf '        <nova:extraSpecs>\n'
        for pair in "${specs_[@]}"; do
            printf '          <nova:extraSpec name="%s">%s</nova:extraSpec>\n' "$(xml_text "${pair%%=*}")" "$(xml_text "${pair#*=}")"
        done
        printf '        </nova:extraSpecs>\n'
    }
    printf '      </nova:flavor>\n'
    [ -n "$identity" ] || return 0
    printf '      <nova:image uuid="00000000-0000-4000-8000-000000000003">\n'
    printf '        <nova:containerFormat>bare</nova:containerFormat>\n        <nova:diskFormat>raw</nova:diskFormat>\n'
    printf '        <nova:minDisk>0</nova:minDisk>\n        <nova:minRam>0</nova:minRam>\n        <nova:properties>\n'
    for pair in hw_qemu_guest_agent=True "${properties_[@]}"; do
        printf '          <nova:property name="%s">%s</nova:property>\n' "$(xml_text "${pair%%=*}")" "$(xml_text "${pair#*=}")"
    done
    printf '        </nova:properties>\n      </nova:image>\n'
}
