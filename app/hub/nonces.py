"""Nonces a hub has given out: a hello must echo one, and each is good once.

They live in memory: after a restart the first greeting costs one round trip more.
"""

import threading
from collections import deque

from app.base.ids import Chance

SIZE = 8
KEPT = 4


class Nonces:
    """The last few nonces of each device; a lost answer leaves the one before usable."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._given: dict[bytes, deque[bytes]] = {}
        self._turn = threading.Lock()

    def give(self, device: bytes) -> bytes:
        """Give a device its next nonce."""
        nonce = self._chance.token(SIZE)
        with self._turn:
            self._given.setdefault(device, deque(maxlen=KEPT)).append(nonce)
        return nonce

    def take(self, device: bytes, nonce: bytes) -> bool:
        """Use a nonce up; False for one never given, or used already."""
        with self._turn:
            given = self._given.get(device)
            if given is None or nonce not in given:
                return False
            given.remove(nonce)
            return True
