from pathlib import Path

import msgspec
import pytest

from app.base.clock import Instant
from app.base.errors import Broken
from app.base.ids import ActId, SeededChance
from app.security.canonical import encode
from app.security.certificates import tls_public
from app.security.code_words import code_words
from app.security.device import (
    DEVICE_FILE,
    Device,
    fresh_epoch,
    head_holds,
    signed_head,
    stream_of,
)
from app.security.fake_signer import CountingSigner, verify_counted
from app.security.keystore import MemoryKeyStore
from app.security.signatures import verify

CHANCE = SeededChance(1)
ACT = ActId(bytes(range(32)))


def test_a_device_keeps_its_keys_from_one_start_to_the_next(tmp_path: Path) -> None:
    keys = MemoryKeyStore()
    made = Device.create(tmp_path, keys, CHANCE)

    opened = Device.open(tmp_path, keys)

    assert opened.id == made.id
    assert len(made.id) == 16
    assert opened.tls_key == made.tls_key
    assert opened.signing.public == made.signing.public


def test_the_private_halves_never_lie_readable_on_the_disk(tmp_path: Path) -> None:
    device = Device.create(tmp_path, MemoryKeyStore(), CHANCE)
    stored = (tmp_path / DEVICE_FILE).read_bytes()

    assert device.signing.private not in stored
    assert b"PRIVATE KEY" not in stored
    assert device.signing.private.hex() not in repr(device)


def test_a_copied_device_cannot_sign_on_another_machine(tmp_path: Path) -> None:
    Device.create(tmp_path, MemoryKeyStore(), CHANCE)
    elsewhere = MemoryKeyStore()

    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        Device.open(tmp_path, elsewhere)
    elsewhere.put("machine", bytes(32))
    with pytest.raises(Broken, match=r"security\.not_this_machine"):
        Device.open(tmp_path, elsewhere)


def test_missing_and_damaged_keys_are_told_apart_and_never_made_over(tmp_path: Path) -> None:
    keys = MemoryKeyStore()
    with pytest.raises(Broken, match=r"security\.device_missing"):
        Device.open(tmp_path, keys)

    Device.create(tmp_path, keys, CHANCE)
    with pytest.raises(Broken, match=r"security\.device_exists"):
        Device.create(tmp_path, keys, CHANCE)

    (tmp_path / DEVICE_FILE).write_bytes(encode({"version": 1}))
    with pytest.raises(Broken, match=r"security\.device_damaged"):
        Device.open(tmp_path, keys)


def test_a_stream_is_the_device_and_an_epoch() -> None:
    device = bytes(16)

    assert stream_of(device, b"\x01" * 8) == device + b"\x01" * 8
    assert fresh_epoch(CHANCE) != fresh_epoch(CHANCE)
    with pytest.raises(ValueError, match="stream"):
        stream_of(device, b"")


def test_a_head_is_the_word_of_the_streams_own_device(tmp_path: Path) -> None:
    device = Device.create(tmp_path / "one", MemoryKeyStore(), CHANCE)
    other = Device.create(tmp_path / "two", MemoryKeyStore(), CHANCE)
    stream = stream_of(device.id, bytes(8))

    head = signed_head(device.signing, stream, 812, act=ACT, hub_time=Instant(5))

    assert head_holds(head, device.signing.public)
    assert not head_holds(head, other.signing.public)
    statement = encode(["waypost head 1", stream, 812, ACT, 5])
    assert verify(device.signing.public, "", statement, head.signature)
    foreign = signed_head(other.signing, stream, 812, act=ACT, hub_time=None)
    assert foreign.hub_time == 0
    assert not head_holds(foreign, other.signing.public)


@pytest.mark.parametrize(
    "changed",
    [{"seq": 813}, {"act": ActId(bytes(32))}, {"hub_time": 6}, {"stream": b""}],
)
def test_a_changed_head_does_not_hold(changed: dict[str, object]) -> None:
    signer = CountingSigner(1)
    head = signed_head(
        signer, stream_of(signer.key_id, bytes(8)), 812, act=ACT, hub_time=Instant(5)
    )

    assert head_holds(head, signer.public, verifier=verify_counted)
    forged = msgspec.structs.replace(head, **changed)
    assert not head_holds(forged, signer.public, verifier=verify_counted)


def test_both_sides_of_a_pairing_read_the_same_eight_words(tmp_path: Path) -> None:
    device = Device.create(tmp_path, MemoryKeyStore(), CHANCE)
    ours, theirs = device.signing.public, tls_public(device.tls_key)

    words = code_words(ours, theirs)

    assert len(words) == 8
    assert code_words(theirs, ours) == words
    assert code_words(theirs, ours + b"\0") != words
