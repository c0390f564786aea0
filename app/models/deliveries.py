"""The hub's order of delivery per scope: positions come from a counter row in the transaction.

An order counted at insert and seen at commit lets a reader pass over what commits late. Here the
counter's row is locked until commit, scopes in sorted order: lock order is commit order. Source:
the house's sync specification, section 9.2.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from app.base.ids import ActId
from app.models.metadata import METADATA, key_bytes, number, words

SCOPES = Table(
    "scopes",
    METADATA,
    words("scope", primary=True),
    number("next"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    words("scope", primary=True),
    number("position", primary=True),
    key_bytes("act"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index("deliveries_by_act", DELIVERIES.c.scope, DELIVERIES.c.act, unique=True)


class Delivery(msgspec.Struct, frozen=True):
    """An act's place in a scope."""

    scope: str
    position: int
    act: ActId


_OPEN = insert(SCOPES).on_conflict_do_nothing()
_COUNT = (
    update(SCOPES)
    .where(SCOPES.c.scope == bindparam("of"))
    .values(next=SCOPES.c.next + bindparam("more"))
    .returning(SCOPES.c.next)
)
_NEXT = select(SCOPES.c.next).where(SCOPES.c.scope == bindparam("scope"))
_KNOWN = select(DELIVERIES.c.act).where(
    DELIVERIES.c.scope == bindparam("scope"),
    DELIVERIES.c.act.in_(bindparam("acts", expanding=True)),
)
_DELIVER = insert(DELIVERIES)
_AFTER = (
    select(DELIVERIES.c.position, DELIVERIES.c.act)
    .where(DELIVERIES.c.scope == bindparam("scope"), DELIVERIES.c.position > bindparam("position"))
    .order_by(DELIVERIES.c.position)
    .limit(bindparam("most"))
)
_UP_TO = (
    select(DELIVERIES.c.act)
    .where(
        DELIVERIES.c.scope == bindparam("scope"), DELIVERIES.c.position <= bindparam("position")
    )
    .order_by(DELIVERIES.c.position)
)


class Deliveries:
    """Questions about scopes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def deliver(self, acts: Mapping[str, Sequence[ActId]]) -> None:
        """Give acts their places in scopes, in the order given; once per bundle.

        An act that has its place in a scope keeps it.
        """
        for scope in sorted(acts):
            wanted = list(dict.fromkeys(acts[scope]))
            self._connection.execute(_OPEN, {"scope": scope, "next": 1})
            asked = {"scope": scope, "acts": wanted}
            known = set(self._connection.execute(_KNOWN, asked).scalars())
            fresh = [act for act in wanted if act not in known]
            if not fresh:
                continue
            end = self._connection.execute(_COUNT, {"of": scope, "more": len(fresh)}).scalar_one()
            first = end - len(fresh)
            self._connection.execute(
                _DELIVER,
                [
                    {"scope": scope, "position": first + at, "act": act}
                    for at, act in enumerate(fresh)
                ],
            )

    def after(self, positions: Mapping[str, int], *, most: int = 200) -> tuple[Delivery, ...]:
        """Up to ``most`` acts of each scope above its position; by the primary key."""
        return tuple(
            Delivery(scope, row[0], ActId(row[1]))
            for scope in sorted(positions)
            for row in self._rows(scope, positions[scope], most)
        )

    def delivered(self, scope: str, position: int) -> tuple[ActId, ...]:
        """Every act of a scope up to a position, in order: for digests of what was agreed."""
        rows = self._connection.execute(_UP_TO, {"scope": scope, "position": position})
        return tuple(ActId(act) for act in rows.scalars())

    def holds(self, scope: str, act: ActId) -> bool:
        """Whether an act has its place in a scope; by ``deliveries_once``."""
        asked = {"scope": scope, "acts": [act]}
        return self._connection.execute(_KNOWN, asked).first() is not None

    def end(self, scope: str) -> int:
        """The last position given in a scope, 0 for none."""
        found: int | None = self._connection.execute(_NEXT, {"scope": scope}).scalar()
        return 0 if found is None else found - 1

    def _rows(self, scope: str, position: int, most: int) -> Iterable[tuple[int, bytes]]:
        asked = {"scope": scope, "position": position, "most": most}
        return [(row[0], row[1]) for row in self._connection.execute(_AFTER, asked)]
