#!/usr/bin/env python3
"""A heartbeat guest in Python, written from docs/protocol.md. Standard library only."""
import argparse
import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

PORTS = ("/dev/virtio-ports/org.openstack.masakari.0", "/dev/virtio-ports/cgcs.heartbeat")
GROUP = "cgcs.heartbeat"
LARGEST, TICK = 4096, 0.25
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Guest:
    def __init__(self, options):
        self.options, self.fd, self.rest, self.sequence = options, None, b"", 0
        self.state, self.tries, self.due, self.wished = "absent", [], 0, -60
        self.healthy, self.text = True, ""
        if options.health:
            threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        """Runs the health command beside the answers; each answer says what it said last."""
        while True:
            try:
                done = subprocess.run(self.options.health, shell=True, stdout=subprocess.PIPE, timeout=30)
                self.text = (done.stdout.decode(errors="replace").splitlines() or [""])[0]
                self.healthy = done.returncode == 0
            except (OSError, subprocess.TimeoutExpired) as problem:
                self.text, self.healthy = str(problem), False
            time.sleep(self.options.health_every)

    def send(self, kind, **keys):
        self.sequence += 1
        message = {"version": 3, "revision": 1, "msg_type": kind, "sequence": self.sequence, **keys}
        if self.options.format == "base":
            message = {"version": 2, "source_addr": GROUP, "dest_addr": GROUP, "data": message}
        with suppress(BlockingIOError):  # the host is absent or does not read: an old message is worth nothing
            os.write(self.fd, b"\n" + json.dumps(message).encode() + b"\n")

    def register(self):
        self.state, self.due, self.wished = "registering", time.monotonic() + 5, -60
        self.tries = self.tries[-1:] + [random.getrandbits(31)]
        self.send("init", invocation_id=self.tries[-1], name=self.options.name[:63],
                  heartbeat_interval_ms=self.options.interval, vote_secs=8, shutdown_notice_secs=8,
                  suspend_notice_secs=8, resume_notice_secs=13, restart_secs=120,
                  corrective_action=self.options.action)

    def expect_challenge(self):
        self.due = time.monotonic() + max(2 * self.options.interval / 1000, 5)

    def answer(self, challenge):
        now, healthy, action = time.monotonic(), self.healthy, self.options.action
        if not healthy and now - self.wished < 60:
            action = "none"  # the wish was heard
        elif not healthy:
            self.wished = now
        text = "" if healthy else "".join(c if " " <= c <= "~" else " " for c in self.text)[:223]
        self.send("challenge_response", heartbeat_response=challenge, corrective_action=action, log_msg=text,
                  heartbeat_health="healthy" if healthy else "unhealthy")
        self.expect_challenge()

    def take(self, message):
        """Returns the number of a challenge that is to be answered."""
        if self.options.format == "base":
            message = message["data"] if message.get("dest_addr") == GROUP else {}
        kind = message.get("msg_type") if message.get("version", 0) >= 3 else None
        if kind == "init_ack" and self.state == "registering" and message["invocation_id"] in self.tries:
            self.state = "registered"
            self.expect_challenge()
        elif kind == "challenge" and self.state == "registered":
            return int(message["heartbeat_challenge"])
        elif kind == "action_notify" and self.state == "registered":
            same = {key: message[key] for key in ("invocation_id", "event_type", "notification_type")}
            self.send("action_response", **same, vote_result="complete", log_msg="")
        elif kind == "nack":
            print("refused:", ascii(message.get("log_msg")), file=sys.stderr)

    def receive(self, data):
        *frames, self.rest = (self.rest + data).split(b"\n")
        self.rest, latest = self.rest[:LARGEST + 1], None
        for frame in filter(lambda frame: 0 < len(frame) <= LARGEST, frames):
            with suppress(*UNREADABLE):
                challenge = self.take(json.loads(frame))
                latest = latest if challenge is None else challenge
        if latest is not None:
            self.answer(latest)

    def step(self, poller):
        asked = time.monotonic()
        flags, data = sum(event for _, event in poller.poll(TICK * 1000)), None
        with suppress(BlockingIOError):
            data = os.read(self.fd, 65536) if flags else None
        if flags & select.POLLERR:
            raise OSError("the port is gone")
        if flags & select.POLLHUP or data == b"":
            self.state, self.rest = "absent", b""
            time.sleep(TICK)
            return
        if self.state == "absent":
            self.register()
        self.receive(data or b"")
        if time.monotonic() - asked > TICK + 0.8:
            self.expect_challenge()  # this process was not scheduled; the challenges may be on their way
        elif time.monotonic() > self.due:
            self.register()

    def run(self):
        while True:
            try:
                self.fd = os.open(self.options.device, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
                poller = select.poll()
                poller.register(self.fd, select.POLLIN)
                while True:
                    self.step(poller)
            except OSError as problem:
                print(f"{self.options.device}: {problem}", file=sys.stderr)
            if self.fd is not None:
                os.close(self.fd)
            self.fd, self.state, self.rest = None, "absent", b""
            time.sleep(1)

    def stop(self, *_):
        self.send("exit", log_msg="terminated") if self.state == "registered" else None
        os._exit(0)


if __name__ == "__main__":
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("--device", default=next(filter(os.path.exists, PORTS), PORTS[0]))
    parse.add_argument("--format", choices=("base", "bare"), help="by default bare where the device is cgcs.heartbeat")
    parse.add_argument("--name", default=socket.gethostname())
    parse.add_argument("--interval", type=int, default=1000, help="ms, from 400")
    parse.add_argument("--action", choices=("log", "reboot", "stop"), default="log")
    parse.add_argument("--health", metavar="COMMAND", help="exit code 0: well; first line of output: why not")
    parse.add_argument("--health-every", type=float, default=10, metavar="SECONDS")
    chosen = parse.parse_args()
    chosen.format = chosen.format or ("bare" if "cgcs.heartbeat" in chosen.device else "base")
    guest = Guest(chosen)
    signal.signal(signal.SIGTERM, guest.stop)
    guest.run()
