"""Papers of records: the document drawn from what is in force, with what stands outside it.

Whoever lets a paper leave the program does ``NotePrint`` and ``HandOver`` with it: the trader then
holds a witness of the acts it states.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from app.acts.fold import Folded
from app.acts.identity import by_number
from app.acts.steps import View
from app.base.errors import Refused
from app.base.findings import Findings
from app.base.ids import RecordId
from app.duty.record import Print
from app.duty.service import PRINT
from app.reference.texts import Texts, texts
from app.transit.movement import Movement, snapshot_in_force
from app.workstation.handovers import HandoverPage, handover_page
from app.workstation.look import LiveLook

if TYPE_CHECKING:
    from app.printing.footer import Footer
    from app.printing.tad import Printed

_HEAD_BYTES = 8


class PaperRow(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as PDF bytes; ``copy`` counts from 1, ``digest`` is the SHA-256 of the bytes."""

    document: str
    record: RecordId
    number: str
    pdf: bytes
    pages: int
    digest: bytes
    copy: int
    truncated: tuple[str, ...] = ()
    findings: Findings = ()


class Paper(View[PaperRow], frozen=True, kw_only=True):
    """Draw a document of a record; its times are those of the office's zone, by the pack."""

    document: str
    record: RecordId
    language: str = "en"


def paper(view: Paper, look: LiveLook) -> PaperRow:
    """Draw a paper.

    Raises:
        Refused: no such document or record, or it is not released.
        Broken: set-up has not made the typefaces.
    """
    draw = DOCUMENTS.get(view.document)
    if draw is None:
        raise Refused("workstation.no_such_paper", field="document", document=view.document)
    folded = look.store.folded(look.store.surviving(view.record))
    if folded is None:
        raise Refused("workstation.no_such_record", field="record")
    copy = _copies(look, view.document, folded.id) + 1
    printed = draw(look, folded, texts(view.language), _footer(look, copy))
    row = look.store.records.row(folded.id)
    return PaperRow(
        document=view.document,
        record=folded.id,
        number=row.number if row is not None else "",
        pdf=printed.pdf,
        pages=printed.pages,
        digest=bytes.fromhex(printed.sha256),
        copy=copy,
        truncated=printed.truncated,
        findings=printed.findings,
    )


def _tad(look: LiveLook, folded: Folded, language: Texts, footer: "Footer") -> "Printed":
    from app.printing.files import tad_of  # noqa: PLC0415 - drawing loads with the first paper
    from app.printing.tad import render  # noqa: PLC0415 - drawing loads with the first paper

    del look
    declared = snapshot_in_force(folded.state) if isinstance(folded.state, Movement) else None
    if declared is None:
        raise Refused("printing.not_released")
    return render(tad_of(declared, language, footer=footer))


def _footer(look: LiveLook, copy: int) -> "Footer":
    from app.printing.footer import Footer  # noqa: PLC0415 - drawing loads with the first paper

    tip = look.store.tip(look.stream)
    return Footer(
        office=look.actor.office,
        officer=look.actor.name,
        time=look.now,
        zone=look.pack.zone,
        copy=copy,
        head=f"{tip.seq}.{tip.id[:_HEAD_BYTES].hex()}",
    )


def _copies(look: LiveLook, document: str, record: RecordId) -> int:
    paper_record = by_number(look.pack.country, PRINT, f"{document} {record.hex()}")
    folded = look.store.folded(look.store.surviving(paper_record))
    return folded.state.copies if folded is not None and isinstance(folded.state, Print) else 0


def _shift(look: LiveLook, folded: Folded, language: Texts, footer: "Footer") -> "Printed":
    from app.printing import handover  # noqa: PLC0415 - drawing loads with the first paper

    row = handover_page(HandoverPage(record=folded.id), look)
    parts = tuple(
        handover.ReportPart(
            title=language.say(part.title),
            lines=tuple(
                handover.ReportLine(
                    text=language.say(line.words.code, **line.words.parameters),
                    at=line.at,
                    marked=line.marked,
                    added=line.added,
                    remark=line.remark,
                )
                for line in part.lines
            ),
        )
        for part in row.parts
    )
    report = handover.ShiftReport(
        number=row.number,
        office=f"{row.office} {row.office_name}",
        since=row.since,
        given_by=row.given_by,
        given_at=row.given_at,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        message=row.message,
        parts=parts,
        texts=language,
        zone=look.pack.zone,
        footer=footer,
    )
    return handover.render(report)


DOCUMENTS: "Mapping[str, Callable[[LiveLook, Folded, Texts, Footer], Printed]]" = {
    "tad": _tad,
    "handover": _shift,
}
"""The documents a record alone can make, by name."""

ANSWERS: dict[type[View[Any]], Callable[[Any, LiveLook], Any]] = {Paper: paper}
