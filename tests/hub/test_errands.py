"""What the centre's own commands ask of a hub that serves: done for nobody else."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Broken, Unreachable
from app.base.ids import SystemChance
from app.hub import enrolment, errands
from app.hub.errands import DOORPLATE, ERRAND_AS, HOLDS_MS, Errand, NotAnErrand
from app.hub.hub import Hub
from app.hub.premises import HubKeys, HubPremises
from app.hub.run import Serving
from app.models.outbox import State
from app.security import canonical, certificates
from app.security.signatures import SigningKey, fresh_signing_key
from app.sync.https import HttpsLink
from app.sync.pairing import Sealed
from tests.hub.light import Light
from tests.hub.two_hubs import Two
from tests.hub.world import ROOMS, make_hub


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.close()


def handed(hub: Hub, errand: Errand, *, signer: SigningKey | None = None, at: int = 0) -> bytes:
    now = at or hub.clock.now()
    body = canonical.struct_bytes(
        Errand(verb=errand.verb, content=errand.content, url=errand.url, at=now)
    )
    key = signer or hub.premises.device.signing
    return canonical.struct_bytes(Sealed(body, key.sign(ERRAND_AS, body)))


def test_a_message_is_sent_again_by_an_errand_and_has_one_outcome(two: Two) -> None:
    identity = two.emits("CD001C")
    two.sends()
    assert two.state(identity) is State.RECEIPTED

    errands.take(two.al, handed(two.al, Errand(verb=errands.AGAIN, content=identity.encode())))

    assert two.state(identity) is State.WAITING
    assert two.sends() == 1
    assert two.state(identity) is State.RECEIPTED
    assert two.acts() == ["transit.announced"]


def test_an_errand_is_done_for_the_hubs_own_key_and_for_a_minute_only(two: Two) -> None:
    errand = Errand(verb=errands.WAITING)
    stranger = fresh_signing_key(SystemChance())
    old = two.clock.now() - HOLDS_MS - 1
    for body in (
        b"rubbish",
        handed(two.al, errand, signer=stranger),
        handed(two.al, errand, signer=two.xk.premises.device.signing),
        handed(two.al, errand, at=old),
    ):
        with pytest.raises(NotAnErrand):
            errands.take(two.al, body)
    assert errands.take(two.al, handed(two.al, errand))


def test_a_device_cannot_hand_in_errands(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "al", "al", FakeClock())
    with Serving(hub) as serving, closing(Light(tmp_path / "d", hub, url=serving.url)) as light:
        body = handed(hub, Errand(verb=errands.WAITING), signer=light.keys.device)
        with closing(light.https()) as link, pytest.raises(Unreachable):
            link.post(errands.PATH, body)


def test_a_neighbour_trusted_while_the_hub_serves_may_knock_at_once(tmp_path: Path) -> None:
    clock = FakeClock()
    hub, other = (make_hub(tmp_path / one, one, clock) for one in ("al", "xk"))
    keys = other.premises
    with Serving(hub) as serving:
        plate = tmp_path / "al" / DOORPLATE
        assert plate.exists()
        context = certificates.client_context(
            hub.premises.house.authority, keys.house.client, keys.device.tls_key
        )
        with closing(HttpsLink("AL", serving.url, context)) as link, pytest.raises(Unreachable):
            link.post("/v1/messages", b"knock")
        errand = Errand(
            verb=errands.TRUST, content=enrolment.card_bytes(keys), url="https://127.0.0.1:9"
        )
        with closing(Light(tmp_path / "d", hub, url=serving.url)):
            own = HubKeys.read(tmp_path / "al")
            errands._handed_in(own, errand, clock)
        with (
            closing(HttpsLink("AL", serving.url, context)) as link,
            pytest.raises(Unreachable, match=r"sync\.not_enrolled"),
        ):
            link.post("/v1/messages", b"knock")
        assert [lane.neighbour.card.country for lane in serving._lanes] == ["XK"]
    other.close()
    assert not plate.exists()


def test_certificates_may_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    clock, chance = FakeClock(), SystemChance()
    make_hub(tmp_path / "al", "al", clock).close()
    premises = HubPremises.open(tmp_path / "al", ROOMS.registry)
    house = premises.house

    premises.keep_certificates_in(tmp_path / "safe")
    premises.answers_as("hub.example", clock=clock, chance=chance)
    premises.store.close()

    assert not (tmp_path / "al" / "house.cbor").exists()
    again = HubPremises.open(tmp_path / "al", ROOMS.registry)
    assert (again.house.authority, again.house.hosts) == (house.authority, ("hub.example",))
    again.keep_certificates_in(tmp_path / "safe")
    assert (tmp_path / "safe" / "house.cbor").exists()
    again.store.close()
    (tmp_path / "safe" / "house.cbor").write_bytes(b"rubbish")
    with pytest.raises(Broken, match=r"premises\.damaged"):
        HubPremises.open(tmp_path / "al", ROOMS.registry)


def test_a_hub_is_certified_for_the_names_it_is_called_by(tmp_path: Path) -> None:
    clock, chance = FakeClock(), SystemChance()
    make_hub(tmp_path / "al", "al", clock).close()

    errand = Errand(verb=errands.CARD, url="https://hub.example:8440")
    errands.run(tmp_path / "al", errand, ROOMS.registry, clock=clock, chance=chance)

    keys = HubKeys.read(tmp_path / "al")
    assert keys.house.hosts == ("hub.example",)
    premises = HubPremises.open(tmp_path / "al", ROOMS.registry)
    assert not premises.answers_as("hub.example", clock=clock, chance=chance)
    assert not premises.answers_as("127.0.0.1", clock=clock, chance=chance)
    assert premises.answers_as("10.0.0.5", clock=clock, chance=chance)
    assert premises.house.hosts == ("hub.example", "10.0.0.5")
    premises.store.close()
