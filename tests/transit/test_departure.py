"""What the office of departure may do, and every refusal with its reason and its way out."""

import msgspec
import pytest

from app.acts.steps import UseCase
from app.base.clock import Day, Instant
from app.base.errors import Refused
from app.consignment.parties import Authorisation
from app.reference.pack import Numbering
from app.reference.texts import texts
from app.security.roles import Role
from app.transit.findings import SealAffixed
from app.transit.movement import Movement
from app.transit.states import State
from app.transit.use_cases import (
    Accept,
    AffixSeals,
    DecideControl,
    Declare,
    Discharge,
    EndTransit,
    Invalidate,
    NotRelease,
    Release,
    SetLimit,
    SolveDiscrepancies,
    TakeDepartureResult,
)
from tests.transit.goods import DECLARATION, DURRES, MORINE, PRISHTINA, declaration
from tests.transit.post import NOW, Post
from tests.transit.test_corridor import LIMIT, SEALS, released_at_durres

ONE = (SealAffixed(identifier="AL1"),)


def declared(**fields: object) -> tuple[Post, Release]:
    """A declaration at Durrës, and the press that would release it."""
    durres = Post(DURRES)
    record = durres.opened(Declare(declaration=declaration(**fields)))
    return durres, Release(record=record, result="A2", seals=ONE, limit=LIMIT)


def refused(post: Post, case: UseCase) -> Refused:
    with pytest.raises(Refused) as caught:
        post.do(case)
    return caught.value


def release(case: Release, **fields: object) -> Release:
    return msgspec.structs.replace(case, **fields)


def test_a_declaration_that_names_another_office_of_departure_is_refused() -> None:
    refusal = refused(Post(MORINE), Declare(declaration=DECLARATION))
    assert (refusal.code, refusal.field) == (
        "transit.rules.other_departure",
        "office_of_departure",
    )


def test_a_file_taken_in_again_finds_the_lrn_in_use() -> None:
    durres, _ = declared()
    refusal = refused(durres, Declare(declaration=DECLARATION))
    assert (refusal.code, refusal.parameters["lrn"]) == ("transit.lrn_taken", "2026-004512")


def test_one_file_taken_in_at_two_dark_desks_is_one_record() -> None:
    ours, theirs = Post(DURRES, number=1), Post(DURRES, number=2)
    first = ours.opened(Declare(declaration=DECLARATION))
    second = theirs.opened(Declare(declaration=DECLARATION))
    ours.exchange(theirs)
    assert first == second
    folded = ours.folded(first)
    assert folded is not None
    assert folded.cases == ()


def test_without_holder_number_or_lrn_each_declaration_is_a_record_of_its_own() -> None:
    durres = Post(DURRES)
    first = durres.opened(Declare(declaration=declaration(lrn=None)))
    assert first != durres.opened(Declare(declaration=declaration(lrn=None)))


def test_where_the_centre_numbers_nothing_is_accepted_here() -> None:
    durres, case = declared()
    numbering = {"mrn": Numbering.CENTRE_ONLY}
    durres.pack = msgspec.structs.replace(durres.pack, numbering=numbering)
    assert refused(durres, Accept(record=case.record)).code == "transit.number_from_centre"


def test_a_used_up_block_gives_no_number() -> None:
    durres, case = declared()
    durres.serials = iter(())
    assert refused(durres, Accept(record=case.record)).code == "transit.block_used_up"


def test_a_post_that_was_never_lent_a_block_hears_how_to_get_one() -> None:
    durres, case = declared()
    durres.serials, durres.lent = iter(()), False
    for step in (Accept(record=case.record), case):
        refusal = refused(durres, step)
        assert (refusal.code, refusal.allowed) == ("transit.no_block_yet", ("Invalidate",))
    words = texts("en").error(refusal)
    assert words.startswith("Not accepted yet: no block of numbers was ever lent")
    assert "Pair it with its hub" in words


def test_the_record_goes_by_its_number_once_accepted() -> None:
    durres, case = declared()
    mrn = str(durres.do(Accept(record=case.record)))
    by_lrn, by_mrn = durres.folded(case.record), durres.folded(durres.record(mrn))
    assert by_lrn is not None
    assert by_mrn is not None
    assert by_lrn.id == by_mrn.id == durres.record(mrn)
    assert durres.used == [mrn]
    assert refused(durres, Accept(record=case.record)).code == "transit.not_now"


def test_one_press_makes_all_that_release_needs_and_reserves_the_guarantee() -> None:
    durres, case = declared()
    mrn = str(durres.do(case))
    assert durres.movement(mrn).departure is State.RELEASED
    assert durres.findings == ("guarantees.rules.not_confirmed",)
    number = durres.by_number("reservation", f"24AL0000000123458/{mrn}")
    assert durres.folded(number) is not None


def test_a_bare_release_says_that_acceptance_comes_first() -> None:
    durres, case = declared()
    bare = refused(durres, Release(record=case.record))
    assert bare.code == "transit.not_accepted_yet"
    assert bare.allowed[0] == "Accept"
    durres.do(Accept(record=case.record))
    after = refused(durres, Release(record=case.record))
    assert after.code == "transit.rules.no_result_yet"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"result": None}, "transit.rules.no_result_yet"),
        ({"seals": ()}, "transit.rules.seals_or_exemption"),
        ({"limit": None}, "transit.rules.no_limit_yet"),
        ({"result": "A3"}, "transit.rules.a3_needs_authorisation"),
        ({"result": "A5"}, "transit.rules.no_such_result"),
        ({"limit": Day(20261121)}, "transit.rules.limit_past"),
        ({"limit": Day(20261131)}, "transit.rules.no_such_day"),
        ({"seals": (), "count": 2}, "transit.rules.seals_not_listed"),
        ({"count": 3}, "transit.rules.seal_count"),
        ({"seals": ONE * 2}, "transit.rules.seal_twice"),
        ({"exempt": True}, "transit.rules.exempt_with_seals"),
        ({"seals": (SealAffixed(identifier=" "),)}, "numbers.seal.length"),
        ({"occurred": Instant(NOW + 3_600_000)}, "transit.rules.in_the_future"),
    ],
)
def test_release_says_what_is_missing_or_not_lawful(fields: dict[str, object], code: str) -> None:
    durres, case = declared()
    assert refused(durres, release(case, **fields)).code == code
    folded = durres.folded(case.record)
    assert folded is not None
    assert isinstance(folded.state, Movement)
    assert folded.state.departure is State.DECLARED


def test_nothing_is_released_without_a_guarantee() -> None:
    durres, case = declared(guarantees=())
    assert refused(durres, case).code == "guarantees.rules.none_declared"


def test_an_authorised_consignor_may_have_a3_but_never_for_tir() -> None:
    c521 = (Authorisation(sequence_number=1, type="C521", reference_number="AL1"),)
    durres, case = declared(authorisations=c521)
    durres.do(release(case, result="A3"))
    durres, case = declared(authorisations=c521, declaration_type="TIR")
    assert refused(durres, release(case, result="A3")).code == "transit.rules.a3_not_for_tir"


def test_goods_whose_description_suffices_travel_without_seals() -> None:
    durres, case = declared()
    mrn = str(durres.do(release(case, seals=(), exempt=True)))
    assert durres.movement(mrn).seals_exempt


def test_nothing_under_control_is_released_before_the_result() -> None:
    durres, case = declared()
    durres.do(Accept(record=case.record))
    durres.do(DecideControl(record=case.record, types=("40",), instruction="open box 3"))
    refusal = refused(durres, release(case, result=None))
    assert refusal.code == "transit.not_now"
    assert "TakeDepartureResult" in refusal.allowed
    durres.do(TakeDepartureResult(record=case.record, result="A1"))
    durres.do(release(case, result=None))


def test_a_control_names_its_types_and_type_50_needs_words() -> None:
    durres, case = declared()
    durres.do(Accept(record=case.record))
    none = DecideControl(record=case.record, types=())
    assert refused(durres, none).code == "transit.rules.control_types_missing"
    other = DecideControl(record=case.record, types=("50",))
    assert refused(durres, other).code == "transit.rules.control_needs_words"
    early, _ = declared()
    assert refused(early, DecideControl(record=case.record, types=("40",))).code == (
        "transit.not_now"
    )


def test_a_limit_far_away_is_shown_and_a_binding_itinerary_travels() -> None:
    durres, case = declared()
    durres.do(Accept(record=case.record))
    durres.do(SetLimit(record=case.record, limit=Day(20270401), binding_itinerary=True))
    assert durres.findings == ("transit.rules.limit_far",)


def test_seals_may_be_affixed_in_two_steps_and_all_are_in_force() -> None:
    durres, case = declared()
    mrn = str(durres.do(Accept(record=case.record)))
    durres.do(AffixSeals(record=case.record, seals=SEALS[:1]))
    durres.do(AffixSeals(record=case.record, seals=SEALS[1:], count=1))
    assert [seal.identifier for seal in durres.movement(mrn).seals] == ["AL0045121", "AL0045122"]


def test_a_refused_release_needs_its_reason_and_ends_the_movement() -> None:
    durres, case = declared()
    mrn = str(durres.do(Accept(record=case.record)))
    silent = NotRelease(record=case.record, motive="1", reason=" ")
    assert refused(durres, silent).code == "cases.reason_missing"
    durres.do(NotRelease(record=case.record, motive="1", reason="goods do not match"))
    assert durres.movement(mrn).departure is State.NOT_RELEASED
    assert refused(durres, case).code == "transit.not_now"


def test_only_a_supervisor_invalidates_and_nothing_arrives_afterwards() -> None:
    durres, mrn = released_at_durres()
    case = Invalidate(record=durres.record(mrn), reason="holder asked")
    assert refused(durres, case).code == "security.role_may_not"
    durres.role = Role.SUPERVISOR
    durres.do(case)
    assert durres.movement(mrn).departure is State.INVALIDATED
    assert durres.movement(mrn).transit is State.CLOSED


def test_a_movement_is_discharged_only_after_satisfactory_results() -> None:
    durres, mrn = released_at_durres()
    refusal = refused(durres, Discharge(record=durres.record(mrn)))
    assert refusal.code == "transit.not_now"
    assert refusal.parameters["state"] == "@transit.state.released"


def test_major_discrepancies_are_solved_before_discharge() -> None:
    durres, mrn = released_at_durres()
    prishtina = Post(PRISHTINA, number=2)
    prishtina.receive(durres.sent("CD001C"))
    end = EndTransit(
        record=prishtina.record(mrn),
        plate="=",
        all_intact=True,
        result="B1",
        remarks="six boxes missing",
    )
    prishtina.do(end)
    assert prishtina.movement(mrn).destination is State.WAITING
    durres.receive(prishtina.sent("CD018C"))
    assert durres.movement(mrn).departure is State.DISCREPANCIES
    record = durres.record(mrn)
    assert refused(durres, Discharge(record=record)).code == "transit.not_now"
    durres.role = Role.SUPERVISOR
    silent = SolveDiscrepancies(record=record, reason="")
    assert refused(durres, silent).code == "cases.reason_missing"
    durres.do(SolveDiscrepancies(record=record, reason="boxes found"))
    durres.do(Discharge(record=record))
    assert durres.movement(mrn).departure is State.WRITTEN_OFF


def test_an_auditor_does_nothing() -> None:
    durres, case = declared()
    durres.role = Role.AUDITOR
    assert refused(durres, case).code == "security.role_may_not"
