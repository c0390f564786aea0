"""What a device hands over is kept, receipted, and never counted twice."""

import msgspec
import pytest

from app.acts import envelope as envelopes
from app.acts.chain import Tip, tip_of
from app.acts.envelope import Act
from app.acts.kinds import Kind
from app.base.errors import Unreachable
from app.duty.acts import EpochOpened
from app.hub.intake import Intake, NotGreeted
from app.security import canonical
from app.security.signatures import fresh_signing_key
from app.sync import bundle, frames, wire
from app.sync.frames import Frame, Type
from app.sync.wire import Bye, Hello, Notice, Upward
from tests.hub.flights import PAPER, PRINTED, doubted_in, greeted, hand_over, hello_frames
from tests.hub.light import Light, held, written
from tests.hub.links import Direct


def test_what_is_handed_over_is_received_at_the_centre(light: Light) -> None:
    acts = light.prints(3)

    report = light.round()

    assert (report.sent, report.level, report.round_trips) == (3, 3, 2)
    assert light.all_received()
    assert all(held(light.hub.store, acts))


def test_after_a_lost_answer_the_hub_says_what_it_has_and_nothing_goes_twice(
    light: Light,
) -> None:
    acts = light.prints(3)
    light.round(handed=0)
    with pytest.raises(Unreachable):
        light.round(Direct(light.hub, loses_answer=True))
    assert set(light.levels().values()) == {1}

    again = light.round()

    assert (again.sent, again.level) == (0, 3)
    assert light.all_received()
    with light.hub.store.reading() as look:
        assert look.tip(light.stream).seq == len(acts)


def test_the_same_acts_twice_are_kept_and_delivered_once(light: Light) -> None:
    kind = Kind(name="transit.levitated", version=1, struct=EpochOpened, record="movement")
    fact = EpochOpened(reason="twice")
    act = written(light, kind, fact, Tip(light.stream), signer=light.keys.officer)
    hand_over(light, (act,))
    with light.hub.store.reading() as look:
        before = look.acts.arrivals(0, 10_000), look.deliveries.end(light.office)

    told = hand_over(light, (act,))

    assert told == []
    with light.hub.store.reading() as look:
        assert (look.acts.arrivals(0, 10_000), look.deliveries.end(light.office)) == before


def test_a_flight_recorded_and_sent_again_has_no_effect(light: Light) -> None:
    light.round()
    light.prints(2)
    line = Direct(light.hub)
    light.round(line)
    recorded = line.flights[-1]
    with light.hub.store.reading() as look:
        before = look.acts.arrivals(0, 10_000)

    replayed = Intake(light.hub)
    replayed.take_all(list(frames.decode([recorded])))
    answer = list(replayed.answer())

    assert [one.type for one in answer] == [Type.HELLO, Type.BYE]
    assert wire.decode(answer[-1].content, Bye).more
    with light.hub.store.reading() as look:
        assert look.acts.arrivals(0, 10_000) == before


def test_acts_in_a_replayed_flight_are_not_looked_at(light: Light) -> None:
    acts = light.prints(2)
    sealed = bundle.encode(acts, light.keys.device)
    stale = Intake(light.hub)
    stale.take_all(hello_frames(light, b"outdated"))

    stale.take_all(frames.split(Type.BUNDLE, wire.encode(Upward("acts", sealed))))

    assert held(light.hub.store, acts) == [False, False]


def test_a_device_nobody_enrolled_is_turned_away(light: Light) -> None:
    stranger = fresh_signing_key(light.chance)
    light.keys = msgspec.structs.replace(light.keys, device=stranger)

    with pytest.raises(NotGreeted, match="not enrolled"):
        Intake(light.hub).take_all(hello_frames(light, b""))


def test_a_hello_signed_by_another_key_is_turned_away(light: Light) -> None:
    genuine = light.keys.device.key_id
    light.keys = msgspec.structs.replace(light.keys, device=fresh_signing_key(light.chance))

    with pytest.raises(NotGreeted):
        Intake(light.hub).take_all(hello_frames(light, b"", device=genuine))


def test_frames_before_a_hello_are_turned_away(light: Light) -> None:
    with pytest.raises(NotGreeted, match="no hello first"):
        Intake(light.hub).take(frames.split(Type.BUNDLE, b"acts")[0])
    with pytest.raises(NotGreeted, match="no hello"):
        Intake(light.hub).answer()


def test_a_newer_protocol_is_told_apart_from_rubbish(light: Light) -> None:
    newer = canonical.encode([9, "whatever comes"])

    with pytest.raises(wire.OtherVersion):
        Intake(light.hub).take(frames.split(Type.HELLO, newer)[0])
    with pytest.raises(wire.NotWire):
        Intake(light.hub).take(frames.split(Type.HELLO, canonical.encode([1, "x"]))[0])


def test_a_hello_of_a_device_with_many_streams_takes_several_frames(light: Light) -> None:
    light.round()
    for _ in range(12):
        light.stream = light.stream[:16] + light.chance.token(8)
        light.opens("first")
    light.clock.advance(61_000)

    light.round()

    assert len(light.levels()) == 12
    assert light.all_received()


def test_a_revoked_device_is_still_received_and_without_effect(light: Light) -> None:
    light.round()
    (act,) = light.prints()
    with light.hub.store.writing() as unit:
        unit.devices.revoke(light.keys.device.key_id, light.clock.now())

    report = light.round()

    assert light.all_received()
    assert report.notices == ("sync.device_revoked",)
    assert doubted_in(light.hub, act) == ["hub.device_revoked"]


def test_an_act_with_a_bad_signature_is_kept_receipted_and_without_effect(light: Light) -> None:
    good = light.prints()[0]
    bad = light.prints(signer=fresh_signing_key(light.chance))[0]

    report = light.round()

    assert report.level == 3
    assert light.all_received()
    assert doubted_in(light.hub, bad) == ["hub.signature_does_not_hold"]
    assert doubted_in(light.hub, good) == []


def test_acts_of_another_devices_stream_are_not_taken(light: Light) -> None:
    foreign = bytes(range(24))
    act = written(light, PRINTED, PAPER, Tip(foreign), signer=light.keys.officer)

    told = hand_over(light, (act,))

    assert [one.code for one in told] == ["sync.foreign_stream"]
    assert held(light.hub.store, (act,)) == [False]


def test_a_gap_in_a_stream_waits_for_what_is_missing(light: Light) -> None:
    first = written(light, PRINTED, PAPER, Tip(light.stream), signer=light.keys.officer)
    second = written(light, PRINTED, PAPER, tip_of(first), signer=light.keys.officer)
    third = written(light, PRINTED, PAPER, tip_of(second), signer=light.keys.officer)

    hand_over(light, (first,))
    hand_over(light, (third,))
    assert held(light.hub.store, (first, second, third)) == [True, False, False]
    hand_over(light, (second, third))

    assert held(light.hub.store, (first, second, third)) == [True, True, True]
    with light.hub.store.reading() as look:
        assert look.tip(light.stream) == tip_of(third)


def test_a_payload_that_cannot_be_read_is_set_aside_and_the_chain_goes_on(light: Light) -> None:
    first = written(light, PRINTED, PAPER, Tip(light.stream), signer=light.keys.officer)
    odd = b"\x1c" + bytes(20)
    envelope = msgspec.structs.replace(first.envelope, payload=canonical.digest(odd))
    content = envelopes.encode(envelope)
    signature = light.keys.officer.sign(envelopes.SIGNED_AS, canonical.digest(content))
    bad = Act(
        id=envelopes.act_id(content),
        envelope=envelope,
        content=content,
        signature=signature,
        payload=odd,
    )
    second = written(light, PRINTED, PAPER, tip_of(bad), signer=light.keys.officer)

    told = hand_over(light, (bad, second))

    assert [one.code for one in told] == ["sync.payload_aside"]
    assert held(light.hub.store, (bad, second)) == [True, True]
    assert doubted_in(light.hub, bad) == ["hub.payload_not_canonical"]
    with light.hub.store.reading() as look:
        assert look.tip(light.stream) == tip_of(second)
        assert look.attached(canonical.digest(odd)) == odd


def test_a_kind_newer_than_the_hub_is_kept_and_goes_to_the_office_that_made_it(
    light: Light,
) -> None:
    kind = Kind(name="transit.levitated", version=1, struct=EpochOpened, record="movement")
    fact = EpochOpened(reason="tomorrow")
    act = written(light, kind, fact, Tip(light.stream), signer=light.keys.officer)

    hand_over(light, (act,))

    with light.hub.store.reading() as look:
        assert look.act(act.id) == act
        assert look.deliveries.holds(light.office, act.id)
    assert doubted_in(light.hub, act) == []


@pytest.mark.parametrize("content", [b"rubbish", canonical.encode(["acts", b"rubbish"]), b""])
def test_a_bundle_that_cannot_be_read_is_told_and_nothing_else_is_lost(
    light: Light, content: bytes
) -> None:
    acts = (written(light, PRINTED, PAPER, Tip(light.stream), signer=light.keys.officer),)
    intake = greeted(light)

    intake.take_all(frames.split(Type.BUNDLE, content))
    sealed = bundle.encode(acts, light.keys.device)
    intake.take_all(frames.split(Type.BUNDLE, wire.encode(Upward("acts", sealed))))

    answer = list(intake.answer())
    told = [wire.decode(one.content, Notice) for one in answer if one.type is Type.NOTICE]
    assert [one.code for one in told] == ["sync.not_read"]
    assert Type.RECEIPT in {one.type for one in answer}
    assert held(light.hub.store, acts) == [True]


def test_acts_sealed_by_another_device_are_not_taken(light: Light) -> None:
    act = written(light, PRINTED, PAPER, Tip(light.stream), signer=light.keys.officer)
    intake = greeted(light)
    sealed = bundle.encode((act,), fresh_signing_key(light.chance))

    intake.take_all(frames.split(Type.BUNDLE, wire.encode(Upward("acts", sealed))))

    assert held(light.hub.store, (act,)) == [False]


def test_more_frames_than_a_bundle_may_have_are_refused(light: Light) -> None:
    huge = Frame(Type.BUNDLE, 1, bytes(8), 0, 0xFFFF, b"x")
    intake = greeted(light)

    intake.take(huge)

    told = [wire.decode(one.content, Notice) for one in intake.answer() if one.type is Type.NOTICE]
    assert [one.code for one in told] == ["sync.not_read"]


def test_a_device_reads_only_the_scope_of_its_own_office(light: Light) -> None:
    intake = Intake(light.hub)
    foreign = (wire.Place("AL001000", light.hub.epoch, 0),)
    intake.take_all(hello_frames(light, b"", places=foreign))
    nonce = wire.decode(next(iter(intake.answer())).content, Hello).nonce
    intake = Intake(light.hub)
    intake.take_all(hello_frames(light, nonce, places=foreign))

    answer = list(intake.answer())

    bye = wire.decode(answer[-1].content, Bye)
    assert {place.scope for place in bye.places} <= {light.office}


def test_a_signed_head_is_kept_at_the_hub_as_a_witness(light: Light) -> None:
    light.prints(2)
    light.round()

    light.round()

    with light.hub.store.reading() as look:
        stored = look.settings.get(f"head {light.stream.hex()}")
        tip = look.tip(light.stream)
    assert stored is not None
    standing = wire.decode(stored, wire.Standing)
    assert (standing.seq, standing.head) == (tip.seq, tip.id)
    assert wire.standing_holds(standing, light.keys.device.public)


def test_a_backlog_of_many_flights_is_not_handed_back_on_the_way(light: Light) -> None:
    for _ in range(12):
        light.prints(50)

    report = light.round()

    assert light.all_received()
    assert report.round_trips > 2
    assert report.bytes_down < 2_000 * report.round_trips
