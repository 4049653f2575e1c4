#!/usr/bin/python3
"""Users, roles and catalog entries of the lab's services. Made once; what exists is left alone."""
from cloud import GLANCE, KEYSTONE, MASAKARI, NEUTRON, NOVA, PASSWORD, PLACEMENT, Cloud

# user and service name -> (type, URL); masakari-engine looks its compute service up by the name "nova"
SERVICES = {
    "placement": ("placement", PLACEMENT),
    "glance": ("image", GLANCE),
    "nova": ("compute", NOVA),
    "neutron": ("network", NEUTRON),
    "masakari": ("instance-ha", f"{MASAKARI}/%(tenant_id)s"),
}


def ensure(cloud, collection, kind, name, **values):
    found = cloud.find(f"{KEYSTONE}/{collection}?name={name}", collection, name=name)
    return (found or cloud.post(f"{KEYSTONE}/{collection}", {kind: {"name": name, **values}})[kind])["id"]


def main():
    cloud = Cloud()
    project = ensure(cloud, "projects", "project", "service", domain_id="default")
    admin = ensure(cloud, "roles", "role", "admin")
    for name, (kind, url) in SERVICES.items():
        user = ensure(cloud, "users", "user", name, domain_id="default", password=PASSWORD)
        cloud.put(f"{KEYSTONE}/projects/{project}/users/{user}/roles/{admin}")
        service = ensure(cloud, "services", "service", name, type=kind)
        have = {endpoint["interface"] for endpoint in cloud.get(f"{KEYSTONE}/endpoints?service_id={service}")["endpoints"]}
        for interface in {"public", "internal", "admin"} - have:
            endpoint = {"service_id": service, "interface": interface, "url": url, "region_id": "RegionOne"}
            cloud.post(f"{KEYSTONE}/endpoints", {"endpoint": endpoint})


if __name__ == "__main__":
    main()
