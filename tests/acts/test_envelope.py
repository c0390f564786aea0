"""Envelopes: exact bytes, bounds, and chains that show where they break."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acts import envelope as envelopes
from app.acts.chain import Tip, first_break, newest, tip_of
from app.acts.envelope import NotAnAct
from tests.acts.example import Device


def test_an_act_reads_back_as_it_was_written() -> None:
    act = Device(1).opens("AA123BB")

    again = envelopes.read(act.content, act.signature, act.payload)

    assert again == act


def test_the_envelope_of_version_one_never_changes_its_bytes() -> None:
    act = Device(1).opens("AA123BB")

    assert act.content.hex().startswith("8e015818" + "01" * 24 + "0140")
    assert act.id.hex() == "3c5239016e3305364536647069e530e8fe5ef467be976c5d714a69ab61e76ebd"


def test_a_payload_other_than_the_one_named_is_no_act() -> None:
    act = Device(1).opens("AA123BB")

    with pytest.raises(NotAnAct, match="another payload"):
        envelopes.read(act.content, act.signature, b"\xa0")


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"stream": b"short"},
        {"seq": 0},
        {"seq": 2},
        {"record": b""},
        {"parents": (b"x" * 32, b"a" * 32)},
        {"parents": (b"a" * 31,)},
        {"parents": tuple(bytes([n]) * 32 for n in range(33))},
        {"kind": "x" * 49},
        {"kind_version": 0},
        {"officer": b"x"},
        {"office": "AL0030101"},
        {"capacity": 9},
        {"payload": b""},
    ],
)
def test_a_field_out_of_bounds_is_refused(change: dict[str, object]) -> None:
    act = Device(1).opens("AA123BB")

    with pytest.raises(NotAnAct):
        envelopes.encode(msgspec.structs.replace(act.envelope, **change))


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    with pytest.raises(NotAnAct):
        envelopes.decode(content)


def test_more_than_four_kilobytes_are_refused_unread() -> None:
    with pytest.raises(NotAnAct, match="4 KiB"):
        envelopes.decode(bytes(5000))


def test_a_stream_that_holds_has_no_break() -> None:
    device = Device(1)
    acts = [device.opens("A1"), device.shuts(), device.opens("A2")]

    assert first_break(acts, Tip(acts[0].envelope.stream)) is None
    assert newest(acts) == acts[2].id
    assert newest([]) is None


def test_a_gap_is_named_with_its_place() -> None:
    device = Device(1)
    first, _, third = device.opens("A1"), device.shuts(), device.opens("A2")

    found = first_break([first, third], Tip(first.envelope.stream))

    assert found is not None
    assert (found.seq, found.why) == (3, "gap")


def test_a_fork_is_named_with_its_place() -> None:
    device, clone = Device(1), Device(1)
    first, second = device.opens("A1"), device.shuts()
    clone.opens("B1")
    other = clone.shuts()

    found = first_break([other], tip_of(first))

    assert second.envelope.seq == other.envelope.seq
    assert found is not None
    assert found.why == "fork"


@pytest.mark.parametrize(
    ("tampered", "why"),
    [
        ({"payload": b"\xa0"}, "another payload"),
        ({"id": bytes(32)}, "bytes and id differ"),
    ],
)
def test_an_act_changed_after_it_was_written_breaks_the_chain(
    tampered: dict[str, bytes], why: str
) -> None:
    act = msgspec.structs.replace(Device(1).opens("A1"), **tampered)

    found = first_break([act], Tip(act.envelope.stream))

    assert found is not None
    assert found.why == why


def test_an_act_of_another_stream_is_not_the_next_one() -> None:
    act = Device(2).opens("A1")

    found = first_break([act], Tip(bytes([1]) * 24))

    assert found is not None
    assert found.why == "another stream"
