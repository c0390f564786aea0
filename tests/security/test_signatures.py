import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.ids import SeededChance
from app.security.canonical import encode
from app.security.fake_signer import CountingSigner, verify_counted
from app.security.signatures import (
    ACT,
    HEAD,
    SigningKey,
    fresh_signing_key,
    key_id_of,
    sign,
    sign_statement,
    signed_bytes,
    verify,
    verify_statement,
)

KEY = fresh_signing_key(SeededChance(1))
OTHER = fresh_signing_key(SeededChance(2))


def test_a_signature_holds_for_its_key_label_and_body_only() -> None:
    signature = sign(KEY, ACT, b"id")

    assert len(signature) == 64
    assert verify(KEY.public, ACT, b"id", signature)
    assert not verify(OTHER.public, ACT, b"id", signature)
    assert not verify(KEY.public, "waypost act 2", b"id", signature)
    assert not verify(KEY.public, ACT, b"ie", signature)


def test_the_signature_of_an_act_covers_the_label_and_then_the_id() -> None:
    assert signed_bytes(ACT, b"\x01\x02") == b"waypost act 1\x01\x02"


def test_the_published_vector_of_ed25519_gives_our_keys() -> None:
    # RFC 8032 section 7.1, test 1
    key = SigningKey(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )

    assert key.public.hex() == ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert key.key_id == key_id_of(key.public)
    assert SigningKey(key.private).public == key.public


@given(st.binary(max_size=80), st.binary(max_size=80), st.text(max_size=20))
def test_no_bytes_make_verification_raise_or_hold(
    public: bytes, signature: bytes, label: str
) -> None:
    assert not verify(public, label, b"body", signature)


def test_every_changed_byte_of_a_signature_breaks_it() -> None:
    signature = KEY.sign(ACT, b"id")

    for place in range(len(signature)):
        changed = bytearray(signature)
        changed[place] ^= 1
        assert not verify(KEY.public, ACT, b"id", bytes(changed))


@pytest.mark.parametrize("label", ["act", "", "way"])
def test_nothing_is_signed_without_a_label_of_ours(label: str) -> None:
    with pytest.raises(ValueError, match="label"):
        KEY.sign(label, b"body")


def test_a_statement_is_the_array_that_begins_with_its_label() -> None:
    signature = sign_statement(KEY, HEAD, b"stream", 7)

    assert verify_statement(KEY.public, signature, HEAD, b"stream", 7)
    assert not verify_statement(KEY.public, signature, HEAD, b"stream", 8)
    assert signature == KEY._key.sign(encode([HEAD, b"stream", 7]))


def test_a_statement_with_a_foreign_label_is_not_signed() -> None:
    with pytest.raises(ValueError, match="label"):
        sign_statement(KEY, "somebody else's", 1)


def test_a_key_does_not_print_its_private_half() -> None:
    assert KEY.private.hex() not in repr(KEY)
    assert KEY.key_id.hex() in repr(KEY)


def test_the_simulators_signer_counts_and_is_verified_by_its_own_counterpart_only() -> None:
    signer, other = CountingSigner(1), CountingSigner(2)

    signature = signer.sign(ACT, b"id")

    assert signer.signed == 1
    assert verify_counted(signer.public, ACT, b"id", signature)
    assert not verify_counted(other.public, ACT, b"id", signature)
    assert not verify_counted(signer.public, "other", b"id", signature)
    assert not verify(signer.public, ACT, b"id", signature)


def test_the_simulators_signer_also_makes_statements() -> None:
    signer = CountingSigner(1)

    signature = sign_statement(signer, HEAD, 1)

    assert verify_statement(signer.public, signature, HEAD, 1, verifier=verify_counted)
