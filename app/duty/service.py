"""What officers do about their duty itself: noting that a paper left the program."""

from app.acts.steps import Desk, Plan, Planned, UseCase
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.acts import Printed
from app.duty.record import Print

PRINT = "print"
PRINTED = "duty.printed"
_DIGEST_BYTES = 32


class NotePrint(UseCase, frozen=True):
    """Note a paper: which document of which record, its pages, the SHA-256 of its file.

    The answer is the number of the copy, from 1; whoever prints asks first with ``pages`` as laid
    out and marks a second copy as one.
    """

    document: str
    record: RecordId
    pages: int
    digest: bytes


def note_print(case: NotePrint, desk: Desk) -> Plan:
    """Plan the act; papers of one document of one record share a record of their own.

    Raises:
        Refused: no such record here, or a hash that is none.
    """
    printed = desk.folded(case.record)
    if printed is None:
        raise Refused("duty.nothing_printed", field="record")
    if len(case.digest) != _DIGEST_BYTES or case.pages < 1:
        raise Refused("duty.no_print", field="digest")
    record = desk.by_number(PRINT, f"{case.document} {printed.id.hex()}")
    copy = copies(desk, record) + 1
    fact = Printed(
        document=case.document,
        record=printed.id,
        pages=case.pages,
        copy=copy,
        digest=case.digest,
    )
    return Plan(acts=(Planned(record=record, kind=PRINTED, fact=fact),), value=copy)


def copies(desk: Desk, record: RecordId) -> int:
    """How often this paper has left the program, as far as is known here."""
    folded = desk.folded(record)
    return folded.state.copies if folded is not None and isinstance(folded.state, Print) else 0
