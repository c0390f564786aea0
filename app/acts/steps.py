"""What one key press does: a use case becomes a plan of acts; the workstation carries it out.

Services are pure: they load, check and plan. Who writes the plan down signs it, folds it and keeps
it in one transaction.
"""

from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from app.acts.fold import Folded
from app.base.clock import Instant
from app.base.findings import Findings
from app.base.ids import RecordId
from app.reference.packs import CountryPack
from app.security.roles import Capacity, Role

Row = TypeVar("Row")


class UseCase(msgspec.Struct, frozen=True, kw_only=True):
    """Something an officer does; one struct serves form, draft, command line, test and help."""


class View(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """A question a screen asks; the answer is a frozen row."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts: the officer signed in, or a device on its own account (``officer`` empty).

    ``officer`` is the key id of the credential (0 or 16 bytes).
    """

    name: str
    role: Role
    capacity: Capacity
    office: str
    officer: bytes = b""


class Enclosure(msgspec.Struct, frozen=True):
    """Bytes an act stands on: a message as received, a photo, a scan."""

    content: bytes
    media_type: str


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a step: a fact of a kind on a record.

    Its parents are the heads that were on the screen, then each act planned before it on the same
    record.
    """

    record: RecordId
    kind: str
    fact: msgspec.Struct
    enclosures: tuple[Enclosure, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole step: its acts in order, its answer, and what rules had to say besides.

    ``uses`` are numbers taken from leased blocks, by kind, in order: they are marked used in the
    same transaction.
    """

    acts: tuple[Planned, ...]
    value: Any = None
    findings: Findings = ()
    uses: tuple["NumberUse", ...] = ()


class NumberUse(msgspec.Struct, frozen=True):
    """A number taken from a leased block."""

    kind: str
    serial: int
    number: str


class Desk(Protocol):
    """What a service may know while it plans: the store as it is now, the pack, who and when."""

    pack: CountryPack
    actor: Actor
    now: Instant

    def folded(self, record: RecordId) -> Folded | None:
        """The record as it is now, under whatever id it goes by."""

    def by_number(self, kind: str, number: str) -> RecordId:
        """The id of the record of this administration that bears a number."""

    def fresh(self) -> RecordId:
        """An id for a record that has no number yet."""

    def next_serial(self, kind: str) -> int | None:
        """The next free serial of this device's leased block; None where there is none."""

    def was_lent(self, kind: str) -> bool:
        """Whether a block of this kind was ever lent to this post."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A message that an act makes due.

    ``message`` is the family's code (``CD001C``), ``version`` the schema's (``p5``), ``to`` the
    administration or party by its code, ``content`` the finished bytes, built once. ``partner`` is
    empty for a party that no channel reaches: kept on the record, never counted as sent.
    """

    message: str
    version: str
    to: str
    partner: str
    content: bytes
    message_id: str


class Words(msgspec.Struct, frozen=True):
    """A sentence for the timeline: a code of the catalogue and its parameters."""

    code: str
    parameters: Mapping[str, str | int] = {}
