"""What a view may look at: the store as it is now, with the pack, who asks and when."""

from typing import Protocol

from app.acts.envelope import Act
from app.acts.steps import Actor, Words
from app.acts.told import Told
from app.base.clock import Instant
from app.models.looks import StoreReading
from app.reference.pack import CountryPack

SIGNED_IN = "duty.signed_in"
_BACK = 400  # acts of a stream looked through for the sign-in before an act


class Look(Protocol):
    """One consistent look; lives for one question."""

    @property
    def store(self) -> StoreReading:
        """The store's named questions."""

    @property
    def pack(self) -> CountryPack:
        """The country pack."""

    @property
    def actor(self) -> Actor:
        """Who asks."""

    @property
    def now(self) -> Instant:
        """When, ms UTC."""

    @property
    def stream(self) -> bytes:
        """The stream of this device."""

    def told(self, act: Act) -> Told:
        """Read an act's payload."""

    def sentence(self, act: Act) -> Words:
        """Tell an act in one sentence."""


class Names:
    """Who stands behind acts: told by the sign-in that came before them on the same device."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._known: dict[bytes, str] = {look.actor.officer: look.actor.name}

    def of(self, act: Act) -> str:
        """The officer's name; empty for an act of a device, or where nobody can tell."""
        officer = act.envelope.officer
        if not officer:
            return ""
        if officer not in self._known:
            self._known[officer] = self._looked_up(act)
        return self._known[officer]

    def _looked_up(self, act: Act) -> str:
        stream, seq = act.envelope.stream, act.envelope.seq
        before = self._look.store.stream_acts(stream, max(0, seq - _BACK), _BACK)
        for one in reversed(before):
            if one.envelope.kind == SIGNED_IN:
                fact = self._look.told(one).fact
                if getattr(fact, "officer", b"") == act.envelope.officer:
                    return str(getattr(fact, "name", ""))
        return ""
