"""What an officer does about acts already made: withdraw, put right, settle a case.

Whether a step may still be withdrawn, the workstation knows: it alone knows what has left.
"""

from app.acts import general
from app.acts.fold import Case, Folded
from app.acts.general import Corrected, Settled, Withdrawn
from app.acts.steps import Desk, Plan, Planned, UseCase
from app.base.errors import Refused
from app.base.ids import RecordId
from app.cases.rights import require


class Withdraw(UseCase, frozen=True):
    """Take a step back while it is in its grace.

    ``acts`` are all acts of the step (32 bytes each), ``records`` the records they are on.
    """

    records: tuple[RecordId, ...]
    acts: tuple[bytes, ...]


class Correct(UseCase, frozen=True):
    """Put acts right after they left: they lose effect; the step is then made anew."""

    record: RecordId
    acts: tuple[bytes, ...]
    reason: str


class SettleCase(UseCase, frozen=True):
    """Decide a case: which of its acts stand; all others are set aside."""

    record: RecordId
    case: bytes
    stands: tuple[bytes, ...]
    reason: str


def withdraw(case: Withdraw, desk: Desk) -> Plan:
    """Plan one withdrawing act on each record of the step.

    Raises:
        Refused: no such acts, or the role may not.
    """
    require(desk, general.WITHDRAWN)
    if not case.acts or not case.records:
        raise Refused("cases.nothing_to_withdraw")
    fact = Withdrawn(acts=tuple(sorted(case.acts)))
    return Plan(
        acts=tuple(
            Planned(record=record, kind=general.WITHDRAWN, fact=fact) for record in case.records
        )
    )


def correct(case: Correct, desk: Desk) -> Plan:
    """Plan the correcting act.

    Raises:
        Refused: no reason, or acts that are not this record's.
    """
    require(desk, general.CORRECTED)
    folded = _folded(desk, case.record)
    _reason(case.reason)
    if not case.acts or not set(case.acts) <= set(folded.standing):
        raise Refused("cases.other_record", field="acts")
    fact = Corrected(acts=tuple(sorted(case.acts)), reason=case.reason.strip())
    return Plan(acts=(Planned(record=folded.id, kind=general.CORRECTED, fact=fact),))


def settle_case(case: SettleCase, desk: Desk) -> Plan:
    """Plan the settlement of one open case.

    Raises:
        Refused: the case is not open any more, nothing stands, or no reason is given.
    """
    require(desk, general.SETTLED)
    folded = _folded(desk, case.record)
    open_case = case_of(folded, case.case)
    if open_case is None:
        raise Refused("cases.not_open", field="case")
    stands = set(case.stands)
    if not stands or not stands <= set(open_case.acts):
        raise Refused("cases.choose_what_stands", field="stands")
    _reason(case.reason)
    fact = Settled(
        case=case.case,
        stands=tuple(sorted(stands)),
        aside=tuple(sorted(set(open_case.acts) - stands)),
        reason=case.reason.strip(),
    )
    return Plan(
        acts=(Planned(record=folded.id, kind=general.SETTLED, fact=fact),), value=case.case
    )


def case_of(folded: Folded, identity: bytes) -> Case | None:
    """Find an open case of a record by its id."""
    return next((case for case in folded.cases if case.id == identity), None)


def _folded(desk: Desk, record: RecordId) -> Folded:
    folded = desk.folded(record)
    if folded is None:
        raise Refused("cases.no_record", field="record")
    return folded


def _reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("cases.reason_missing", field="reason")
