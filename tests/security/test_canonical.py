import enum
import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import cbor2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.quantities import Quantity, quantity
from app.security.canonical import (
    DEPTH,
    NotCanonical,
    Tag,
    decode,
    digest,
    encode,
    sequence,
    struct_bytes,
    struct_from,
)

LIMIT = 1 << 16

texts = st.text(st.characters(codec="utf-8"), max_size=40).map(
    lambda text: unicodedata.normalize("NFC", text)
)
integers = st.integers(-(1 << 64), (1 << 64) - 1)
leaves = st.one_of(integers, texts, st.booleans(), st.binary(max_size=40))
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(texts | integers, inner, max_size=5)
    ),
    max_leaves=20,
)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(values.filter(lambda value: depth(value) <= DEPTH))
def test_what_is_encoded_reads_back_equal_and_encodes_to_the_same_bytes(value: object) -> None:
    data = encode(value)

    read = decode(data, limit=len(data))

    assert read == value
    assert encode(read) == data


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_walker_and_what_passes_is_the_one_form(data: bytes) -> None:
    try:
        read = decode(data, limit=LIMIT)
    except NotCanonical:
        return

    assert encode(read) == data


@given(values.filter(lambda value: depth(value) <= DEPTH), st.data())
def test_one_changed_byte_never_reads_as_the_same_value(value: object, draw: Any) -> None:
    data = bytearray(encode(value))
    place = draw.draw(st.integers(0, len(data) - 1))
    data[place] ^= draw.draw(st.integers(1, 255))

    try:
        read = decode(bytes(data), limit=LIMIT)
    except NotCanonical:
        return

    assert encode(read) != encode(value)


# RFC 8949 appendix A: the vectors that lie inside the house's narrowings
VECTORS: list[tuple[object, str]] = [
    (0, "00"),
    (1, "01"),
    (10, "0a"),
    (23, "17"),
    (24, "1818"),
    (25, "1819"),
    (100, "1864"),
    (1000, "1903e8"),
    (1000000, "1a000f4240"),
    (1000000000000, "1b000000e8d4a51000"),
    (18446744073709551615, "1bffffffffffffffff"),
    (-18446744073709551616, "3bffffffffffffffff"),
    (-1, "20"),
    (-10, "29"),
    (-100, "3863"),
    (-1000, "3903e7"),
    (False, "f4"),
    (True, "f5"),
    (b"", "40"),
    (bytes.fromhex("01020304"), "4401020304"),
    ("", "60"),
    ("a", "6161"),
    ("IETF", "6449455446"),
    ('"\\', "62225c"),
    ("ü", "62c3bc"),
    ("水", "63e6b0b4"),
    ("𐅑", "64f0908591"),
    ([], "80"),
    ([1, 2, 3], "83010203"),
    ([1, [2, 3], [4, 5]], "8301820203820405"),
    (list(range(1, 26)), "98190102030405060708090a0b0c0d0e0f101112131415161718181819"),
    ({}, "a0"),
    ({1: 2, 3: 4}, "a201020304"),
    ({"a": 1, "b": [2, 3]}, "a26161016162820203"),
    (["a", {"b": "c"}], "826161a161626163"),
    (
        {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"},
        "a56161614161626142616361436164614461656145",
    ),
]


@pytest.mark.parametrize(("value", "encoded"), VECTORS)
def test_the_vectors_of_the_rfc_hold_in_both_directions(value: object, encoded: str) -> None:
    assert encode(value).hex() == encoded
    assert decode(bytes.fromhex(encoded), limit=LIMIT) == value


# appendix A again: what the RFC allows and acts do not, with the reason given for it
OUTSIDE = [
    ("c249010000000000000000", "tag 2"),
    ("f90000", "a float"),
    ("fa47c35000", "a float"),
    ("fb3ff199999999999a", "a float"),
    ("f6", "null"),
    ("f7", "a simple value"),
    ("f0", "a simple value"),
    ("f8ff", "a simple value"),
    ("c11a514b67b0", "tag 1"),
    ("d74401020304", "tag 23"),
    ("5f42010243030405ff", "reserved or indefinite length"),
    ("7f657374726561646d696e67ff", "reserved or indefinite length"),
    ("9fff", "reserved or indefinite length"),
    ("bf61610161629f0203ffff", "reserved or indefinite length"),
    ("1c", "reserved or indefinite length"),
    ("ff", "reserved or indefinite length"),
    ("1817", "not the shortest form"),
    ("1900ff", "not the shortest form"),
    ("1a0000ffff", "not the shortest form"),
    ("1b00000000ffffffff", "not the shortest form"),
    ("580161", "not the shortest form"),
    ("", "cut short"),
    ("18", "cut short"),
    ("19ff", "cut short"),
    ("6261", "cut short"),
    ("8201", "cut short"),
    ("9bffffffffffffffff", "cut short"),
    ("a10a", "cut short"),
    ("bb7fffffffffffffff", "cut short"),
    ("0000", "bytes after the end"),
    ("61ff", "text is not UTF-8"),
    ("63eda080", "text is not UTF-8"),
    ("6365cc81", "text is not NFC"),
    ("a2616101616102", "a key twice"),
    ("a2616201616102", "keys out of order"),
    ("a220011864 02", "keys out of order"),
    ("a1f401", "a map key is text or an integer"),
    ("a14001", "a map key is text or an integer"),
    ("a1800 1", "a map key is text or an integer"),
    ("81" * (DEPTH + 1) + "01", "too deep"),
    ("81" * 5000, "too deep"),
]


@pytest.mark.parametrize(("encoded", "reason"), OUTSIDE)
def test_bytes_outside_the_form_are_refused_with_the_rule_they_break(
    encoded: str, reason: str
) -> None:
    with pytest.raises(NotCanonical) as refused:
        decode(bytes.fromhex(encoded.replace(" ", "")), limit=LIMIT)

    assert refused.value.reason == reason


def test_bytes_over_the_limit_are_not_looked_at() -> None:
    with pytest.raises(NotCanonical, match="longer than the limit"):
        decode(b"\x00\x00", limit=1)
    with pytest.raises(NotCanonical, match="longer than the limit"):
        list(sequence(b"\x00\x00", limit=1))


def test_map_keys_stand_in_bytewise_order_of_their_encoding_not_by_length_first() -> None:
    # RFC 8949 4.2.1: 10, 100, -1, "z", "aa"; by length first -1 would stand before 100
    keys: list[object] = ["aa", -1, 100, "z", 10]

    assert list(decode(encode(dict.fromkeys(keys, 0)), limit=LIMIT)) == [10, 100, -1, "z", "aa"]  # type: ignore[call-overload]  # a map by construction
    assert encode({100: 0, -1: 0}) != cbor2.dumps({100: 0, -1: 0}, canonical=True)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "NoneType has no canonical form"),
        (1.0, "float has no canonical form"),
        ({"a": None}, "NoneType has no canonical form"),
        ({1, 2}, "set has no canonical form"),
        (bytearray(b"a"), "bytearray has no canonical form"),
        (Decimal(1), "Decimal has no canonical form"),
        (Tag(18, 1), "CBORTag has no canonical form"),
        (1 << 64, "integer beyond 64 bits"),
        ({-(1 << 64) - 1: 0}, "integer beyond 64 bits"),
        ("e\u0301", "text is not NFC"),
        ({"e\u0301": 1}, "text is not NFC"),
        ("\ud800", "text holds half a character"),
        ({True: 1}, "a map key is text or an integer"),
        ({b"": 1}, "a map key is text or an integer"),
    ],
)
def test_values_without_a_canonical_form_are_refused(value: object, reason: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        encode(value)

    assert refused.value.reason == reason


def test_the_deepest_nesting_is_the_same_in_both_directions() -> None:
    deep: object = 1
    for _ in range(DEPTH):
        deep = [deep]

    assert decode(encode(deep), limit=LIMIT) == deep
    with pytest.raises(NotCanonical, match="too deep"):
        encode([deep])


def test_tags_and_null_pass_only_where_the_caller_names_them() -> None:
    tags = frozenset({18, 61})
    signed = Tag(61, Tag(18, [b"a", {}, None]))

    data = encode(signed, tags=tags, null=True)

    assert data.hex() == "d83dd2834161a0f6"
    read = decode(data, limit=LIMIT, tags=tags, null=True)
    assert isinstance(read, Tag)
    assert encode(read, tags=tags, null=True) == data
    with pytest.raises(NotCanonical, match="tag 18"):
        decode(data, limit=LIMIT, tags=frozenset({61}), null=True)


def test_a_tag_the_library_reads_itself_is_refused_when_its_content_is_wrong() -> None:
    with pytest.raises(NotCanonical, match="tag content"):
        decode(encode(Tag(0, "no date"), tags=frozenset({0})), limit=64, tags=frozenset({0}))


def test_a_sequence_gives_its_values_in_turn_until_the_breach() -> None:
    data = encode([1]) + encode("two") + encode(None, null=True)

    assert list(sequence(data, limit=64, null=True)) == [[1], "two", None]

    seen = sequence(data, limit=64)
    assert [next(seen), next(seen)] == [[1], "two"]
    with pytest.raises(NotCanonical, match="null"):
        next(seen)


def test_enumerations_and_other_maps_encode_as_what_they_stand_for() -> None:
    class Lane(enum.StrEnum):
        RED = "red"

    class Capacity(enum.IntEnum):
        OFFICER = 1

    assert encode(MappingProxyType({"l": Lane.RED, "c": Capacity.OFFICER})) == encode(
        {"c": 1, "l": "red"}
    )


class Seal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: str
    intact: bool
    remark: str | None = None


class SealsAffixed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    movement: bytes
    seals: tuple[Seal, ...]
    places: frozenset[str] = frozenset()
    mass: Quantity | None = None


def test_a_struct_reads_back_equal_and_its_absent_fields_are_left_out() -> None:
    act = SealsAffixed(
        movement=b"\x01" * 16,
        seals=(Seal(number="AB 1", intact=True), Seal(number="AB 2", intact=False, remark="cut")),
        places=frozenset({"rear", "left"}),
        mass=quantity("2400.5"),
    )

    data = struct_bytes(act)

    assert struct_from(data, SealsAffixed) == act
    assert decode(data, limit=LIMIT) == {
        "movement": b"\x01" * 16,
        "seals": [
            {"number": "AB 1", "intact": True},
            {"number": "AB 2", "intact": False, "remark": "cut"},
        ],
        "places": ["left", "rear"],
        "mass": [24005, -1],
    }


@pytest.mark.parametrize(
    "value",
    [
        {"number": 1, "intact": True},
        {"number": "1", "intact": 1},
        {"number": "1"},
        {"number": "1", "intact": True, "more": 1},
        [],
    ],
)
def test_a_value_that_does_not_fit_the_struct_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical, match="does not fit Seal"):
        struct_from(encode(value), Seal)


def test_a_payload_over_its_limit_is_refused() -> None:
    with pytest.raises(NotCanonical, match="longer than the limit"):
        struct_from(struct_bytes(Seal(number="1", intact=True)), Seal, limit=4)


def test_times_and_decimals_do_not_slip_in_as_text() -> None:
    class Loose(msgspec.Struct):
        value: Any

    for value in (datetime(2026, 11, 22, tzinfo=UTC), Decimal("1.5"), bytearray(b"1"), 0.5):
        with pytest.raises(NotCanonical, match="no canonical form"):
            struct_bytes(Loose(value=value))


def test_the_digest_is_sha_256() -> None:
    assert digest(b"").hex().startswith("e3b0c44298fc1c14")
