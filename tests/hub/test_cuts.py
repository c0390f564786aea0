"""A line cut anywhere: everything reaches the centre, nothing twice, large things resume."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Unreachable
from app.base.ids import SeededChance
from app.hub.hub import Hub
from app.hub.run import Serving
from app.models.positions import Position
from app.security import canonical
from app.sync.enclosures import wanted
from tests.hub.light import Light, held
from tests.hub.links import NEVER, Direct, Proxy
from tests.hub.world import make_hub

STEP = 256  # bytes
MOST_TRIES = 200


def until_received(light: Light, cut_up: int) -> int:
    """Try over a line that ends again and again; how many tries it took."""
    for tries in range(1, MOST_TRIES):
        try:
            light.round(Direct(light.hub, cut_up=cut_up))
        except Unreachable:
            continue
        if light.all_received():
            return tries
    pytest.fail("it never arrived")


def noise(size: int) -> bytes:
    """Bytes that do not compress."""
    return SeededChance(size).token(size)


def count(hub: Hub, light: Light) -> int:
    with hub.store.reading() as look:
        return len(look.stream_acts(light.stream, 0, 10_000))


@pytest.mark.parametrize("up", [True, False])
def test_a_line_cut_at_every_256_bytes_loses_and_doubles_nothing(light: Light, up: bool) -> None:
    cut_at, made = 0, 0
    while True:
        made += len(light.prints(4))
        try:
            cut_up, cut_down = (cut_at, NEVER) if up else (NEVER, cut_at)
            light.round(Direct(light.hub, cut_up=cut_up, cut_down=cut_down))
        except Unreachable:
            cut_at += STEP
            light.round()
            assert light.all_received()
            assert count(light.hub, light) == made
            continue
        break
    assert cut_at >= 2 * STEP


def test_a_megabyte_goes_up_over_a_line_cut_every_20_kilobytes(light: Light) -> None:
    light.round()
    light.prints(document=noise(490_000).hex())
    light.prints(2)

    tries = until_received(light, cut_up=20_000)

    assert tries < 40
    assert count(light.hub, light) == 3


def test_a_declaration_of_999_items_comes_down_over_a_line_cut_every_20_kilobytes(
    light: Light, tmp_path: Path
) -> None:
    words = noise(150_000).hex()
    acts = light.prints(document=words)
    light.prints(2)
    light.round()
    with light.hub.store.writing() as unit:
        unit.deliveries.deliver({"AL003010": [act.id for act in acts]})

    with closing(Light(tmp_path / "other", light.hub, "AL003010")) as other:
        tries = 0
        while not held(other.store, acts)[0]:
            tries += 1
            assert tries < 20
            with suppress(Unreachable):
                other.round(Direct(light.hub, cut_down=20_000))
        with other.store.reading() as look:
            act = look.act(acts[0].id)
            assert look.frames.begun(10) == ()
    assert act is not None
    assert act.payload == acts[0].payload


def test_an_attachment_goes_up_whole_and_is_resumed(light: Light) -> None:
    photo = noise(300_000)
    light.attaches(photo)

    for _ in range(MOST_TRIES):
        with suppress(Unreachable):
            light.round(Direct(light.hub, cut_up=20_000))
        with light.hub.store.reading() as look:
            if look.attached(canonical.digest(photo)) == photo:
                break

    with light.hub.store.reading() as look:
        assert look.attached(canonical.digest(photo)) == photo
        assert wanted(look, light.keys.device.key_id.hex()) == ()
    assert light.all_received()


def test_attachments_of_others_come_down_and_are_asked_for_until_they_do(
    light: Light, tmp_path: Path
) -> None:
    contents = [noise(5_000 + number) for number in range(9)]
    acts = [light.attaches(content) for content in contents]
    light.round()
    other = Light(tmp_path / "other", light.hub, "AL003020")
    with light.hub.store.writing() as unit:
        unit.deliveries.deliver({"AL003020": [act.id for act in acts]})

    try:
        with pytest.raises(Unreachable):
            other.round(Direct(light.hub, cut_down=4_000))
        other.round()
        with other.store.reading() as look:
            assert all(look.attached(canonical.digest(one)) == one for one in contents)
            assert wanted(look, other.peer.name) == ()
    finally:
        other.close()


def test_what_a_device_has_half_is_not_asked_for_for_ever(light: Light, tmp_path: Path) -> None:
    words = noise(50_000).hex()
    acts = light.prints(document=words)
    light.round()
    other = Light(tmp_path / "other", light.hub, "AL001000")
    with light.hub.store.writing() as unit:
        unit.deliveries.deliver({"AL001000": [act.id for act in acts]})
    try:
        with pytest.raises(Unreachable):
            other.round(Direct(light.hub, cut_down=20_000))
        with light.hub.store.reading() as look:
            end = look.deliveries.end(other.office)
        with other.store.writing() as unit:
            assert unit.frames.begun(10)
            passed = Position(other.office, light.hub.epoch, end)
            unit.positions.keep(other.peer.name, passed)
        other.round()
        with other.store.reading() as look:
            assert look.frames.begun(10) == ()
    finally:
        other.close()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with Serving(make_hub(tmp_path_factory.mktemp("cut") / "al", "al", FakeClock())) as running:
        yield running


@pytest.fixture
def distant(serving: Serving, tmp_path: Path) -> Iterator[Light]:
    made = Light(tmp_path / "distant", serving.hub, url=serving.url)
    yield made
    made.close()


@pytest.mark.parametrize("way", ["up", "down"])
def test_sockets_that_close_anywhere_lose_and_double_nothing(
    serving: Serving, distant: Light, way: str
) -> None:
    direct = distant.https()
    distant.round(direct)
    made = 0
    cuts: list[str] = []
    for cut_at in range(STEP, 64 * STEP, STEP):
        made += len(distant.prints(3))
        with Proxy(serving.port, **{way: cut_at}) as proxy:
            link = distant.https(proxy.url)
            try:
                distant.round(link)
            except Unreachable as away:
                cuts.append(away.code)
            else:
                break
            finally:
                link.close()
    distant.round(direct)
    direct.close()

    assert len(cuts) > 8
    assert set(cuts) <= {"sync.no_line", "sync.line_cut"}
    assert distant.all_received()
    assert count(serving.hub, distant) == made


def test_a_large_act_goes_up_over_sockets_that_close_every_24_kilobytes(
    serving: Serving, distant: Light
) -> None:
    words = noise(80_000).hex()
    distant.prints(document=words)

    for _ in range(MOST_TRIES):
        with Proxy(serving.port, up=24_000, down=NEVER) as proxy:
            link = distant.https(proxy.url)
            try:
                distant.round(link)
            except Unreachable:
                continue
            finally:
                link.close()
        break

    assert distant.all_received()
    assert count(serving.hub, distant) == 1
