import msgspec
import pytest

from app.security.canonical import NotCanonical, encode, struct_bytes
from app.security.shapes import is_plain


class Trader(msgspec.Struct, frozen=True, kw_only=True):
    name: str


def test_composed_text_has_the_same_bytes_by_the_swift_way_and_by_the_walk() -> None:
    assert is_plain(Trader)
    assert struct_bytes(Trader(name="Gjirokast\u00ebr")) == encode({"name": "Gjirokast\u00ebr"})


def test_decomposed_text_is_refused_by_the_swift_way_as_by_the_walk() -> None:
    with pytest.raises(NotCanonical) as by_walk:
        encode({"name": "Gjirokaste\u0308r"})
    with pytest.raises(NotCanonical) as swift:
        struct_bytes(Trader(name="Gjirokaste\u0308r"))
    assert str(swift.value) == str(by_walk.value)
