"""Who has a way in: given and closed by the office's administrator, told in the journal."""

from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Refused
from app.base.ids import RecordId, SeededChance
from app.duty.acts import OfficerEnrolled, OfficerRemoved
from app.duty.record import Device
from app.security.roles import Role
from app.security.sealing import FLOOR
from app.workstation.cases import Enrol, Lock, Remove, SignIn, SignInPage
from app.workstation.enrolling import Drawn, WayIn
from app.workstation.premises import Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from tests.workstation.post import NOW, Post

CHIEF, NEWCOMER = "Drita Leka", "Ilir Gashi"
SECRET, THEIRS = "eleven kettles on the boil", "fourteen geese over Shkodra"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    officer = Enrolment(name=CHIEF, person="C1", roles=(Role.ADMINISTRATOR,), secret=SECRET)
    Premises.create(
        tmp_path / "post",
        Door(office="AL002000", country="al"),
        (officer,),
        Rooms().registry,
        clock=FakeClock(NOW),
        chance=SeededChance(1),
    )
    return tmp_path / "post"


def newcomer(**fields: object) -> Enrol:
    given = {"name": NEWCOMER, "person": "N2", "roles": (Role.OFFICER,), "secret": THEIRS}
    return Enrol(**{**given, **fields})  # type: ignore[arg-type]  # what a test wants


def chief(post: Post) -> Post:
    post.sign_in(CHIEF, SECRET)
    return post


def device(post: Post) -> Device:
    state = post.folded(RecordId(post.workstation.premises.device.id)).state
    assert isinstance(state, Device)
    return state


def test_a_newcomer_signs_in_with_their_own_secret_and_key(post: Post) -> None:
    chief(post)
    key = post.do(newcomer(name="  Ilir   Gashi ")).value
    assert post.last_fact() == OfficerEnrolled(officer=key, name=NEWCOMER, roles=("officer",))
    assert post.own_acts()[-1].envelope.officer == post.officer(CHIEF)
    assert device(post).officers == (key,)
    assert [line.name for line in post.ask(SignInPage()).officers] == [CHIEF, NEWCOMER]
    post.do(Lock())
    assert post.do(SignIn(officer=key, secret=THEIRS)).value.name == NEWCOMER


def test_whom_another_program_enrolled_meanwhile_keeps_the_way_in(
    folder: Path, clock: FakeClock
) -> None:
    with Post(folder, clock, seed=5) as opened_early:
        with Post(folder, clock, seed=6) as meanwhile:
            key = chief(meanwhile).do(newcomer()).value
        chief(opened_early).do(newcomer(name="Third Person", person="N3"))
        opened_early.do(Lock())
        assert opened_early.do(SignIn(officer=key, secret=THEIRS)).value.name == NEWCOMER


def test_somebody_removed_does_not_get_in_again(post: Post) -> None:
    chief(post)
    key = post.do(newcomer()).value
    post.do(Remove(officer=key, reason=" transferred "))
    assert post.last_fact() == OfficerRemoved(officer=key, reason="transferred")
    assert device(post).officers == ()
    assert device(post).epochs == 1
    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        post.do(SignIn(officer=key, secret=THEIRS))
    again = post.do(newcomer()).value
    assert again != key


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "  "}, "enrol.name_missing"),
        ({"person": ""}, "enrol.name_missing"),
        ({"roles": ()}, "enrol.no_such_role"),
        ({"roles": (Role.CENTRE,)}, "enrol.no_such_role"),
        ({"person": "C1"}, "enrol.enrolled"),
        ({"secret": "short"}, "security.secret_short"),
        ({"secret": "123456"}, "security.pin_not_here"),
    ],
)
def test_an_enrolment_that_does_not_hold_leaves_no_act_and_no_way_in(
    post: Post, fields: dict[str, object], code: str
) -> None:
    chief(post)
    before = len(post.own_acts())
    with pytest.raises(Refused) as refused:
        post.do(newcomer(**fields))
    assert refused.value.code == code
    assert len(post.own_acts()) == before
    assert [line.name for line in post.ask(SignInPage()).officers] == [CHIEF]


def test_an_officer_enrols_and_removes_nobody(post: Post) -> None:
    chief(post)
    key = post.do(newcomer()).value
    post.do(SignIn(officer=key, secret=THEIRS))
    for step in (newcomer(person="N3"), Remove(officer=post.officer(CHIEF), reason="x")):
        with pytest.raises(Refused, match=r"security\.role_may_not"):
            post.do(step)
        assert post.last_fact().reason == "security.role_may_not"


def test_nobody_closes_their_own_way_in_or_one_that_is_not_there(post: Post) -> None:
    chief(post)
    key = post.do(newcomer()).value
    for officer, reason, code in (
        (post.officer(CHIEF), "bored", "enrol.own"),
        (bytes(16), "gone", "enrol.nobody"),
        (key, "  ", "enrol.reason_missing"),
    ):
        with pytest.raises(Refused) as refused:
            post.do(Remove(officer=officer, reason=reason))
        assert refused.value.code == code


def test_what_holds_keys_prints_none(post: Post) -> None:
    vault = post.workstation.premises.vault
    way_in = WayIn(vault=vault, store_key=b"k" * 32, office="AL002000")
    drawn = way_in.drawn(newcomer(), now=post.clock.now(), chance=SeededChance(9))
    assert isinstance(drawn, Drawn)
    assert f"{way_in!r} {drawn!r} {newcomer()!r}" == "WayIn(AL002000) Drawn(N2) Enrol(N2)"


def test_a_guess_at_a_newcomer_costs_what_one_at_the_administrator_costs(post: Post) -> None:
    vault = post.workstation.premises.vault
    assert vault.cost_of(post.officer(CHIEF)) == FLOOR
    assert vault.cost_of(bytes(16)) == FLOOR
