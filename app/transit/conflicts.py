"""What two concurrent acts on a movement are to each other; each row with its border situation.

Most restrictive first: broken before different before missing before intact; B1 before A5 before
A2 before A1; held before released. Clocks and order of arrival never decide.
"""

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from app.acts.contradictions import COMMUTE, CORROBORATE, Class, Row, Stands, Table, Verdict
from app.acts.told import Told
from app.reference.numbers import plate
from app.transit import acts
from app.transit.findings import GRAVITY, SealFound, worst

RESULT_GRAVITY = {code: place for place, code in enumerate(("A3", "A1", "A2", "A5", "B1"))}
"""Most restrictive last, for results of departure and of destination alike."""


def _contradict(words: str, stands: Stands = Stands.BOTH) -> Verdict:
    return Verdict(Class.CONTRADICT, stands, words)


def _overrules(words: str) -> Verdict:
    """The right one is overruled by the left one."""
    return Verdict(Class.OVERRULED, Stands.LEFT, words)


def _numbers(left: Told, right: Told) -> Verdict:
    """Two desks accept one declaration: the same MRN, or two for one LRN."""
    match left.fact, right.fact:
        case acts.Accepted(mrn=ours), acts.Accepted(mrn=theirs) if ours == theirs:
            return CORROBORATE
        case _:
            return _contradict("transit.case.two_numbers")


def _limits(left: Told, right: Told) -> Verdict:
    """Two limit dates, or a binding itinerary and a free one."""
    match left.fact, right.fact:
        case (
            acts.LimitSet(limit=ours, binding_itinerary=bound),
            acts.LimitSet(limit=theirs, binding_itinerary=binding),
        ) if (ours, bound) == (theirs, binding):
            return CORROBORATE
        case _:
            return _contradict("transit.case.two_limits")


def _arrivals(left: Told, right: Told) -> Verdict:
    """Two dark offices record one arrival: held at both, departure decides (case a)."""
    match left.fact, right.fact:
        case acts.Arrived(office=here), acts.Arrived(office=there) if here == there:
            return CORROBORATE
        case _:
            return _contradict("transit.case.two_arrivals")


def _crossings(left: Told, right: Told) -> Verdict:
    """Two lanes let one movement over: the same vehicle is one crossing told twice."""
    match left.fact, right.fact:
        case acts.Crossed() as here, acts.Crossed() as there:
            if here.office != there.office:
                return COMMUTE  # two offices of one itinerary
            if plate.skeleton(here.plate.number) == plate.skeleton(there.plate.number):
                return CORROBORATE
            return _contradict("transit.case.two_crossings")
        case _:
            return _contradict("transit.case.two_crossings")


def _findings(told: Told) -> tuple[SealFound, ...]:
    match told.fact:
        case acts.SealsChecked(seals=seals) | acts.Crossed(seals=seals):
            return seals
        case _:
            return ()


def _seal_checks(left: Told, right: Told) -> Verdict:
    """One saw the seals intact, another broken or different: the graver finding holds."""
    ours, theirs = worst(_findings(left)), worst(_findings(right))
    if ours is None or theirs is None or ours is theirs:
        return CORROBORATE if left.kind == right.kind and ours is theirs else COMMUTE
    graver = Stands.LEFT if GRAVITY[ours] > GRAVITY[theirs] else Stands.RIGHT
    return _contradict("transit.case.seals_differ", graver)


def _seals_on_the_way(left: Told, right: Told) -> Verdict:
    """A crossing and a check in the yard see the same seals at different times: both stand."""
    del left, right
    return COMMUTE


def _affixed_and_checked(left: Told, right: Told) -> Verdict:
    """Seals put on while another looks at those before: the check does not know the new ones."""
    del left, right
    return COMMUTE


def _results(left: Told, right: Told) -> Verdict:
    """Post and mobile group both take the result: equal ones agree, else the graver holds."""
    match left.fact, right.fact:
        case (acts.ResultTaken(result=ours), acts.ResultTaken(result=theirs)) | (
            acts.ControlResulted(result=ours),
            acts.ControlResulted(result=theirs),
        ):
            return _same_result(ours, theirs)
        case _:
            return _contradict("transit.case.results_differ")


def _snapshots(left: Told, right: Told) -> Verdict:
    """The same announcement twice is one; two versions are both kept, the later one shown."""
    match left.fact, right.fact:
        case acts.Announced(received=ours), acts.Announced(received=theirs) if ours == theirs:
            return CORROBORATE
        case acts.Declared(declaration=ours), acts.Declared(declaration=theirs):
            same = ours == theirs
            return CORROBORATE if same else _contradict("transit.case.declared_twice")
        case _:
            return COMMUTE


def _inspected_version(left: Told, right: Told) -> Verdict:
    """A newer version comes while the older one was inspected (case b)."""
    match left.fact, right.fact:
        case acts.Announced(), acts.ResultTaken(differences=differences) if differences:
            return _contradict("transit.case.amended_after_control")
        case _:
            return COMMUTE


def _messages(left: Told, right: Told) -> Verdict:
    """A partner says the same thing twice, or two different things."""
    match left.fact, right.fact:
        case acts.CrossingNotified(office=ours), acts.CrossingNotified(office=theirs):
            return CORROBORATE if ours == theirs else COMMUTE
        case acts.Advised(office=ours), acts.Advised(office=theirs):
            same = ours == theirs
            return CORROBORATE if same else _contradict("transit.case.two_arrivals")
        case acts.ResultsReceived(result=ours), acts.ResultsReceived(result=theirs):
            return _same_result(ours, theirs)
        case _:
            return COMMUTE


def _same_result(ours: str, theirs: str) -> Verdict:
    if ours == theirs:
        return CORROBORATE
    graver = RESULT_GRAVITY.get(ours, 0) > RESULT_GRAVITY.get(theirs, 0)
    return _contradict("transit.case.results_differ", Stands.LEFT if graver else Stands.RIGHT)


def _ended_and_seals(left: Told, right: Told) -> Verdict:
    """We ended it, others saw broken seals: held, the guarantee is not freed."""
    del left
    state = worst(_findings(right))
    if state is None or GRAVITY[state] == 0:
        return COMMUTE
    return _contradict("transit.case.ended_and_held", Stands.RIGHT)


_DEPARTING = (acts.CONTROL_DECIDED, acts.CONTROL_RESULTED, acts.SEALS_AFFIXED, acts.LIMIT_SET)
_WORK = (*_DEPARTING, acts.SEALS_CHECKED, acts.RESULT_TAKEN)

_ROWS: dict[tuple[str, str], Row] = {
    (acts.DECLARED, acts.DECLARED): _snapshots,  # one file imported at two desks
    (acts.ANNOUNCED, acts.ANNOUNCED): _snapshots,  # hub and post both took the message in
    (acts.ANNOUNCED, acts.RESULT_TAKEN): _inspected_version,
    (acts.ACCEPTED, acts.ACCEPTED): _numbers,
    (acts.CONTROL_RESULTED, acts.CONTROL_RESULTED): _results,
    (acts.RESULT_TAKEN, acts.RESULT_TAKEN): _results,
    (acts.LIMIT_SET, acts.LIMIT_SET): _limits,
    (acts.RELEASED, acts.RELEASED): CORROBORATE,  # two desks press release
    (acts.RELEASED, acts.NOT_RELEASED): _contradict("transit.case.released", Stands.RIGHT),
    (acts.RELEASED, acts.HELD): _contradict("transit.case.released_and_held", Stands.RIGHT),
    (acts.RELEASED, acts.INVALIDATED): _contradict("transit.case.released", Stands.RIGHT),
    (acts.RELEASED, acts.CONTROL_DECIDED): _contradict("transit.case.released", Stands.RIGHT),
    (acts.NOT_RELEASED, acts.NOT_RELEASED): CORROBORATE,
    (acts.NOT_RELEASED, acts.INVALIDATED): COMMUTE,
    (acts.CROSSED, acts.CROSSED): _crossings,
    (acts.CROSSED, acts.SEALS_CHECKED): _seals_on_the_way,
    (acts.CROSSED, acts.HELD): _contradict("transit.case.gone_and_held"),  # reported gone, alert
    (acts.ARRIVED, acts.ARRIVED): _arrivals,
    (acts.ARRIVED, acts.INVALIDATED): _contradict("transit.case.closed_but_here"),
    (acts.ARRIVED, acts.CLOSED_ELSEWHERE): _contradict("transit.case.closed_but_here"),
    (acts.CROSSED, acts.INVALIDATED): _contradict("transit.case.closed_but_gone"),
    (acts.CROSSED, acts.CLOSED_ELSEWHERE): COMMUTE,  # 024 leaves out offices already passed
    (acts.SEALS_CHECKED, acts.SEALS_CHECKED): _seal_checks,
    (acts.SEALS_AFFIXED, acts.SEALS_CHECKED): _affixed_and_checked,
    (acts.SEALS_AFFIXED, acts.SEALS_AFFIXED): COMMUTE,  # both sets are on the vehicle
    (acts.ENDED, acts.ENDED): CORROBORATE,  # post and mobile group (case c); results judge apart
    (acts.ENDED, acts.HELD): _contradict("transit.case.ended_and_held", Stands.RIGHT),
    (acts.ENDED, acts.SEALS_CHECKED): _ended_and_seals,
    (acts.ENDED, acts.CONTROL_DECIDED): _contradict("transit.case.ended_and_held", Stands.RIGHT),
    (acts.ENDED, acts.INVALIDATED): _contradict("transit.case.closed_but_here"),
    (acts.ENDED, acts.CLOSED_ELSEWHERE): _contradict("transit.case.closed_but_here"),
    (acts.ADVISED, acts.ADVISED): _messages,
    (acts.CROSSING_NOTIFIED, acts.CROSSING_NOTIFIED): _messages,
    (acts.RESULTS_RECEIVED, acts.RESULTS_RECEIVED): _messages,
    (acts.RESULTS_RECEIVED, acts.INVALIDATED): _contradict("transit.case.closed_but_here"),
    (acts.ADVISED, acts.INVALIDATED): _contradict("transit.case.closed_but_here"),
    (acts.DISCHARGED, acts.DISCHARGED): CORROBORATE,
    (acts.DISCHARGED, acts.HELD): _contradict("transit.case.discharged_and_held", Stands.RIGHT),
    (acts.DISCHARGED, acts.INVALIDATED): _contradict("transit.case.discharged_and_held"),
    (acts.INVALIDATED, acts.INVALIDATED): CORROBORATE,
    (acts.CLOSED_ELSEWHERE, acts.CLOSED_ELSEWHERE): COMMUTE,
    (acts.INVALIDATED, acts.CLOSED_ELSEWHERE): COMMUTE,
    (acts.HELD, acts.HELD): COMMUTE,  # two stops: both must be lifted
    (acts.HELD, acts.HOLD_LIFTED): COMMUTE,  # a lifting names the holds it saw
    (acts.HOLD_LIFTED, acts.HOLD_LIFTED): COMMUTE,
    (acts.DISCREPANCIES_SOLVED, acts.DISCREPANCIES_SOLVED): CORROBORATE,
}

for _kind in _WORK:  # work done in the dark on a movement the centre had stopped
    _ROWS[(acts.INVALIDATED, _kind)] = _overrules("transit.overruled.invalidated")
    _ROWS[(acts.CLOSED_ELSEWHERE, _kind)] = _overrules("transit.overruled.closed")


_PREPARED = (acts.DECLARED, acts.ACCEPTED, *_DEPARTING, acts.RELEASED, acts.NOT_RELEASED)
_MET = (acts.ANNOUNCED, acts.CROSSED, acts.ARRIVED, acts.SEALS_CHECKED)
_CONCLUDED = (acts.RESULT_TAKEN, acts.ENDED)
_HEARD = (acts.ADVISED, acts.CROSSING_NOTIFIED, acts.RESULTS_RECEIVED)
_CLOSED = (acts.DISCHARGED, acts.DISCREPANCIES_SOLVED, acts.INVALIDATED, acts.CLOSED_ELSEWHERE)
_STOPPED = (acts.HELD, acts.HOLD_LIFTED)
_STAGES = (_PREPARED, _MET, _CONCLUDED, _HEARD, _CLOSED, _STOPPED)


def _commuting() -> Iterator[tuple[str, str]]:
    """Pairs that state different things: 118 after 006, seals and limit, weighing and a stop.

    Within a stage and across stages; whatever is judged otherwise has its row above.
    """
    for stage in _STAGES:
        yield from combinations_with_replacement(stage, 2)
    for left, right in combinations_with_replacement(range(len(_STAGES)), 2):
        if left != right:
            yield from product(_STAGES[left], _STAGES[right])


for _left, _right in _commuting():
    if (_left, _right) not in _ROWS and (_right, _left) not in _ROWS:
        _ROWS[_left, _right] = COMMUTE

TABLE = Table(_ROWS)
"""The judge of a movement's pairs; a kind that stands in no stage above has no row at all."""
