"""The fast lane: one truck, the trucks of today, and the step that lets one cross."""

from app.base.clock import Instant
from app.transit import rows
from app.transit.use_cases import Cross
from app.ui.desk.arrivals import seals_found
from app.ui.desk.movements import head_of, load_of
from app.ui.desk.speech import Speech, apart
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.shown import TruckShown
from app.ui.tables.queue import QueueRow, queue_number
from app.ui.text import Run, numbered
from app.ui.theme import Role
from app.ui.widgets.chip import Chip


def truck_of(row: rows.CrossingRow, speech: Speech) -> TruckShown:
    """One truck with nothing answered."""
    head = row.head
    shown = head_of(head, row.verdict, speech)
    traders = speech.joined(head.declaration_type, apart(head.holder))
    load = load_of(head, speech) if traders else ()
    route = (
        *numbered(head.mrn),
        Run(traders or speech.say("desk.head.no_data"), role=Role.QUIET, gap=8),
        *(Run(f"{speech.comma}{part}", role=Role.QUIET, drop=True) for part in load),
    )
    return TruckShown(
        head=type(shown)(
            title=shown.title,
            clock=shown.clock,
            limit=shown.limit,
            route=route,
            cells=shown.cells,
        ),
        plate=head.plates[0] if head.plates else "",
        trailer=head.plates[1] if len(head.plates) > 1 else "",
        seals=tuple(seal.identifier for seal in row.seals),
        known=head.known,
        time=speech.clock(head.now),
    )


def crossed_row(line: rows.FastLine, speech: Speech, *, note: str = "", cap: str = "") -> QueueRow:
    """A truck let over the frontier today; the newest may carry what withdraws it."""
    chip = None if line.seals_good else Chip(speech.say("desk.fast.bad_seals"), Role.STOP, "seal")
    return QueueRow(
        key=line.record,
        number=queue_number(line.mrn),
        plate=line.plate,
        time=speech.clock(line.occurred),
        second=() if chip else (speech.say("desk.fast.good_seals"),),
        chip=chip,
        note=note,
        note_cap=cap,
    )


def cross(
    row: rows.CrossingRow, answers: ArrivalAnswers, *, reason: str, occurred: Instant | None = None
) -> Cross:
    """The step of the primary."""
    known = row.head.known
    return Cross(
        record=row.head.record if known else None,
        mrn="" if known else row.head.mrn,
        plate=answers.plate,
        seals=seals_found(answers),
        reason=reason.strip(),
        occurred=occurred,
    )
