"""Whether this hub's store is the one that spoke last: a mark outside the store says so.

A store that was put back from a backup has lost what it receipted since. It gets a new epoch and a
new stream of its own: devices then hand over again what it lacks, and read its deliveries anew.
Source: the house's sync specification, sections 2.2 and 9.2.
"""

from app.base.ids import ActId
from app.models.looks import StoreReading
from app.security.keystore import KeyStore

LAST_ACT = "hub.last"


class Witness:
    """Leaves the mark: the id of the last act kept, before a receipt of it goes out."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self._left = keys.get(LAST_ACT)
        self._last = self._left

    def misses(self, look: StoreReading) -> bool:
        """Whether the store lacks what was here when the mark was left."""
        return self._left is not None and look.act(ActId(self._left)) is None

    def saw(self, act: ActId) -> None:
        """Note the act kept last."""
        self._last = act

    def leave(self) -> None:
        """Write the mark where acts were kept since.

        Raises:
            OSError: the key store would not take it.
        """
        last = self._last
        if last is not None and last != self._left:
            self._keys.put(LAST_ACT, last)
            self._left = last
