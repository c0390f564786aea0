"""A child for tests: says back what it hears, or answers with errors."""

import sys

import msgspec

from app.base.errors import Refused, Unreachable
from app.training import pipes


def echo(body: bytes) -> object:
    return msgspec.json.decode(body)


def refuse(body: bytes) -> object:
    raise Refused("training.posts", n=len(body) // 2)


def away(body: bytes) -> object:
    raise Unreachable("sync.no_line", peer=body.decode())


if __name__ == "__main__":
    verbs = {"echo": echo, "refuse": refuse, "away": away}
    pipes.serve(verbs, sys.stdin.buffer, sys.stdout.buffer)
