"""Who is signed in, what the journal remembers of it, and what a locked post still does."""

from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Refused
from app.duty.acts import ClockSteppedBack, SignedOut, StepRefused, UnlockFailed
from app.duty.record import Duty
from app.security.attempts import MOST
from app.transit.use_cases import Declare
from app.workstation.cases import ChangeSecret, Lock, SessionPage, SignIn, SignInPage
from app.workstation.records import RecordPage
from app.workstation.status import Strip
from tests.transit.goods import DECLARATION, DURRES, declaration
from tests.workstation.post import ARBEN, BESA, SECRETS, SHEFI, Post


def test_before_anybody_signs_in_the_door_names_office_and_officers(post: Post) -> None:
    row = post.ask(SignInPage())
    assert (row.office, row.office_name, row.country) == (DURRES, row.office_name, "AL")
    assert [line.name for line in row.officers] == [ARBEN, BESA, SHEFI]
    assert row.office_name != DURRES


def test_a_sign_in_opens_the_store_and_is_an_act(post: Post) -> None:
    row = post.sign_in().value
    assert (row.name, row.role, row.duty) == (ARBEN, "officer", "transit")
    assert post.kinds() == ["device.epoch_opened", "duty.signed_in"]
    assert post.ask(SessionPage()) == row


def test_nothing_is_done_or_shown_while_nobody_is_signed_in(post: Post) -> None:
    for question in (SessionPage(), Strip()):
        with pytest.raises(Refused, match=r"session\.locked"):
            post.ask(question)
    with pytest.raises(Refused, match=r"session\.locked"):
        post.do(Declare(declaration=DECLARATION))


def test_a_lock_drops_the_key_and_leaves_the_record_open(post: Post) -> None:
    post.sign_in()
    record = post.do(Declare(declaration=DECLARATION)).value
    post.do(Lock(by="five minutes"))
    assert post.workstation.is_locked
    assert post.workstation.is_open
    with pytest.raises(Refused, match=r"session\.locked"):
        post.ask(RecordPage(record=record))
    assert post.last_fact().by == "five minutes"
    post.sign_in(SHEFI)
    assert post.ask(RecordPage(record=record)).state == "declared"


def test_another_officer_takes_over_and_the_first_ones_duty_ends(post: Post) -> None:
    post.sign_in(ARBEN)
    post.sign_in(SHEFI)
    assert post.ask(SessionPage()).name == SHEFI
    ended, begun = post.own_acts()[-2:]
    read = post.workstation.rooms.registry.read
    assert read(ended).fact == SignedOut(officer=post.officer(ARBEN), by="change of officer")
    assert ended.record != begun.record
    duty = post.folded(ended.record).state
    assert isinstance(duty, Duty)
    assert (duty.officer, duty.by) == (ARBEN, "change of officer")


def test_a_wrong_secret_leaves_the_officer_before_signed_in(post: Post) -> None:
    post.sign_in(ARBEN)
    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        post.sign_in(SHEFI, secret="some other words entirely")
    assert post.ask(SessionPage()).name == ARBEN


def test_wrong_secrets_are_told_at_the_next_unlock(post: Post) -> None:
    for _ in range(2):
        with pytest.raises(Refused, match=r"security\.not_unlocked"):
            post.sign_in(secret="not this passphrase")
    post.sign_in()
    assert post.last_fact() == UnlockFailed(times=2)
    assert post.folded(post.own_acts()[-1].record).state.failures == 2


def test_ten_wrong_secrets_in_a_row_close_the_way_in(post: Post, clock: FakeClock) -> None:
    for _ in range(MOST):
        with pytest.raises(Refused, match=r"security\.not_unlocked"):
            post.sign_in(secret="not this passphrase")
        clock.advance(60_000)
    with pytest.raises(Refused, match=r"security\.disabled"):
        post.sign_in()
    line = next(line for line in post.ask(SignInPage()).officers if line.name == ARBEN)
    assert line.is_disabled
    post.sign_in(SHEFI)


def test_somebody_who_is_not_enrolled_reads_the_same_as_a_wrong_secret(post: Post) -> None:
    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        post.do(SignIn(officer=bytes(16), secret=SECRETS[ARBEN]))


def test_a_step_that_rights_forbid_is_an_act_of_the_device(post: Post) -> None:
    post.sign_in(BESA)
    with pytest.raises(Refused, match=r"security\.role_may_not"):
        post.do(Declare(declaration=DECLARATION))
    act = post.own_acts()[-1]
    assert act.signature == b""
    assert post.last_fact() == StepRefused(
        officer=post.officer(BESA), kind="transit.declared", reason="security.role_may_not"
    )
    assert post.folded(act.record).state.refusals == 1


def test_an_officer_whose_credential_has_ended_reads_and_does_not_act(
    post: Post, clock: FakeClock
) -> None:
    post.sign_in()
    clock.advance(366 * 86_400_000)
    with pytest.raises(Refused, match=r"security\.credential_ended"):
        post.do(Declare(declaration=DECLARATION))
    assert post.ask(Strip()).waiting > 0
    assert post.last_fact().reason == "security.credential_ended"


def test_a_new_secret_opens_and_the_old_one_does_not(post: Post) -> None:
    post.sign_in()
    fresh = "eleven wagons on the siding"
    post.do(ChangeSecret(old=SECRETS[ARBEN], new=fresh))
    post.do(Lock())
    with pytest.raises(Refused, match=r"security\.not_unlocked"):
        post.sign_in()
    assert post.sign_in(secret=fresh).value.name == ARBEN


def test_no_secret_is_ever_printed() -> None:
    said = repr(SignIn(officer=bytes(16), secret="sesame")) + repr(
        ChangeSecret(old="sesame", new="sesame")
    )
    assert "sesame" not in said


def test_a_clock_that_falls_back_is_told_once_and_work_goes_on(
    post: Post, clock: FakeClock
) -> None:
    post.sign_in()
    clock.step_wall(-600_000)
    record = post.do(Declare(declaration=DECLARATION)).value
    post.do(Declare(declaration=declaration(lrn="2026-004513")))
    assert post.kinds().count("clock.stepped_back") == 1
    stepped = [
        fact
        for act in post.own_acts()
        if isinstance(fact := post.workstation.rooms.registry.read(act).fact, ClockSteppedBack)
    ]
    assert stepped[0].seen - stepped[0].now == 600_000
    assert post.ask(RecordPage(record=record)).timeline[0].clock_suspect


def test_one_fall_of_the_clock_is_told_once_whoever_signs_in_and_the_next_fall_again(
    folder: Path, clock: FakeClock
) -> None:
    def falls(seed: int) -> int:
        with Post(folder, clock, seed=seed) as post:
            for _ in range(2):
                post.sign_in()
                post.do(Lock())
            post.sign_in()
            return post.kinds().count("clock.stepped_back")

    clock.step_wall(3_600_000)
    assert falls(3) == 0
    clock.step_wall(-3_600_000)
    assert [falls(4), falls(5), falls(6)] == [1, 1, 1]
    clock.step_wall(7_200_000)
    assert falls(7) == 1
    clock.step_wall(-7_200_000)
    assert [falls(8), falls(9)] == [2, 2]


def test_closing_ends_the_duty_and_closing_again_does_nothing(
    folder: Path, clock: FakeClock
) -> None:
    post = Post(folder, clock)
    post.sign_in()
    post.workstation.close()
    post.workstation.close()
    with Post(folder, clock, seed=3) as again:
        again.sign_in()
        assert again.kinds()[1:3] == ["duty.signed_in", "duty.signed_out"]
