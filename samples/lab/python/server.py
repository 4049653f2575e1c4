#!/usr/bin/python3
"""Nova servers of the lab; every command prints what Nova then says of the server, as JSON.

usage: lab server create NAME [--property KEY=VALUE] [--extra-spec KEY=VALUE] [--image-property KEY=VALUE]
                         [--shutdown-delay SECONDS] [--shutdown-agent stop|stay|freeze]
       lab server stop|start|reboot|hard-reboot|pause|unpause|suspend|resume|snapshot|show|delete NAME
"""
import argparse
import json
import sys

from cloud import GLANCE, NOVA, Cloud, until
from keystoneauth1.exceptions import ClientException

# command: Nova's action, and the status that it leads to
ACTIONS = {
    "stop": ("os-stop", "SHUTOFF"),
    "start": ("os-start", "ACTIVE"),
    "pause": ("pause", "PAUSED"),
    "unpause": ("unpause", "ACTIVE"),
    "suspend": ("suspend", "SUSPENDED"),
    "resume": ("resume", "ACTIVE"),
}


def server(cloud, name):
    found = cloud.find(f"{NOVA}/servers/detail?name=^{name}$", "servers", name=name)
    if not found:
        sys.exit(f"lab: Nova has no server '{name}'")
    return found


def wait_for(cloud, name, status):
    def probe():
        now = server(cloud, name)
        if now["status"] == "ERROR" and status != "ERROR":
            sys.exit(f"lab: server '{name}' is in ERROR: {now.get('fault', {}).get('message', 'see nova-compute.log')}")
        return now["status"] == status and not now["OS-EXT-STS:task_state"]

    until(120, f"server '{name}' {status}", probe)


def pairs(values):
    for value in values:
        if "=" not in value:
            sys.exit(f"lab: '{value}' is not KEY=VALUE")
    return dict(value.split("=", 1) for value in values)


def flavor(cloud, name, specs):
    """The common flavor, or one for this server when it has extra specs of its own."""
    if not specs:
        return cloud.find(f"{NOVA}/flavors", "flavors", name="lab.guest")["id"]
    found = cloud.find(f"{NOVA}/flavors", "flavors", name=f"lab.{name}")
    if found:
        cloud.delete(f"{NOVA}/flavors/{found['id']}")
    new = {"name": f"lab.{name}", "ram": 128, "vcpus": 1, "disk": 0}
    identity = cloud.post(f"{NOVA}/flavors", {"flavor": new})["flavor"]["id"]
    cloud.post(f"{NOVA}/flavors/{identity}/os-extra_specs", {"extra_specs": specs})
    return identity


def image(cloud, options):
    """The common image, or one for this server: the same guest with properties and a command line of its own."""
    common = cloud.get(f"{GLANCE}/v2/images?name=lab-guest")["images"][0]
    own = pairs(options.image_property)
    words = [common["os_command_line"]]
    if options.shutdown_delay is not None:
        words.append(f"lab.shutdown.delay={options.shutdown_delay}")
    if options.shutdown_agent:
        words.append(f"lab.shutdown.agent={options.shutdown_agent}")
    if not own and len(words) == 1:
        return common["id"]
    forget_images(cloud, f"lab.{options.name}")
    same = ("disk_format", "container_format", "visibility", "kernel_id", "ramdisk_id", "hw_qemu_guest_agent")
    new = {key: common[key] for key in same}
    new.update(name=f"lab.{options.name}", os_command_line=" ".join(words), **own)
    identity = cloud.post(f"{GLANCE}/v2/images", new)["id"]
    headers = {"Content-Type": "application/octet-stream"}
    cloud.put(f"{GLANCE}/v2/images/{identity}/file", data=bytes(1 << 20), headers=headers)
    return identity


def forget_images(cloud, name):
    for old in cloud.get(f"{GLANCE}/v2/images?name={name}")["images"]:
        cloud.delete(f"{GLANCE}/v2/images/{old['id']}")


def create(cloud, options):
    before = cloud.find(f"{NOVA}/servers/detail?name=^{options.name}$", "servers", name=options.name)
    if before and before["status"] in ("ACTIVE", "SHUTOFF"):
        return act(cloud, options.name, "os-start", "ACTIVE")
    if before:
        delete(cloud, options.name)  # what an earlier try left half made
    body = {
        "name": options.name,
        "imageRef": image(cloud, options),
        "flavorRef": flavor(cloud, options.name, pairs(options.extra_spec)),
        "networks": "none",
        "metadata": pairs(options.property),
    }
    cloud.post(f"{NOVA}/servers", {"server": body})
    wait_for(cloud, options.name, "ACTIVE")


def act(cloud, name, action, status):
    now = server(cloud, name)
    if now["status"] != status:
        order(cloud, now, action, None)
        wait_for(cloud, name, status)


def order(cloud, now, action, details):
    return cloud.post(f"{NOVA}/servers/{now['id']}/action", {action: details})


def reboot(cloud, name, kind):
    order(cloud, server(cloud, name), "reboot", {"type": kind})
    wait_for(cloud, name, "ACTIVE")


def snapshot(cloud, name):
    """Nova freezes the guest's file systems while it takes the image; the image is deleted when it is complete."""
    title = f"lab.{name}.snapshot"
    forget_images(cloud, title)
    order(cloud, server(cloud, name), "createImage", {"name": title})
    complete = f"{GLANCE}/v2/images?name={title}&status=active"
    until(120, f"snapshot of server '{name}'", lambda: cloud.get(complete)["images"])
    wait_for(cloud, name, "ACTIVE")
    forget_images(cloud, title)


def delete(cloud, name):
    cloud.delete(f"{NOVA}/servers/{server(cloud, name)['id']}")
    listing = f"{NOVA}/servers?name=^{name}$"
    until(60, f"server '{name}' deleted", lambda: not cloud.find(listing, "servers", name=name))
    forget_images(cloud, f"lab.{name}")


def show(now):
    names = {
        "domain": "OS-EXT-SRV-ATTR:instance_name",
        "host": "OS-EXT-SRV-ATTR:host",
        "vm_state": "OS-EXT-STS:vm_state",
        "task_state": "OS-EXT-STS:task_state",
        "power_state": "OS-EXT-STS:power_state",
    }
    shown = {key: now[key] for key in ("id", "name", "status", "metadata")}
    print(json.dumps({**shown, **{key: now[value] for key, value in names.items()}}, indent=2))


def main():
    parser = argparse.ArgumentParser(prog="lab server")
    parser.add_argument("command", choices=["create", *ACTIONS, "reboot", "hard-reboot", "snapshot", "show", "delete"])
    parser.add_argument("name")
    parser.add_argument("--property", action="append", default=[], metavar="KEY=VALUE", help="server metadata")
    parser.add_argument("--extra-spec", action="append", default=[], metavar="KEY=VALUE", help="flavor extra spec")
    parser.add_argument("--image-property", action="append", default=[], metavar="KEY=VALUE", help="property of an image of its own")
    parser.add_argument("--shutdown-delay", type=int, metavar="SECONDS", help="how long its orderly shutdown takes")
    parser.add_argument("--shutdown-agent", choices=["stop", "stay", "freeze"], help="what qemu-ga does meanwhile")
    options = parser.parse_args()
    cloud = Cloud()
    if options.command == "create":
        create(cloud, options)
    elif options.command in ACTIONS:
        act(cloud, options.name, *ACTIONS[options.command])
    elif options.command == "reboot":
        reboot(cloud, options.name, "SOFT")
    elif options.command == "hard-reboot":
        reboot(cloud, options.name, "HARD")
    elif options.command == "snapshot":
        snapshot(cloud, options.name)
    elif options.command == "delete":
        return delete(cloud, options.name)
    show(server(cloud, options.name))


if __name__ == "__main__":
    try:
        main()
    except ClientException as error:
        sys.exit(f"lab: {error}")
