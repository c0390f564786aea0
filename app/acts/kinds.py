"""The registry of kinds: what acts exist, what records they build. Packages hand theirs in.

Journal, sync, hub and simulator get a ``Registry`` as an argument and know no package by name.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

import msgspec

from app.acts.contradictions import Judge
from app.acts.envelope import MOST_PAYLOAD, SALT, Act, NotAnAct
from app.acts.told import Told
from app.base.ids import RecordId
from app.security import canonical

FOLD_VERSION: Final = 3
"""Raised whenever a fold keeps, lists or is found by something else than before."""


class Key(msgspec.Struct, frozen=True, order=True):
    """One thing a record is found by: ``kind`` (mrn, plate, seal, trader ...) and folded text."""

    kind: str
    text: str


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """The stored columns of a record that queues and lists need.

    ``queue`` is the worklist it stands in ("" for none), ``clock`` the instant its legal clock
    runs out (ms UTC, 0: none), ``offices`` the offices it names or met (its scope), ``row`` the
    package's own frozen row in canonical bytes.
    """

    number: str = ""
    state: str = ""
    queues: tuple[str, ...] = ()
    clock: int = 0
    offices: tuple[str, ...] = ()
    is_open: bool = True
    row: bytes = b""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of act. ``upcast`` turns an older version's map into this one's, step by step."""

    name: str
    version: int
    struct: type[msgspec.Struct]
    record: str = ""  # the record kind it belongs to; empty: any record
    personal: bool = False
    urgent: bool = False  # leaves at once, without grace: stop orders and alerts
    upcast: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class RecordKind(Protocol):
    """What a business package hands over for a kind of record; all of it pure and total."""

    @property
    def name(self) -> str:
        """The kind of record: ``movement``."""

    @property
    def struct(self) -> type[msgspec.Struct]:
        """The folded record's type."""

    def opened(self, record: RecordId) -> msgspec.Struct:
        """The record before its first act."""

    def apply(self, record: Any, told: Told) -> msgspec.Struct:
        """The record after one act; an unknown act changes nothing."""

    @property
    def judge(self) -> Judge:
        """Judges its pairs of concurrent acts."""

    def keys(self, record: Any) -> Iterable[Key]:
        """What it is found by."""

    def listing(self, record: Any, *, held: bool) -> Listing:
        """Its stored columns."""


class Registry:
    """All kinds of act and record this program knows."""

    def __init__(self, kinds: Iterable[Kind], records: Iterable[RecordKind]) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self.records = {record.name: record for record in records}

    def fold_mark(self) -> bytes:
        """32 bytes that change when the same acts may fold to something else.

        A kind that came new or in a new version changes them by itself; a fold that keeps or
        lists something else says so by ``FOLD_VERSION``.
        """
        known = sorted(f"{kind.name} {kind.version}" for kind in self.kinds.values())
        return hashlib.sha256("\n".join((str(FOLD_VERSION), *known)).encode()).digest()

    def read(self, act: Act) -> Told:
        """Read an act's payload; whatever cannot be read is kept and changes nothing."""
        kind = self.kinds.get(act.envelope.kind)
        if kind is None or act.payload is None or act.envelope.kind_version > kind.version:
            return Told(act=act, fact=None)
        try:
            plain = act.payload[SALT:] if kind.personal else act.payload
            return Told(act=act, fact=_fact(kind, plain, act.envelope.kind_version))
        except (ValueError, msgspec.ValidationError):
            return Told(act=act, fact=None)

    def is_newer(self, act: Act) -> bool:
        """Whether a newer version of the program made this act."""
        kind = self.kinds.get(act.envelope.kind)
        return kind is None or act.envelope.kind_version > kind.version

    def record_kind(self, acts: Iterable[Act]) -> RecordKind | None:
        """The kind of record these acts build, told by the first act that belongs to one."""
        for act in acts:
            kind = self.kinds.get(act.envelope.kind)
            if kind is not None and kind.record:
                return self.records.get(kind.record)
        return None


def _fact(kind: Kind, payload: bytes, version: int) -> msgspec.Struct:
    if version == kind.version:
        return canonical.struct_kept(payload, kind.struct)
    fields = canonical.decode(payload, limit=MOST_PAYLOAD)
    if not isinstance(fields, dict):
        raise NotAnAct("a payload is a map")
    for step in range(version, kind.version):
        fields = kind.upcast[step](fields)
    return msgspec.convert(fields, kind.struct, strict=True, builtin_types=(bytes,))
