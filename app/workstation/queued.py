"""Worklists that are made of more than one record: papers to print, the officer's own drafts."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from app.acts.identity import by_number
from app.acts.steps import View
from app.base.clock import Instant
from app.base.ids import RecordId
from app.cases.look import Names
from app.duty.handover import GIVEN, HANDOVER, Handover
from app.duty.service import PRINT
from app.transit import acts as transit
from app.transit import listing
from app.transit.lists import stored_row
from app.transit.states import State
from app.workstation.look import LiveLook

TAD = "tad"
_DUE_BY = {TAD: "transit.released", HANDOVER: GIVEN}
"""The act that makes a document due."""

_PAGE = 200
_HANDOVERS = 20


class PaperDue(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that has not left the program yet: since when (ms UTC), of what, who asks for it.

    ``document`` is the name ``Paper`` and ``print`` take; ``words`` the catalogue's code for it.
    """

    since: Instant
    document: str
    words: str
    record: RecordId
    number: str
    copies: int
    asked_by: str = ""


class ToPrintRow(msgspec.Struct, frozen=True, kw_only=True):
    """The papers to print, oldest first."""

    lines: tuple[PaperDue, ...]
    count: int
    now: Instant


class ToPrint(View[ToPrintRow], frozen=True, kw_only=True):
    """Papers that are due at this office and were never printed here."""

    offset: int = 0
    limit: int = 50


def to_print_page(view: ToPrint, look: LiveLook) -> ToPrintRow:
    """Give a page of the papers to print."""
    papers = tuple(to_print(look))
    page = papers[max(0, view.offset) : max(0, view.offset) + max(0, view.limit)]
    names = Names(look)
    lines = tuple(_with_author(look, names, paper) for paper in page)
    return ToPrintRow(lines=lines, count=len(papers), now=look.now)


def _with_author(look: LiveLook, names: Names, paper: PaperDue) -> PaperDue:
    """The paper with the officer whose act made it due."""
    kind = _DUE_BY[paper.document]
    acts = [act for act in look.store.acts_of(paper.record) if act.envelope.kind == kind]
    return msgspec.structs.replace(paper, asked_by=names.of(acts[-1])) if acts else paper


def to_print(look: LiveLook) -> tuple[PaperDue, ...]:
    """Every paper due here, oldest first."""
    papers = (*_accompanying(look), *_handovers(look))
    return tuple(sorted(papers, key=lambda paper: paper.since))


def _accompanying(look: LiveLook) -> Iterator[PaperDue]:
    """The TAD of each movement released here and still on its way, if it was never printed."""
    queue = listing.at_office(listing.LATE, look.actor.office)
    last = None
    while page := look.store.queues.page(queue, after=last, limit=_PAGE):
        for stored in page:
            if stored.kind != transit.RECORD or was_printed(look, TAD, stored.record):
                continue
            row = stored_row(stored.row)
            if row.departure is State.RELEASED:
                yield _due(TAD, stored.record, row.mrn, since=row.since)
        last = page[-1]


def _handovers(look: LiveLook) -> Iterator[PaperDue]:
    """The report of each handover of this device that was taken and never printed."""
    for row in look.store.records.newest(HANDOVER, is_open=False, limit=_HANDOVERS):
        folded = look.store.folded(row.record)
        state = folded.state if folded is not None else None
        if not isinstance(state, Handover) or state.stream != look.stream:
            continue
        if not was_printed(look, HANDOVER, row.record):
            yield _due(HANDOVER, row.record, row.number, since=state.taken_at)


def was_printed(look: LiveLook, document: str, record: RecordId) -> bool:
    """Whether a paper of a record has left the program, as far as is known here."""
    paper = by_number(look.pack.country, PRINT, f"{document} {record.hex()}")
    return look.store.records.row(paper) is not None


def _due(document: str, record: RecordId, number: str, *, since: Instant) -> PaperDue:
    return PaperDue(
        since=since,
        document=document,
        words=f"duty.paper.{document}",
        record=record,
        number=number,
        copies=1,
    )


ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {ToPrint: to_print_page}
