"""Acts rebuild from bundles byte for byte, and nothing else does."""

import contextlib
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.acts import envelope as envelopes
from app.acts.envelope import Act, Attachment
from app.base.ids import SeededChance
from app.security.signatures import fresh_signing_key, verify
from app.sync import bundle, frames
from app.sync.bundle import NotABundle
from app.sync.frames import Frame, Gathering, NotAFrame, Type
from tests.acts.example import Device

SENDER = fresh_signing_key(SeededChance(7))


def holds(body: bytes, seal: bytes) -> bool:
    return verify(SENDER.public, bundle.SEALED_AS, body, seal)


def a_day() -> list[Act]:
    """Acts of two devices, some upon each other, with concurrent ones between."""
    ours, theirs = Device(1), Device(2)
    acts: list[Act] = []
    for number in range(30):
        parents = {acts[-1].id} if acts and number % 3 else set()
        acts.append(ours.opens(f"AA{number:03}BB", on=parents))
        acts.append(theirs.shuts(on={acts[-1].id, acts[0].id}))
    return acts


def test_acts_rebuild_to_the_very_bytes() -> None:
    acts = a_day()

    again = bundle.decode(bundle.encode(acts, SENDER), holds)

    assert [act.content for act in again] == [act.content for act in acts]
    assert list(again) == acts


def test_a_withheld_payload_travels_as_its_hash() -> None:
    act = msgspec.structs.replace(Device(1).opens("AA123BB"), payload=None)

    again = bundle.decode(bundle.encode([act], SENDER), holds)

    assert again == (act,)


def test_an_attachment_is_named_not_carried() -> None:
    device = Device(1)
    act = device.opens("AA123BB")
    named = msgspec.structs.replace(
        act.envelope, attachments=(Attachment(bytes(32), 3, "image/jpeg"),)
    )
    content = envelopes.encode(named)
    again = bundle.decode(
        bundle.encode([envelopes.read(content, b"", act.payload)], SENDER), holds
    )

    assert again[0].envelope.attachments == named.attachments


def test_a_bundle_sealed_by_somebody_else_is_refused() -> None:
    packed = bundle.encode(a_day(), fresh_signing_key(SeededChance(8)))

    with pytest.raises(NotABundle, match="seal"):
        bundle.decode(packed, holds)


@settings(max_examples=200)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_never_gives_other_acts(place: int, change: int) -> None:
    acts = a_day()[:6]
    packed = bytearray(bundle.encode(acts, SENDER))
    packed[place % len(packed)] ^= change

    # A bit of the compression header may change without changing what it holds.
    with contextlib.suppress(NotABundle):
        assert list(bundle.decode(bytes(packed), holds)) == acts


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_bundle_reader(content: bytes) -> None:
    with pytest.raises(NotABundle):
        bundle.decode(content, holds)


def test_batches_hold_fifty_acts_at_most_and_lose_none() -> None:
    acts = [act for device in (Device(1), Device(2)) for act in [device.opens("A")] * 60]

    grouped = list(bundle.batches(acts))

    assert [act for batch in grouped for act in batch] == acts
    assert max(map(len, grouped)) <= bundle.MOST_ACTS


@given(st.binary(max_size=5000), st.randoms(use_true_random=False), st.integers(1, 700))
def test_frames_come_together_in_any_order_and_in_pieces_of_any_size(
    content: bytes, chance: random.Random, piece: int
) -> None:
    cut = list(frames.split(Type.BUNDLE, content))
    chance.shuffle(cut)
    stream = b"".join(map(frames.encode, [*cut, cut[0]]))
    pieces = [stream[at : at + piece] for at in range(0, len(stream), piece)]

    gathering = Gathering()
    whole = [got for frame in frames.decode(pieces) if (got := gathering.take(frame)) is not None]

    assert whole[0] == content


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_damaged_frame_is_never_taken(place: int, change: int) -> None:
    sent = bytearray(frames.encode(frames.split(Type.BUNDLE, bytes(40))[0]))
    sent[place] ^= change

    with pytest.raises(NotAFrame):
        list(frames.decode([bytes(sent)]))


def test_parts_that_are_not_what_the_id_names_are_refused() -> None:
    with pytest.raises(NotAFrame, match="parts"):
        Gathering().take(Frame(Type.BUNDLE, 1, bytes(8), 0, 1, b"other"))
