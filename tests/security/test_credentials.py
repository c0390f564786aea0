import msgspec
import pytest

from app.base.clock import FakeClock, Instant
from app.base.ids import SeededChance
from app.security import sealing
from app.security.credentials import Credential, credential_holds, signed_credential
from app.security.roles import Role
from app.security.sealing import CEILING, FLOOR, Cost, NotOpened, calibrated, within_bounds
from app.security.signatures import fresh_signing_key

HUB = fresh_signing_key(SeededChance(1))
OFFICER = fresh_signing_key(SeededChance(2))
CREDENTIAL = Credential(
    public=OFFICER.public,
    person="K4711",
    name="Ana Hoxha",
    roles=(Role.OFFICER,),
    offices=("AL006200",),
    not_after=1000,
    superior="K1",
)


def test_a_credential_holds_with_the_hubs_signature_and_no_other() -> None:
    signed = signed_credential(CREDENTIAL, HUB)

    assert credential_holds(signed, HUB.public)
    assert not credential_holds(CREDENTIAL, HUB.public)
    assert not credential_holds(signed_credential(CREDENTIAL, OFFICER), HUB.public)


@pytest.mark.parametrize(
    "changed",
    [
        {"roles": (Role.SUPERVISOR,)},
        {"offices": ("AL006200", "AL006300")},
        {"not_after": 2000},
        {"serial": 2},
        {"superior": None},
        {"public": HUB.public},
    ],
)
def test_one_changed_field_and_the_credential_holds_no_more(changed: dict[str, object]) -> None:
    signed = signed_credential(CREDENTIAL, HUB)

    assert not credential_holds(msgspec.structs.replace(signed, **changed), HUB.public)


def test_roles_judge_the_officer_by_key_and_staff_number() -> None:
    actor = CREDENTIAL.actor

    assert actor.key == OFFICER.key_id
    assert (actor.person, actor.superior, actor.roles) == ("K4711", "K1", (Role.OFFICER,))


def test_a_credential_ends_after_its_last_moment() -> None:
    assert not CREDENTIAL.has_ended(Instant(1000))
    assert CREDENTIAL.has_ended(Instant(1001))


class SlowClock(FakeClock):
    """Each look at it takes its time."""

    def __init__(self, *, step_ms: int) -> None:
        super().__init__()
        self._step_ms = step_ms

    def monotonic(self) -> int:
        self.advance(self._step_ms)
        return super().monotonic()


class TurningClock(FakeClock):
    """Each guess takes what the next step says."""

    def __init__(self, *, steps_ms: tuple[int, ...]) -> None:
        super().__init__()
        self._looks = [look for step in steps_ms for look in (0, step)]

    def monotonic(self) -> int:
        self.advance(self._looks.pop(0))
        return super().monotonic()


def test_a_slow_machine_gets_the_floor_and_a_fit_one_what_takes_half_a_second() -> None:
    assert calibrated(SlowClock(step_ms=2000)) == FLOOR
    assert calibrated(TurningClock(steps_ms=(100, 1200))) == Cost(m=64 * 1024, t=3, p=4)
    assert calibrated(SlowClock(step_ms=600)) == Cost(m=64 * 1024, t=3, p=4)


def test_a_cost_stays_between_floor_and_ceiling() -> None:
    assert within_bounds(FLOOR)
    assert within_bounds(CEILING)
    assert not within_bounds(Cost(FLOOR.m - 1, FLOOR.t, FLOOR.p))
    assert not within_bounds(Cost(CEILING.m, CEILING.t + 1, CEILING.p))


def test_what_is_sealed_opens_with_its_key_and_its_surroundings_only() -> None:
    key = bytes(32)
    sealed = sealing.seal_with_chance(key, SeededChance(3), b"content", b"around")

    assert sealing.unseal_with_chance(key, sealed, b"around") == b"content"
    for key_tried, sealed_tried, around in [
        (b"\x01" * 32, sealed, b"around"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"around"),
        (key, sealed, b"elsewhere"),
        (key, b"", b"around"),
    ]:
        with pytest.raises(NotOpened):
            sealing.unseal_with_chance(key_tried, sealed_tried, around)


def test_the_same_secret_typed_in_either_unicode_form_is_the_same() -> None:
    salt = bytes(16)

    assert sealing.stretched("café", salt, FLOOR) == sealing.stretched("cafe\u0301", salt, FLOOR)
