"""One fact of every kind, for walks over all of them."""

from app.base.clock import Day, Instant
from app.transit import acts
from app.transit.findings import PlateFound, SealAffixed, SealFound, SealState
from app.transit.states import Role
from tests.transit.goods import DECLARATION, DURRES, PRISHTINA, VERMICE
from tests.transit.post import NOW

AT = Instant(NOW)
SAME = PlateFound(same_as_declared=True, number="AA123BB")
OTHER = PlateFound(same_as_declared=False, number="ZZ 999 ZZ")


def seal(state: SealState, mark: str = "AL1") -> SealFound:
    return SealFound(identifier=mark, state=state)


MRN = "26AL0020000002SGJ7"

FACTS: dict[str, acts.Fact] = {
    acts.DECLARED: acts.Declared(declaration=DECLARATION),
    acts.ACCEPTED: acts.Accepted(mrn=MRN, date=Day(20261122), occurred=AT),
    acts.CONTROL_DECIDED: acts.ControlDecided(
        role=Role.DESTINATION, types=("40",), occurred=AT, instruction="open five boxes"
    ),
    acts.CONTROL_RESULTED: acts.ControlResulted(result="A2", occurred=AT),
    acts.SEALS_AFFIXED: acts.SealsAffixed(seals=(SealAffixed(identifier="AL1"),), occurred=AT),
    acts.LIMIT_SET: acts.LimitSet(limit=Day(20261124), occurred=AT),
    acts.RELEASED: acts.Released(date=Day(20261122), occurred=AT),
    acts.NOT_RELEASED: acts.NotReleased(motive="1", reason="no guarantee", occurred=AT),
    acts.ANNOUNCED: acts.Announced(
        role=Role.DESTINATION,
        office=PRISHTINA,
        declaration=DECLARATION,
        message="CD001C",
        message_id="A1",
        received=bytes(32),
        made=AT,
    ),
    acts.CROSSED: acts.Crossed(office=VERMICE, occurred=AT, plate=SAME, seen=bytes(32)),
    acts.ARRIVED: acts.Arrived(office=PRISHTINA, occurred=AT, plate=SAME, mrn=MRN),
    acts.SEALS_CHECKED: acts.SealsChecked(seals=(seal(SealState.INTACT),), occurred=AT),
    acts.RESULT_TAKEN: acts.ResultTaken(result="A2", occurred=AT),
    acts.ENDED: acts.Ended(occurred=AT),
    acts.ADVISED: acts.Advised(office=PRISHTINA, occurred=AT, message_id="A", received=b"a"),
    acts.CROSSING_NOTIFIED: acts.CrossingNotified(
        office=VERMICE, date=Day(20261122), message_id="B", received=b"b"
    ),
    acts.RESULTS_RECEIVED: acts.ResultsReceived(
        office=PRISHTINA, result="A2", date=Day(20261122), message_id="C", received=b"c"
    ),
    acts.DISCHARGED: acts.Discharged(occurred=AT),
    acts.DISCREPANCIES_SOLVED: acts.DiscrepanciesSolved(reason="paper found", occurred=AT),
    acts.HELD: acts.Held(reason="police", occurred=AT),
    acts.HOLD_LIFTED: acts.HoldLifted(holds=(bytes(32),), reason="police gone", occurred=AT),
    acts.INVALIDATED: acts.Invalidated(reason="holder asked", occurred=AT),
    acts.CLOSED_ELSEWHERE: acts.ClosedElsewhere(office=DURRES, message="CD024C", occurred=AT),
}
