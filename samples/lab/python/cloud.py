"""One authenticated session with the lab's OpenStack, and the few REST calls that the lab needs."""
import os
import time

from keystoneauth1 import session
from keystoneauth1.identity import v3

PASSWORD = os.environ["LAB_PASSWORD"]
HOST = os.environ["LAB_HOST"]


def port(service):
    return os.environ[f"LAB_{service}_PORT"]


KEYSTONE = f"http://127.0.0.1:{port('KEYSTONE')}/v3"
GLANCE = f"http://127.0.0.1:{port('GLANCE')}"
PLACEMENT = f"http://127.0.0.1:{port('PLACEMENT')}"
NEUTRON = f"http://127.0.0.1:{port('NEUTRON')}"
NOVA = f"http://127.0.0.1:{port('NOVA')}/v2.1"
MASAKARI = f"http://127.0.0.1:{port('FULL_API')}/v1"


class Cloud:
    def __init__(self):
        self._session = session.Session(
            auth=v3.Password(
                auth_url=KEYSTONE,
                username="admin",
                password=PASSWORD,
                project_name="admin",
                user_domain_name="Default",
                project_domain_name="Default",
            )
        )

    def call(self, method, url, body=None, **options):
        """The decoded answer; an HTTP error is an exception of keystoneauth1."""
        if body is not None:
            options["json"] = body
        if url.startswith(NOVA):
            # 2.53 is the engine's own; 2.37 is the first that knows "networks": "none"
            options.setdefault("headers", {})["OpenStack-API-Version"] = "compute 2.53"
        answer = self._session.request(url, method, **options)
        return answer.json() if answer.content and "json" in answer.headers.get("Content-Type", "") else None

    def get(self, url):
        return self.call("GET", url)

    def post(self, url, body):
        return self.call("POST", url, body)

    def put(self, url, body=None, **options):
        return self.call("PUT", url, body, **options)

    def delete(self, url):
        return self.call("DELETE", url)

    def find(self, url, collection, **wanted):
        """The first item with these values, or None."""
        for item in self.get(url)[collection]:
            if all(item.get(key) == value for key, value in wanted.items()):
                return item
        return None


def until(seconds, what, probe):
    deadline = time.monotonic() + seconds
    while not (result := probe()):
        if time.monotonic() > deadline:
            raise SystemExit(f"lab: {what}: not within {seconds} s")
        time.sleep(0.3)
    return result
