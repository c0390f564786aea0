"""Which kinds of act each use case makes in any case: what its officer must be allowed to do.

For lists and for buttons that say why they are off; the step itself is always judged act by act.
"""

from collections.abc import Mapping

from app.security.roles import ASKS, YES, Role, Table

MAKES: Mapping[str, str] = {
    "NotePrint": "duty.printed",
    "GiveHandover": "duty.handover_given",
    "TakeHandover": "duty.handover_taken",
    "Withdraw": "record.withdrawn",
    "Correct": "record.corrected",
    "SettleCase": "case.settled",
    "FreeGuarantee": "guarantee.freed",
    "ConfirmReservation": "guarantee.confirmed",
    "CancelReservation": "guarantee.cancelled",
    "Declare": "transit.declared",
    "Lodge": "transit.declared",
    "Accept": "transit.accepted",
    "DecideControl": "transit.control_decided",
    "TakeDepartureResult": "transit.control_resulted",
    "AffixSeals": "transit.seals_affixed",
    "SetLimit": "transit.limit_set",
    "Release": "transit.released",
    "NotRelease": "transit.not_released",
    "Cross": "transit.crossed",
    "Arrive": "transit.arrived",
    "CheckSeals": "transit.seals_checked",
    "TakeResult": "transit.result_taken",
    "EndTransit": "transit.ended",
    "Discharge": "transit.discharged",
    "SolveDiscrepancies": "transit.discrepancies_solved",
    "Hold": "transit.held",
    "LiftHold": "transit.hold_lifted",
    "Invalidate": "transit.invalidated",
}


def roles_of(use_case: str, table: Table) -> tuple[Role, ...]:
    """The roles that may do a use case, alone or with a second, in the order of roles."""
    cells = table.get(MAKES.get(use_case, ""), {})
    return tuple(role for role in Role if {YES, ASKS} & set(cells.get(role, "").split()))
