#!/usr/bin/env python3
"""An application that registers with the guest agent, says how it is when asked, and votes on operations.

usage: app.py NAME [SOCKET]     ill while the file /run/NAME.ill exists (its first line is the reason)

It uses the standard library only. An application with a loop of its own waits for the socket there instead.
"""
import json
import os
import signal
import socket
import sys
import time

INTERVAL_MS = 1000
PAUSE_S = 1  # between two tries to reach an agent that is not there


def send(agent, **message):
    agent.sendall(json.dumps(message).encode() + b"\n")


def health(name):
    """Is this application well? Say what is true now."""
    try:
        with open(f"/run/{name}.ill", encoding="utf-8") as reason:
            return "unhealthy", reason.readline().strip() or "told to be ill"
    except FileNotFoundError:
        return "healthy", ""


def answer(agent, name, message):
    kind = message["type"]
    if kind == "challenge":
        state, text = health(name)
        send(agent, type="response", id=message["id"], health=state, text=text)
    elif kind in ("vote", "notify"):
        # A vote (revocable) may be rejected; after a notice, accept says that all is prepared.
        state, text = health(name)
        busy = kind == "vote" and state == "unhealthy"
        send(agent, type="vote_result", id=message["id"], vote="reject" if busy else "accept", text=text)
    elif kind == "error":
        sys.exit(f"app.py: the agent says: {message['text']}")


def serve(agent, name):
    send(agent, type="register", name=name, interval_ms=INTERVAL_MS, corrective_action="reboot")
    for line in agent.makefile("rb"):
        answer(agent, name, json.loads(line))


def goodbye(agent):
    try:
        send(agent, type="deregister")
    except OSError:
        pass  # not connected: the agent misses whoever was registered; masakari-guest-agent clear NAME ends that
    os._exit(0)


def main():
    name = sys.argv[1]
    path = sys.argv[2] if len(sys.argv) > 2 else "/run/masakari-guest-agent.sock"
    while True:
        agent = socket.socket(socket.AF_UNIX)
        # Ending without a goodbye is ill health, so SIGTERM says one.
        signal.signal(signal.SIGTERM, lambda *_: goodbye(agent))
        try:
            agent.connect(path)
            serve(agent, name)
        except OSError:
            pass
        # An agent that was restarted expects everybody back.
        agent.close()
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
