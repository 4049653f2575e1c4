#!/usr/bin/python3
"""Runs one shell command in a guest of the lab and prints what it printed.

usage: guest_command.py DIRECTORY SOCKET COMMAND SECONDS

The guest's helper answers each line with the command's output and a line "EXIT n", which becomes
our exit code. 124: no answer within SECONDS.
"""
import os
import re
import socket
import sys
import time

END = re.compile(rb"EXIT (\d+)\n\Z")


def main(directory, name, command, seconds):
    deadline = time.monotonic() + float(seconds)
    os.chdir(directory)  # a relative name: the whole path may be longer than a socket address
    channel = socket.socket(socket.AF_UNIX)
    channel.settimeout(float(seconds))
    channel.connect(name)
    time.sleep(0.15)  # the helper sees the connection after its pause of 50 ms
    channel.sendall(command.replace("\n", "; ").encode() + b"\n")
    answer = b""
    while not (end := END.search(answer)):
        channel.settimeout(max(0.01, deadline - time.monotonic()))
        part = channel.recv(65536)
        if not part:
            break
        answer += part
    sys.stdout.buffer.write(answer[: end.start(1) - len(b"EXIT ")] if end else answer)
    return int(end.group(1)) if end else 1


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except TimeoutError:
        print(f"the guest did not answer within {sys.argv[4]} s", file=sys.stderr)
        sys.exit(124)
    except OSError as error:
        print(f"no control channel: {error}", file=sys.stderr)
        sys.exit(125)
