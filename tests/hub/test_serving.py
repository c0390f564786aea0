"""A hub that serves: many devices at once, a quick and clean end, dates of certificates."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Unreachable
from app.base.ids import SystemChance
from app.hub import enrolment
from app.hub.hub import Hub
from app.hub.premises import RENEWED_BEFORE_MS, HubPremises
from app.hub.run import Serving
from app.security import certificates
from app.sync.https import HttpsLink
from app.sync.peers import peers
from tests.hub.light import Light
from tests.hub.test_restores import opened
from tests.hub.world import ROOMS, make_hub

DEVICES, ROUNDS = 6, 5
DAY_MS = 86_400_000


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with Serving(make_hub(tmp_path / "al", "al", FakeClock())) as running:
        yield running


@pytest.fixture
def distant(serving: Serving, tmp_path: Path) -> Iterator[Light]:
    made = Light(tmp_path / "distant", serving.hub, url=serving.url)
    yield made
    made.close()


def at_once(works: list[Callable[[], None]]) -> list[BaseException]:
    """Run pieces of work in threads that start together; what they raised."""
    together = threading.Barrier(len(works))
    raised: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        together.wait(10)
        try:
            work()
        except BaseException as trouble:  # noqa: BLE001 - it is asserted where it was started
            raised.append(trouble)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    return raised


def test_many_devices_at_once_are_all_received_and_nothing_is_mixed_up(
    serving: Serving, tmp_path: Path
) -> None:
    lights = [
        Light(tmp_path / f"desk{number}", serving.hub, url=serving.url)
        for number in range(DEVICES)
    ]

    def work(light: Light) -> None:
        link = light.https()
        try:
            for number in range(ROUNDS):
                light.prints(2 + number)
                light.round(link)
        finally:
            link.close()

    raised = at_once([lambda light=light: work(light) for light in lights])  # type: ignore[misc] # a default binds the device

    assert raised == []
    for light in lights:
        assert light.all_received()
        with serving.hub.store.reading() as look:
            held = look.stream_acts(light.stream, 0, 1000)
        assert [act.envelope.seq for act in held] == list(range(1, len(held) + 1))
        assert len(held) == sum(2 + number for number in range(ROUNDS))
        light.close()
    with serving.hub.store.reading() as look:
        assert look.deliveries.end("AL002000") == len(look.deliveries.delivered("AL002000", 9999))


def test_a_hub_ends_quickly_though_a_device_keeps_its_line(
    serving: Serving, distant: Light
) -> None:
    link = distant.https()
    distant.round(link)
    before = threading.active_count()

    ending = threading.Thread(target=serving.stop)
    ending.start()
    ending.join(1.5)

    assert not ending.is_alive()
    assert threading.active_count() < before + 1
    with pytest.raises(Unreachable):
        distant.round(link)
    link.close()


def test_a_hub_that_starts_again_goes_on_where_a_flight_was_cut(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    hub = make_hub(tmp_path / "al", "al", clock)
    with Serving(hub) as first, closing(Light(tmp_path / "light", hub, url=first.url)) as light:
        link = light.https()
        light.prints(3)
        light.round(link)
        light.prints(2)
        port = first.port
        first.stop()
        with pytest.raises(Unreachable):
            light.round(link)

        light.hub = opened(tmp_path / "al", clock)
        with Serving(light.hub, port=port):
            report = light.round(link)
            link.close()

    assert (report.round_trips, report.sent, report.level) == (2, 2, 3)


def test_a_certificate_that_ends_soon_is_renewed_over_the_wire(
    serving: Serving, distant: Light
) -> None:
    link = distant.https()
    distant.round(link)
    old = distant.peer.certificate
    lasts = certificates.ends_at(old) - distant.clock.now()

    distant.clock.advance(lasts - RENEWED_BEFORE_MS + DAY_MS)
    distant.round(link)
    link.close()

    with distant.store.reading() as look:
        (peer,) = peers(look)
    assert certificates.ends_at(peer.certificate) > certificates.ends_at(old) + DAY_MS
    assert certificates.device_named(peer.certificate) == distant.keys.device.key_id
    assert certificates.public_of(peer.certificate) == certificates.public_of(old)
    with serving.hub.store.reading() as look:
        device = look.devices.device(distant.keys.device.key_id)
    assert device is not None
    assert device.certificate == peer.certificate


def test_a_hub_renews_its_own_certificates_before_they_end(tmp_path: Path) -> None:
    clock = FakeClock()
    make_hub(tmp_path / "al", "al", clock).close()
    premises = HubPremises.open(tmp_path / "al", ROOMS.registry)
    before = premises.house
    assert not premises.renew(clock=clock, chance=SystemChance())

    clock.advance(certificates.ends_at(before.server) - clock.now() - DAY_MS)
    assert premises.renew(clock=clock, chance=SystemChance())

    assert certificates.ends_at(premises.house.server) > certificates.ends_at(before.server)
    assert certificates.ends_at(premises.house.client) > certificates.ends_at(before.client)
    assert premises.house.authority == before.authority
    premises.store.close()
    again = HubPremises.open(tmp_path / "al", ROOMS.registry)
    assert again.house == premises.house
    again.store.close()


def test_a_neighbour_who_does_not_answer_delays_nobody_else_and_ends_with_the_hub(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    hub = make_hub(tmp_path / "al", "al", clock)
    other = make_hub(tmp_path / "xk", "xk", clock)
    enrolment.trust(hub.premises, enrolment.card_bytes(other.premises), "https://127.0.0.1:9")
    other.close()

    with Serving(hub) as serving, closing(Light(tmp_path / "d", hub, url=serving.url)) as light:
        light.prints()
        with closing(light.https()) as link:
            light.round(link)
        assert light.all_received()


def test_people_see_one_plain_page_and_strangers_nothing(serving: Serving, distant: Light) -> None:
    serving.hub.tell("sync.forked", "<desk>")
    with closing(distant.https()) as link:
        page = link._session.get(serving.url + "/", timeout=5)
    assert page.status_code == 200
    assert "&lt;desk&gt;" in page.text
    assert "<desk>" not in page.text
    assert "script" not in page.text

    anonymous = certificates.client_context(distant.peer.authority)
    with (
        closing(HttpsLink("AL hub", serving.url, anonymous)) as link,
        pytest.raises(Unreachable),
    ):
        link.exchange(iter([b"flight"]))


@pytest.mark.parametrize(
    "case",
    [
        ("/v1/exchange", b"rubbish" * 9, "sync.not_read"),
        ("/v1/exchange", b"", "sync.not_enrolled"),
        ("/v1/messages", b"rubbish", "sync.not_enrolled"),
        ("/v1/nowhere", b"", "sync.not_a_hub"),
    ],
)
def test_rubbish_is_answered_with_one_line_and_changes_nothing(
    serving: Serving, distant: Light, case: tuple[str, bytes, str]
) -> None:
    path, body, code = case
    with closing(distant.https()) as link, pytest.raises(Unreachable) as refused:
        link.post(path, body)

    assert refused.value.code == code
    with serving.hub.store.reading() as look:
        assert look.acts.arrivals(0, 10) == ()


def test_a_hub_serves_again_after_it_was_stopped(tmp_path: Path) -> None:
    hub: Hub = make_hub(tmp_path / "al", "al", FakeClock())
    serving = Serving(hub)
    serving.stop()

    with Serving(opened(tmp_path / "al", FakeClock())) as again:
        assert again.url.startswith("https://127.0.0.1:")
