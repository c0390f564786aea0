"""Plain shapes go through the library alone, and come out as the canonical walk has them."""

from enum import StrEnum
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consignment.declaration import Declaration
from app.security import canonical
from app.security.canonical import NotCanonical
from app.security.shapes import is_plain
from app.transit.acts import KINDS


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    name: str
    mass: tuple[int, int] | None = None
    notes: dict[str, str] = {}


class Outer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    number: int
    colour: Colour = Colour.RED
    digest: bytes = b""
    inner: Inner | None = None
    several: tuple[Inner, ...] = ()
    sure: bool = False


class Tree(msgspec.Struct, frozen=True):
    below: "tuple[Tree, ...]" = ()


class Loose(msgspec.Struct, frozen=True):
    anything: Any = None


class Absent(msgspec.Struct, frozen=True):
    name: str | None = None


words = st.text(st.characters(codec="utf-8"), max_size=30)
inners = st.builds(
    Inner,
    name=words,
    mass=st.none() | st.tuples(st.integers(-(2**40), 2**40), st.integers(-9, 9)),
    notes=st.dictionaries(words, words, max_size=3),
)
outers = st.builds(
    Outer,
    number=st.integers(-(2**63), 2**64 - 1),
    colour=st.sampled_from(Colour),
    digest=st.binary(max_size=40),
    inner=st.none() | inners,
    several=st.lists(inners, max_size=3).map(tuple),
    sure=st.booleans(),
)


@given(outers)
def test_the_library_gives_the_bytes_the_walk_would_give(outer: Outer) -> None:
    plain = canonical._without_absent(msgspec.to_builtins(outer, builtin_types=(bytes,)))
    try:
        walked = canonical.encode(plain)
    except NotCanonical:
        with pytest.raises(NotCanonical):
            canonical.struct_bytes(outer)
        return

    assert canonical.struct_bytes(outer) == walked
    assert canonical.struct_from(walked, Outer) == outer
    assert canonical.struct_kept(walked, Outer) == outer


def test_acts_and_declarations_are_plain() -> None:
    assert is_plain(Declaration)
    assert [kind.name for kind in KINDS if not is_plain(kind.struct)] == []


@pytest.mark.parametrize("shape", [Tree, Loose, Absent])
def test_what_needs_a_decision_is_not_plain(shape: type[msgspec.Struct]) -> None:
    assert not is_plain(shape)


def test_a_value_that_is_not_what_its_field_declares_is_refused() -> None:
    with pytest.raises(NotCanonical):
        canonical.struct_bytes(Outer(number=1.5))  # type: ignore[arg-type] # the point of the test


def test_what_is_absent_is_left_out_of_a_shape_that_is_not_plain() -> None:
    assert canonical.struct_bytes(Absent()) == b"\xa0"


def test_a_check_walks_without_reading() -> None:
    canonical.check(b"\xa0")
    with pytest.raises(NotCanonical):
        canonical.check(b"\xa0\xa0")
    with pytest.raises(NotCanonical):
        canonical.check(b"\xbf\xff")
    with pytest.raises(NotCanonical):
        canonical.check(bytes(40), limit=30)


def test_kept_bytes_of_another_shape_are_not_read() -> None:
    with pytest.raises(NotCanonical):
        canonical.struct_kept(b"\xa0", Outer)
    with pytest.raises(NotCanonical):
        canonical.struct_kept(b"\xa1", Outer)
