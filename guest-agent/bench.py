#!/usr/bin/env python3
"""Measures the guest agent against a fake host on this machine: size, start-up, memory, processor time per answer.

usage: bench.py AGENT [SECONDS]     AGENT is the published file; SECONDS (default 60) at one challenge a second
"""
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 30
QUICK = 20000


class FakeHost:
    """The host's end of a port: a listening unix socket, as the agent's --device takes it."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "port")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        self.sequence = 0

    def accept(self):
        self.peer, _ = self.listener.accept()
        self.peer.settimeout(10)
        self.input = self.peer.makefile("rb")

    def receive(self):
        line = b"\n"
        while line == b"\n":
            line = self.input.readline()
        return json.loads(line)

    def send(self, kind, **keys):
        self.sequence += 1
        message = dict(version=3, revision=1, msg_type=kind, sequence=self.sequence, **keys)
        self.peer.sendall(b"\n" + json.dumps(message).encode() + b"\n")

    def register(self):
        init = self.receive()
        assert init["msg_type"] == "init", init
        self.send("init_ack", invocation_id=init["invocation_id"])

    def ask(self, number):
        self.send("challenge", heartbeat_challenge=number)
        answer = self.receive()
        assert answer["heartbeat_response"] == number and answer["heartbeat_health"] == "healthy", answer

    def leave(self):
        self.input.close()
        self.peer.close()


def start(agent, folder, host):
    """Spawns the agent; returns it and the ms from spawning it to its first init."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [agent, "--config", "/dev/null", "--device", host.path, "--app-socket", os.path.join(folder, "apps"),
         "--log-level", "error"])
    host.accept()
    host.register()
    return process, (time.perf_counter() - began) * 1000


def end(process, host):
    host.ask(1)
    process.send_signal(signal.SIGTERM)
    said = host.receive()
    assert said["msg_type"] == "exit", said
    host.leave()
    assert process.wait(10) == 0, "exit code"


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        keys = dict(line.split(":", 1) for line in status if ":" in line)
    return {key: int(keys[key].split()[0]) / 1024 for key in ("VmRSS", "RssAnon", "VmHWM")}, int(keys["Threads"])


def cpu_ns(pid):
    """Processor time of all threads, in ns."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
            total += int(file.read().split()[0])
    return total


def main():
    agent = os.path.abspath(sys.argv[1])
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as folder:
        host = FakeHost(folder)
        print(f"file size           {os.path.getsize(agent) / 1048576:.2f} MiB ({os.path.getsize(agent)} bytes)")
        times = []
        for _ in range(STARTS):
            process, ms = start(agent, folder, host)
            times.append(ms)
            end(process, host)
        print(f"start-up            {statistics.median(times):.1f} ms median, {min(times):.1f} best, {max(times):.1f} worst"
              f" of {STARTS} (spawn to first init)")

        process, _ = start(agent, folder, host)
        host.ask(1)
        before = cpu_ns(process.pid)
        began = time.monotonic()
        for number in range(seconds):
            time.sleep(max(0.0, began + number + 1 - time.monotonic()))
            host.ask(number)
        used = cpu_ns(process.pid) - before
        figures, threads = memory(process.pid)
        print(f"memory              {figures['VmRSS']:.2f} MiB resident, {figures['RssAnon']:.2f} of it its own; {threads} threads")
        print(f"processor time      {used / seconds / 1000:.0f} us per answer over {seconds} s at one a second"
              f" ({used / seconds / 1e7:.4f} % of a core)")

        before = cpu_ns(process.pid)
        for number in range(QUICK):
            host.ask(number)
        used = cpu_ns(process.pid) - before
        figures, _ = memory(process.pid)
        print(f"after {QUICK} more    {figures['VmRSS']:.2f} MiB resident; {used / QUICK / 1000:.0f} us per answer back to back")
        end(process, host)


if __name__ == "__main__":
    main()
