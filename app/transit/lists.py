"""Worklists, the rail's numbers, and find: all from stored columns, never from whole records."""

from app.acts.identity import by_number
from app.acts.steps import View
from app.base.ids import RecordId
from app.cases.look import Look
from app.models.queues import QueueRow as Stored
from app.models.search import Hit as Found
from app.models.search import Wanted
from app.reference import folding
from app.reference.numbers import mrn as mrns
from app.security import canonical
from app.transit import acts, listing
from app.transit.listing import ListedMovement
from app.transit.rows import FindRow, Hit, QueueCount, QueueLine, QueueRows, TodayRow
from app.transit.shown import is_near, office_name, truths_of

PAGE = 50
_SHORTEST = 3
_NUMBERS = ("mrn", "last6", "plate", "container", "seal", "lrn", "carnet", "grn", "eori")
_PREFIXES = ("mrn", "plate", "container", "seal", "lrn")
_LAST_SIX = 6


class QueueOf(View[QueueRows], frozen=True, kw_only=True):
    """A page of a worklist: of the asking officer's office, of another, or ("") of all."""

    queue: str
    offset: int = 0
    limit: int = PAGE
    office: str | None = None


class Today(View[TodayRow], frozen=True, kw_only=True):
    """How many stand in each worklist of an office, and how many are late."""

    office: str | None = None


class Find(View[FindRow], frozen=True, kw_only=True):
    """Anything by number, plate, seal, container or name; a beginning is enough."""

    text: str
    limit: int = 20


def queue_of(view: QueueOf, look: Look) -> QueueRows:
    """Give a page of a worklist; the late ones alone where the worklist is that of the late."""
    counts = today(Today(office=view.office), look).queues.get(view.queue, QueueCount())
    queue = listing.at_office(view.queue, _office(view.office, look))
    page = look.store.queues.page(queue, offset=view.offset, limit=view.limit)
    lines = [_line_of(one, look, view.queue) for one in page if one.kind == acts.RECORD]
    return QueueRows(
        queue=view.queue,
        lines=tuple(line for line in lines if line.late or view.queue != listing.LATE),
        count=counts.count,
        late=counts.late,
        now=look.now,
    )


def today(view: Today, look: Look) -> TodayRow:
    """Count the worklists; of those on their way only the late ones count."""
    counts, late = look.store.queues.counts(), look.store.queues.late(look.now)
    office = _office(view.office, look)
    queues: dict[str, QueueCount] = {}
    for queue in listing.QUEUES:
        name = listing.at_office(queue, office)
        count = late.get(name, 0) if queue == listing.LATE else counts.get(name, 0)
        queues[queue] = QueueCount(count, late.get(name, 0))
    return TodayRow(queues=queues, now=look.now)


def find(view: Find, look: Look) -> FindRow:
    """Find records: exact keys, then beginnings, then words; open before closed."""
    key = folding.number_key(view.text)
    terms = " ".join(folding.words(view.text))
    found = look.store.search.find(_wanted(key), terms=terms, limit=view.limit)
    hits = tuple(_hit(one, look) for one in found)
    number = mrns.compact(view.text)
    unknown = mrns.is_valid(number) and not any(hit.number == number for hit in hits)
    return FindRow(hits=hits, unknown_mrn=number if unknown else "")


def line_of(record: RecordId, row: ListedMovement, look: Look, queue: str) -> QueueLine:
    """Turn a stored row into a line of a list."""
    return QueueLine(
        record=record,
        mrn=row.mrn,
        lrn=row.lrn,
        plates=row.plates,
        departure_office=row.departure_office,
        departure_name=office_name(row.departure_office),
        destination_office=row.destination_office,
        destination_name=office_name(row.destination_office),
        holder=row.holder,
        goods=row.goods,
        packages=row.packages,
        gross_mass=row.gross_mass,
        declaration_type=row.declaration_type,
        clock=row.clock,
        near=is_near(look, row.clock, queue),
        late=0 < row.clock <= look.now,
        state=_state(row, queue),
        since=row.since,
        place=row.place,
        result=row.result,
        controls=row.controls,
        instruction=row.instruction,
        flags=_flags(row),
        truths=truths_of(look, record),
    )


def named(look: Look, record: RecordId | None, mrn: str) -> RecordId:
    """The id a page is asked for, by itself or by the MRN."""
    if record is not None:
        return look.store.surviving(record)
    identity = by_number(look.pack.country, acts.RECORD, mrns.compact(mrn))
    return look.store.surviving(identity)


def stored_row(row: bytes) -> ListedMovement:
    """Read the row stored with a record."""
    return canonical.struct_from(row, ListedMovement)


def _line_of(stored: Stored, look: Look, queue: str) -> QueueLine:
    return line_of(stored.record, stored_row(stored.row), look, queue)


def _office(office: str | None, look: Look) -> str:
    return look.actor.office if office is None else office


def _state(row: ListedMovement, queue: str) -> str:
    if queue in {listing.DEPARTURES, listing.LATE}:
        return row.departure.value
    if queue == listing.CROSSINGS:
        return row.transit.value
    return row.destination.value


def _flags(row: ListedMovement) -> tuple[str, ...]:
    flags = {
        "transit.flag.held": row.held,
        "transit.flag.bad_seals": row.bad_seals > 0,
        "transit.flag.tir": row.declaration_type == "TIR",
        "transit.flag.instruction": bool(row.instruction),
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def _wanted(key: str) -> tuple[Wanted, ...]:
    if len(key) < _SHORTEST:
        return ()
    exact = tuple(
        Wanted(kind, key) for kind in _NUMBERS if kind != "last6" or len(key) == _LAST_SIX
    )
    return exact + tuple(Wanted(kind, key, is_prefix=True) for kind in _PREFIXES)


def _hit(found: Found, look: Look) -> Hit:
    row = found.found
    stored = stored_row(row.row) if row.kind == acts.RECORD and row.row else None
    movement = line_of(row.record, stored, look, listing.EXPECTED) if stored else None
    return Hit(
        record=row.record,
        kind=row.kind,
        number=row.number,
        why=found.why.name.lower(),
        by=found.kind,
        is_open=row.is_open,
        is_held=row.is_held or bool(stored and stored.held),
        state=row.state,
        clock=row.clock,
        movement=movement,
    )
