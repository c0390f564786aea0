"""Who says that everybody agrees sees one act that is missing, and one state that does not fit."""

import msgspec

from app.training.holding import Held, Holding
from app.training.verdict import Administration, Verdict, verdict

MRN = "26AL002000000001J6"


def movement(country: str, *, departure: str, destination: str, acts: int = 3) -> Held:
    return Held(
        record=f"{country}01",
        kind="movement",
        digest=f"{country} after {acts}",
        offices=("AL002000", "XK001010"),
        cases=0,
        acts=tuple(f"{country}{place}" for place in range(acts)),
        kinds=tuple((f"transit.{place}", "AL002000") for place in range(acts)),
        mrn=MRN,
        departure=departure,
        destination=destination,
    )


def told(home: Held, abroad: Held | None, at_post: Held | None) -> Verdict:
    return verdict(
        (
            Administration(
                country="AL",
                hub=Holding(records=(home,), messages={"CD001C": 1}),
                posts={"AL002000": Holding(records=(at_post,) if at_post else ())},
            ),
            Administration(
                country="XK", hub=Holding(records=(abroad,) if abroad else ()), posts={}
            ),
        )
    )


HOME = movement("AL", departure="written off", destination="none")
ABROAD = movement("XK", departure="none", destination="ended")


def test_equal_bytes_and_a_fitting_pair_of_states_are_agreement() -> None:
    held = told(HOME, ABROAD, HOME)
    assert held.converged
    assert (held.records, held.acts, held.messages) == (2, 6, {"CD001C": 1})


def test_one_act_less_at_a_post_is_seen() -> None:
    less = movement("AL", departure="written off", destination="none", acts=2)
    assert "differs from the centre's" in told(HOME, ABROAD, less).differences[0]


def test_a_record_that_never_came_to_an_office_it_names_is_seen() -> None:
    assert not told(HOME, ABROAD, None).converged


def test_a_record_that_the_centre_never_got_is_seen() -> None:
    own = msgspec.structs.replace(HOME, record="AL02", mrn="")
    one = Administration(
        country="AL",
        hub=Holding(records=(HOME,)),
        posts={"AL002000": Holding(records=(HOME, own), unacknowledged=2)},
    )
    held = verdict((one,))
    assert held.differences == ("AL002000: movement AL02 is not at the centre",)
    assert not held.acknowledged


def test_an_administration_that_knows_nothing_of_the_movement_is_seen() -> None:
    assert told(HOME, None, HOME).differences == (f"XK: nothing is known of {MRN}",)


def test_states_that_do_not_fit_are_seen() -> None:
    early = movement("XK", departure="none", destination="announced")
    assert not told(HOME, early, HOME).converged


def test_the_same_fact_of_the_same_office_twice_is_counted() -> None:
    twice = msgspec.structs.replace(
        HOME, kinds=(("transit.arrived", "AL002000"), ("transit.arrived", "AL002000"))
    )
    assert told(twice, ABROAD, twice).asked_twice == 1
