"""The account of one guarantee as it is known here: what is reserved, freed, and by whom.

The reference amount and the validity stand in the centre's books alone: they are told to be
unknown and never guessed, and no sum here is called enough.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import msgspec

from app.acts.steps import View, Words
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.findings import Finding, Findings
from app.base.ids import RecordId
from app.cases.look import Look
from app.guarantees import acts
from app.guarantees.record import Reservation
from app.guarantees.states import ENDS, State
from app.models.record_rows import RecordRow
from app.models.search import Wanted
from app.reference import codelists, folding, legal_clocks, offices
from app.reference.codelists import CodeLists
from app.reference.numbers import grn as grns
from app.reference.numbers.wrong import WrongNumber
from app.security import canonical

MOST_MOVEMENTS = 500
_MOVEMENT = "movement"
_TYPES, _REASONS = "CL251", "CL252"
_MOST_ROW = 1 << 16


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One sum of one currency. ``name`` is reserved, confirmed, proposed, overdrawn or freed.

    ``amount`` is the decimal as text, ``count`` how many reservations it is made of, ``unstated``
    how many of them state no amount; ``as_known`` is when the last act in it was made (ms UTC).
    """

    name: str
    words: str
    amount: str
    currency: str
    count: int
    unstated: int
    as_known: Instant


class GuaranteeUse(msgspec.Struct, frozen=True, kw_only=True):
    """A movement that uses the guarantee; ``movement`` is empty where it is not held here.

    ``state`` is a catalogue code, ``reason`` the words of a code of CL252 or an officer's own.
    """

    reservation: RecordId
    movement: RecordId
    mrn: str
    holder: str
    amount: str
    currency: str
    state: str
    is_open: bool
    reason: str
    office: str
    office_name: str
    reserved: Instant
    confirmed: Instant
    freed: Instant
    as_known: Instant


class GuaranteeRow(msgspec.Struct, frozen=True, kw_only=True):
    """The account. ``validity``, ``reference`` and ``free`` say in words that they are not known.

    ``holder`` is whom the movements name, ``holders`` how many different ones they name;
    ``findings`` doubt the number itself; ``is_whole`` is no where there are more uses than shown.
    """

    grn: str
    findings: Findings
    type: str
    type_words: str
    holder: str
    holders: int
    validity: Words
    reference: Words
    free: Words
    figures: tuple[Figure, ...]
    open: tuple[GuaranteeUse, ...]
    closed: tuple[GuaranteeUse, ...]
    is_whole: bool
    as_known: Instant
    now: Instant


class GuaranteePage(View[GuaranteeRow], frozen=True, kw_only=True):
    """The account of a guarantee by its GRN; words of code lists in a language."""

    grn: str
    language: str = "en"


def guarantee_page(view: GuaranteePage, look: Look) -> GuaranteeRow:
    """Show the account of a guarantee.

    Raises:
        Refused: nothing here uses a guarantee of that number.
    """
    number = grns.compact(view.grn)
    wanted = (Wanted("grn", folding.number_key(number)),)
    found = look.store.search.find(wanted, limit=MOST_MOVEMENTS)
    kept = [
        (hit.found, canonical.struct_from(hit.found.row, Reservation))
        for hit in found
        if hit.found.kind == acts.RECORD
    ]
    if not kept:
        raise Refused("guarantees.no_account", field="grn", grn=number)
    lists = codelists.load(legal_clocks.local_day(look.now, look.pack.zone), look.pack.additions)
    tell = _Tell(lists, view.language)
    uses = [_use(look, row, reservation, tell) for row, reservation in kept]
    uses.sort(key=lambda use: use.reserved, reverse=True)
    kinds = dict.fromkeys(one.guarantee_type for _, one in kept if one.guarantee_type)
    kind = next(iter(kinds), "")
    holders = dict.fromkeys(use.holder for use in uses if use.holder)
    return GuaranteeRow(
        grn=number,
        findings=_doubts(number),
        type=kind,
        type_words=tell.code(_TYPES, kind),
        holder=next(iter(holders), ""),
        holders=len(holders),
        validity=Words("guarantees.account.validity_unknown"),
        reference=Words("guarantees.account.reference_unknown"),
        free=Words("guarantees.account.free_unknown"),
        figures=tuple(_figures(reservation for _, reservation in kept)),
        open=tuple(use for use in uses if use.is_open),
        closed=tuple(use for use in uses if not use.is_open),
        is_whole=len(found) < MOST_MOVEMENTS,
        as_known=max(use.as_known for use in uses),
        now=look.now,
    )


_NAMES = {
    State.RESERVED: "reserved",
    State.CONFIRMED: "confirmed",
    State.OVERDRAWN: "overdrawn",
    State.PROPOSED: "proposed",
    State.FREED: "freed",
}


def _figures(reservations: Iterable[Reservation]) -> Iterator[Figure]:
    """Add up by state and currency; what was cancelled never counted."""
    sums: dict[tuple[str, str], list[Reservation]] = {}
    for one in reservations:
        if one.state in _NAMES:
            sums.setdefault((_NAMES[one.state], one.currency), []).append(one)
    order = list(_NAMES.values())
    for (name, currency), parts in sorted(
        sums.items(), key=lambda found: (order.index(found[0][0]), found[0][1])
    ):
        stated = [one.amount.decimal for one in parts if one.amount is not None]
        yield Figure(
            name=name,
            words=f"guarantees.state.{name}",
            amount=format(sum(stated, Decimal(0)), "f") if stated else "",
            currency=currency,
            count=len(parts),
            unstated=len(parts) - len(stated),
            as_known=max(one.as_known for one in parts),
        )


def _use(look: Look, row: RecordRow, reservation: Reservation, tell: "_Tell") -> GuaranteeUse:
    movement = next(iter(look.store.records.numbered(reservation.mrn, _MOVEMENT)), None)
    return GuaranteeUse(
        reservation=row.record,
        movement=movement.record if movement is not None else RecordId(b""),
        mrn=reservation.mrn,
        holder=_holder(movement),
        amount=str(reservation.amount) if reservation.amount is not None else "",
        currency=reservation.currency,
        state=f"guarantees.state.{reservation.state.name.lower()}",
        is_open=reservation.state not in ENDS,
        reason=tell.code(_REASONS, reservation.reason),
        office=reservation.office,
        office_name=offices.load().name(reservation.office, tell.language),
        reserved=reservation.reserved or Instant(0),
        confirmed=reservation.confirmed or Instant(0),
        freed=reservation.freed or Instant(0),
        as_known=reservation.as_known,
    )


def _holder(movement: RecordRow | None) -> str:
    """The holder of the transit procedure, as the movement's own row tells."""
    fields = canonical.decode(movement.row, limit=_MOST_ROW) if movement and movement.row else {}
    return str(fields.get("holder", "")) if isinstance(fields, dict) else ""


def _doubts(number: str) -> Findings:
    try:
        return tuple(grns.doubts(number))
    except WrongNumber as wrong:
        finding: Finding = wrong.finding("grn")
        return (finding,)


class _Tell(NamedTuple):
    """Codes in words of one language."""

    lists: CodeLists
    language: str

    def code(self, code_list: str, code: str) -> str:
        """A code in words; as it stands where the list does not know it."""
        return self.lists.label(code_list, code, self.language) if code else ""
