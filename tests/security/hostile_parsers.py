"""Parsers for the worker's tests: one that behaves and many that do not."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

CALLS: list[bytes] = []


def backwards(argument: bytes) -> bytes:
    return argument[::-1]


def count(argument: bytes) -> bytes:
    CALLS.append(argument)
    return str(len(CALLS)).encode()


def by_name(argument: bytes) -> bytes:
    """Do what the argument names; an honest answer otherwise."""
    return {
        b"loop": loop,
        b"allocate": allocate,
        b"allocate quietly": allocate_quietly,
        b"die": die,
        b"exit": leave,
        b"raise": fail,
        b"recurse": recurse,
        b"print": chatter,
        b"flood": flood,
        b"write": write,
        b"create": create,
        b"connect": connect,
        b"start": start,
        b"remove": remove,
        b"answer no bytes": answer_no_bytes,
    }.get(argument, lambda: argument)()


def loop() -> bytes:
    while True:
        pass


def allocate() -> bytes:
    return b"x" * (2 << 30)


def allocate_quietly() -> bytes:
    held = []
    while True:
        try:
            held.append(bytearray(1 << 24))
        except MemoryError:
            return str(len(held)).encode()


def die() -> bytes:
    os.abort()


def leave() -> bytes:
    sys.exit(0)


def fail() -> bytes:
    raise KeyError("of the parser")


def recurse() -> bytes:
    return recurse()


def chatter() -> bytes:
    print("noise" * 1000, flush=True)  # noqa: T201 - the point of it
    return b"heard"


def flood() -> bytes:
    return bytes(4 << 20)


def write() -> bytes:
    Path(tempfile.gettempdir(), "hostile").write_bytes(b"x")
    return b"written"


def create() -> bytes:
    os.open(Path(tempfile.gettempdir(), "hostile"), os.O_CREAT | os.O_WRONLY)
    return b"created"


def connect() -> bytes:
    socket.create_connection(("127.0.0.1", 9))
    return b"connected"


def start() -> bytes:
    subprocess.run([sys.executable, "-c", ""], check=True)
    return b"started"


def remove() -> bytes:
    Path(__file__).unlink()
    return b"removed"


def answer_no_bytes() -> bytes:
    return None  # type: ignore[return-value]  # the point of it
