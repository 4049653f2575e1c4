#!/usr/bin/python3
"""The lab's image, flavor, failover segment and host.

usage: seed.py DIRECTORY-OF-THE-GUEST KERNEL-COMMAND-LINE
       seed.py --wake      only what must be done after every start
"""
import sys

from cloud import GLANCE, HOST, MASAKARI, NEUTRON, NOVA, Cloud, until


def image(cloud, name, kind, path=None, **properties):
    """An image of this content; one of that name from an earlier guest is replaced."""
    for old in cloud.get(f"{GLANCE}/v2/images?name={name}")["images"]:
        cloud.delete(f"{GLANCE}/v2/images/{old['id']}")
    disk_format, container_format = kind
    new = {"name": name, "disk_format": disk_format, "container_format": container_format, "visibility": "public"}
    identity = cloud.post(f"{GLANCE}/v2/images", {**new, **properties})["id"]
    data = open(path, "rb").read() if path else bytes(1 << 20)
    headers = {"Content-Type": "application/octet-stream"}
    cloud.put(f"{GLANCE}/v2/images/{identity}/file", data=data, headers=headers)
    return identity


def wake(cloud):
    # Neutron answers GET /ports with 500 until some other query has made SQLAlchemy look at all models
    cloud.get(f"{NEUTRON}/v2.0/networks")


def main(guest, command_line):
    cloud = Cloud()
    wake(cloud)
    image(
        cloud,
        "lab-guest",
        ("raw", "bare"),
        kernel_id=image(cloud, "lab-guest-kernel", ("aki", "aki"), f"{guest}/vmlinuz"),
        ramdisk_id=image(cloud, "lab-guest-ramdisk", ("ari", "ari"), f"{guest}/initrd.img"),
        os_command_line=command_line,
        hw_qemu_guest_agent="yes",
    )
    if not cloud.find(f"{NOVA}/flavors", "flavors", name="lab.guest"):
        cloud.post(f"{NOVA}/flavors", {"flavor": {"name": "lab.guest", "ram": 128, "vcpus": 1, "disk": 0}})

    segment = cloud.find(f"{MASAKARI}/segments", "segments", name="lab")
    if not segment:
        new = {"name": "lab", "recovery_method": "auto", "service_type": "COMPUTE"}
        segment = cloud.post(f"{MASAKARI}/segments", {"segment": new})["segment"]
    hosts = f"{MASAKARI}/segments/{segment['uuid']}/hosts"
    if not cloud.find(hosts, "hosts", name=HOST):
        # masakari-api asks Nova whether it knows the host
        services = f"{NOVA}/os-services?binary=nova-compute"
        until(60, f"nova-compute on {HOST}", lambda: cloud.find(services, "services", host=HOST, state="up"))
        cloud.post(hosts, {"host": {"name": HOST, "type": "COMPUTE", "control_attributes": "SSH"}})


if __name__ == "__main__":
    if sys.argv[1:] == ["--wake"]:
        wake(Cloud())
    else:
        main(*sys.argv[1:])
