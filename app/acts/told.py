"""An act with its payload read: what records, rules and conflict tables work on."""

import msgspec

from app.acts.envelope import Act
from app.base.clock import Instant
from app.base.ids import ActId


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """``fact`` is None for a newer kind, and for a purged or odd payload."""

    act: Act
    fact: msgspec.Struct | None

    @property
    def id(self) -> ActId:
        """The act's id."""
        return self.act.id

    @property
    def kind(self) -> str:
        """The act's kind, ``transit.arrived``."""
        return self.act.envelope.kind

    @property
    def wall(self) -> Instant:
        """The device's wall clock, ms UTC."""
        return Instant(self.act.envelope.clock.wall)

    @property
    def office(self) -> str:
        """The office it was made at."""
        return self.act.envelope.office
