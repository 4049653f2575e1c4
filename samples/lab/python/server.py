#!/usr/bin/python3
"""Nova servers of the lab; every command prints what Nova then says of the server, as JSON.

usage: lab server create NAME [--property KEY=VALUE] [--extra-spec KEY=VALUE]
       lab server stop|start|show|delete NAME
"""
import argparse
import json
import sys

from cloud import GLANCE, NOVA, Cloud, until
from keystoneauth1.exceptions import ClientException


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


def create(cloud, options):
    if cloud.find(f"{NOVA}/servers?name=^{options.name}$", "servers", name=options.name):
        return act(cloud, options.name, "os-start", "ACTIVE")
    body = {
        "name": options.name,
        "imageRef": cloud.get(f"{GLANCE}/v2/images?name=lab-guest")["images"][0]["id"],
        "flavorRef": flavor(cloud, options.name, pairs(options.extra_spec)),
        "networks": "none",
        "metadata": pairs(options.property),
    }
    cloud.post(f"{NOVA}/servers", {"server": body})
    wait_for(cloud, options.name, "ACTIVE")


def act(cloud, name, action, status):
    now = server(cloud, name)
    if now["status"] != status:
        cloud.post(f"{NOVA}/servers/{now['id']}/action", {action: None})
        wait_for(cloud, name, status)


def delete(cloud, name):
    cloud.delete(f"{NOVA}/servers/{server(cloud, name)['id']}")
    listing = f"{NOVA}/servers?name=^{name}$"
    until(60, f"server '{name}' deleted", lambda: not cloud.find(listing, "servers", name=name))


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
    parser.add_argument("command", choices=["create", "stop", "start", "show", "delete"])
    parser.add_argument("name")
    parser.add_argument("--property", action="append", default=[], metavar="KEY=VALUE", help="server metadata")
    parser.add_argument("--extra-spec", action="append", default=[], metavar="KEY=VALUE", help="flavor extra spec")
    options = parser.parse_args()
    cloud = Cloud()
    if options.command == "create":
        create(cloud, options)
    elif options.command == "stop":
        act(cloud, options.name, "os-stop", "SHUTOFF")
    elif options.command == "start":
        act(cloud, options.name, "os-start", "ACTIVE")
    elif options.command == "delete":
        return delete(cloud, options.name)
    show(server(cloud, options.name))


if __name__ == "__main__":
    try:
        main()
    except ClientException as error:
        sys.exit(f"lab: {error}")
