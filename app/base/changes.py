"""What a step moved: told once, in one frozen struct, to whoever listens."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from app.base.ids import RecordId

Told = TypeVar("Told")


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """Which kinds of act, which queues and which records moved."""

    kinds: frozenset[str] = frozenset()
    queues: frozenset[str] = frozenset()
    records: frozenset[RecordId] = frozenset()

    def __or__(self, other: "Changed") -> "Changed":
        """Both changes as one."""
        return Changed(
            kinds=self.kinds | other.kinds,
            queues=self.queues | other.queues,
            records=self.records | other.records,
        )


class Stream(Generic[Told]):
    """Tells each listener in the order they came; the teller's thread does the telling.

    What is told has happened: a listener's trouble changes nothing of it and keeps no other
    listener from hearing. It goes to ``troubled``, or, where there is none, on to the teller.
    """

    def __init__(self, troubled: Callable[[Exception], object] | None = None) -> None:
        self._listeners: list[Callable[[Told], None]] = []
        self._troubled = troubled

    def listen(self, listener: Callable[[Told], None]) -> Callable[[], None]:
        """Add a listener; the answer stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, told: Told) -> None:
        """Tell everybody who listens now.

        Raises:
            Exception: the first listener's trouble, when all have heard and nobody minds it.
        """
        troubles: list[Exception] = []
        for listener in tuple(self._listeners):
            try:
                listener(told)
            except Exception as trouble:  # noqa: BLE001 - whatever a listener does, the others hear
                troubles.append(trouble)
        mind = self._troubled
        for each in troubles:
            if mind is None:
                raise each
            mind(each)
