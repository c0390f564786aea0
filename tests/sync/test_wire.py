"""What frames carry: strict shapes, signed words, and no other exception whatever comes."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.ids import SeededChance
from app.security import canonical
from app.security.signatures import fresh_signing_key
from app.sync import frames, wire
from app.sync.wire import (
    Bye,
    Delivery,
    Enclosed,
    Hello,
    Missing,
    Notice,
    NotWire,
    OtherVersion,
    Part,
    Place,
    Receipt,
    Standing,
    Upward,
)

KEY = fresh_signing_key(SeededChance(5))
STREAM = KEY.key_id + bytes(8)
STANDING = Standing(STREAM, 7, bytes(32), 5, 1_795_356_300_000)
HELLO = Hello(
    protocol=wire.PROTOCOL,
    device=KEY.key_id,
    office="AL002000",
    epoch=bytes(8),
    frontier=(STANDING,),
    places=(Place("AL002000", bytes(8), 12),),
    parts=(Part(bytes(8), b"\xc0"),),
    offers=(bytes(8),),
    wanted=(bytes(32),),
    credit=1 << 18,
    now=1_795_356_300_000,
    nonce=bytes(8),
    echo=bytes(8),
)
RECEIPT = Receipt(
    hub=KEY.key_id,
    epoch=bytes(8),
    role="arbiter",
    stream=STREAM,
    seq=7,
    head=bytes(32),
    received_at=1_795_356_300_000,
    copies=1,
)
SHAPES: tuple[msgspec.Struct, ...] = (
    HELLO,
    RECEIPT,
    Missing((Part(bytes(8), b"\x80"),), (bytes(32),)),
    Notice("sync.forked", bytes(32)),
    Bye(more=True, heard=False, places=(Place("AL002000", bytes(8), 1),)),
    Upward("acts", b"packed"),
    Delivery("delivery", Place("AL002000", bytes(8), 1), b"packed"),
    Enclosed("enclosed", bytes(32), 9, b"packed"),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: type(one).__name__)
def test_every_shape_reads_back_as_it_was_written(shape: msgspec.Struct) -> None:
    assert wire.decode(wire.encode(shape), type(shape)) == shape


@given(st.binary(max_size=200))
def test_no_bytes_crash_a_reader(content: bytes) -> None:
    for shape in SHAPES:
        with suppress(NotWire):
            wire.decode(content, type(shape))
    with suppress(NotWire):
        wire.read_hello(content)
    with suppress(NotWire):
        wire.kind_of(content)


@given(st.integers(0, 5_000), st.integers(1, 255))
def test_a_changed_byte_of_a_signed_hello_never_holds(place: int, change: int) -> None:
    sent = bytearray(wire.encode(wire.signed_hello(HELLO, KEY)))
    sent[place % len(sent)] ^= change

    with suppress(NotWire):
        assert not wire.hello_holds(wire.read_hello(bytes(sent)), KEY.public)


def test_a_hello_holds_for_the_key_its_device_is_named_by_and_no_other() -> None:
    signed = wire.signed_hello(HELLO, KEY)
    other = fresh_signing_key(SeededChance(6))

    assert wire.hello_holds(signed, KEY.public)
    assert not wire.hello_holds(signed, other.public)
    assert not wire.hello_holds(wire.signed_hello(HELLO, other), other.public)


def test_a_receipt_holds_word_for_word() -> None:
    signed = wire.signed_receipt(RECEIPT, KEY)

    assert wire.receipt_holds(signed, KEY.public)
    for changed in ({"seq": 8}, {"role": "relay"}, {"copies": 2}, {"head": bytes(31) + b"x"}):
        assert not wire.receipt_holds(msgspec.structs.replace(signed, **changed), KEY.public)


def test_a_signed_head_speaks_for_its_own_stream_alone() -> None:
    signed = wire.signed_standing(STANDING, KEY)
    foreign = wire.signed_standing(msgspec.structs.replace(STANDING, stream=bytes(24)), KEY)

    assert wire.standing_holds(signed, KEY.public)
    assert not wire.standing_holds(msgspec.structs.replace(signed, seq=8), KEY.public)
    assert not wire.standing_holds(foreign, KEY.public)
    assert not wire.standing_holds(STANDING, KEY.public)


def test_a_newer_protocol_is_told_apart_from_what_is_no_hello() -> None:
    with pytest.raises(OtherVersion):
        wire.read_hello(canonical.encode([wire.PROTOCOL + 1, "and more"]))
    with pytest.raises(NotWire) as refused:
        wire.read_hello(canonical.encode(["hello"]))
    assert not isinstance(refused.value, OtherVersion)


def test_a_bundle_says_what_it_is() -> None:
    assert wire.kind_of(wire.encode(Upward("acts", b""))) == "acts"
    with pytest.raises(NotWire):
        wire.kind_of(canonical.encode([1, 2]))
    with pytest.raises(NotWire):
        wire.kind_of(canonical.encode({"acts": 1}))


@given(st.sets(st.integers(0, 2_000), max_size=60))
def test_bits_say_which_frames_are_held(held: set[int]) -> None:
    assert frames.places(frames.bitmap(held)) == held
