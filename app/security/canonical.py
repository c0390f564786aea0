"""Canonical CBOR: one value, one string of bytes, on every machine and for ever.

RFC 8949 section 4.2.1, narrowed: definite lengths, shortest forms, NFC text, map keys text or
integer in bytewise order of their encoded form, no floats, at most ``DEPTH`` containers deep;
null and tags only where a caller names them. Both directions refuse the same things, so
``decode(encode(value)) == value`` and ``encode(decode(data)) == data``.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeVar

import cbor2
import msgspec

from app.security.shapes import is_plain

DEPTH: Final = 16  # a declaration nests ten deep inside an act: see decision 0010
"""Containers (arrays, maps, tags) that may lie inside each other."""

PAYLOAD_LIMIT: Final = 1 << 20
"""Bytes of one payload at most."""

NO_TAGS: Final[frozenset[int]] = frozenset()

Tag = cbor2.CBORTag
"""A tagged value, ``Tag(number, value)``: only where ``tags`` allows its number."""

_Shape = TypeVar("_Shape")

_MOST = (1 << 64) - 1
# to_builtins would turn these into text behind our back; kept, they are refused by ``encode``
_KEPT = (bytes, bytearray, memoryview, datetime, date, time, timedelta, Decimal)

_UINT, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_FALSE, _TRUE, _NULL = 20, 21, 22
_FLOATS = frozenset({25, 26, 27})


class NotCanonical(ValueError):
    """Bytes or a value outside the canonical form; ``reason`` says which rule, in English."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def encode(value: object, *, tags: frozenset[int] = NO_TAGS, null: bool = False) -> bytes:
    """Give the one canonical form of integers, text, bytes, booleans, arrays and maps.

    Tuples and lists are arrays. ``tags`` and ``null`` allow what acts never hold.

    Raises:
        NotCanonical: a float, None, text that is not NFC, another type, or too deep.

    >>> encode({"b": 1, "a": [True, b""]}).hex()
    'a2616182f540616201'
    """
    return cbor2.dumps(_Narrowing(tags, null=null).narrow(value, 0))


def decode(
    data: bytes, *, limit: int, tags: frozenset[int] = NO_TAGS, null: bool = False
) -> object:
    """Read canonical bytes; nothing else gets through.

    ``limit`` is the most bytes looked at. The walk comes first; only what it has approved reaches
    the library.

    Raises:
        NotCanonical: too long, cut short, trailing bytes, or any breach of the form.

    >>> decode(bytes.fromhex("a1616183010203"), limit=64)
    {'a': [1, 2, 3]}
    """
    if len(data) > limit:
        raise NotCanonical("longer than the limit")
    end = _Walk(data, tags, null=null).over(0, 0)
    if end != len(data):
        raise NotCanonical("bytes after the end")
    return _load(data)


def sequence(
    data: bytes, *, limit: int, tags: frozenset[int] = NO_TAGS, null: bool = False
) -> Iterator[object]:
    """Read a CBOR sequence (RFC 8742): canonical values one after the other.

    Raises:
        NotCanonical: as for ``decode``; values before the breach have been given by then.
    """
    if len(data) > limit:
        raise NotCanonical("longer than the limit")
    walk = _Walk(data, tags, null=null)
    at = 0
    while at < len(data):
        end = walk.over(at, 0)
        yield _load(data[at:end])
        at = end


def digest(data: bytes) -> bytes:
    """SHA-256, 32 bytes: ids of acts, hashes of payloads and attachments."""
    return hashlib.sha256(data).digest()


def struct_bytes(struct: msgspec.Struct) -> bytes:
    """Give a struct's canonical bytes; fields that are None or unset are left out.

    Raises:
        NotCanonical: a field holds what canonical bytes cannot (a float, a datetime, raw text).
    """
    if is_plain(type(struct)):
        swift = _by_the_library(struct)
        if swift is not None:
            return swift
    plain = msgspec.to_builtins(struct, builtin_types=_KEPT, order="deterministic")
    return encode(_without_absent(plain))


def struct_from(data: bytes, shape: type[_Shape], *, limit: int = PAYLOAD_LIMIT) -> _Shape:
    """Read ``struct_bytes`` back, strictly: "1" is no integer, true is no integer.

    Raises:
        NotCanonical: the bytes are not canonical or do not fit ``shape``.
    """
    value = decode(data, limit=limit)
    try:
        return msgspec.convert(value, shape, strict=True, builtin_types=(bytes,))
    except msgspec.ValidationError as misfit:
        raise NotCanonical(f"does not fit {shape.__name__}: {misfit}") from misfit


def struct_kept(data: bytes, shape: type[_Shape]) -> _Shape:
    """Read bytes that were checked when they were kept: our own store's, never a stranger's.

    Raises:
        NotCanonical: the bytes do not fit ``shape``.
    """
    try:
        return msgspec.convert(cbor2.loads(data), shape, strict=True, builtin_types=(bytes,))
    except (cbor2.CBORDecodeError, msgspec.ValidationError) as misfit:
        raise NotCanonical(f"does not fit {shape.__name__}: {misfit}") from misfit


def check(data: bytes, *, limit: int = PAYLOAD_LIMIT) -> None:
    """Walk over bytes without reading them.

    Raises:
        NotCanonical: as for ``decode``.
    """
    if len(data) > limit:
        raise NotCanonical("longer than the limit")
    if _Walk(data, NO_TAGS, null=False).over(0, 0) != len(data):
        raise NotCanonical("bytes after the end")


def _by_the_library(struct: msgspec.Struct) -> bytes | None:
    """The bytes of a struct of plain shape; None where a value is not what its field declares."""
    plain = msgspec.to_builtins(struct, builtin_types=_KEPT)
    try:
        msgspec.convert(plain, type(struct), strict=True, builtin_types=(bytes,))
        words = msgspec.json.encode(plain)
        encoded: bytes = cbor2.dumps(plain, canonical=True)
    except (msgspec.ValidationError, OverflowError, UnicodeEncodeError, cbor2.CBOREncodeError):
        return None
    if not words.isascii() and not unicodedata.is_normalized("NFC", words.decode()):
        return None
    return encoded


def _load(data: bytes) -> object:
    try:
        loaded: object = cbor2.loads(data, allow_duplicate_keys=False, allow_indefinite=False)
    except cbor2.CBORDecodeError as wrong:
        # a tag the caller allowed whose content the library itself reads and refuses
        raise NotCanonical(f"tag content: {wrong}") from wrong
    return loaded


def _without_absent(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_absent(held) for key, held in value.items() if held is not None}
    if isinstance(value, (list, tuple)):
        return [_without_absent(held) for held in value]
    return value


def _check_text(text: str) -> None:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text is not NFC")


class _Narrowing:
    """Brings a value into the order and types whose plain encoding is the canonical one."""

    def __init__(self, tags: frozenset[int], *, null: bool) -> None:
        self._tags = tags
        self._null = null

    def narrow(self, value: object, depth: int) -> object:
        """Give ``value`` with maps ordered; ``depth`` containers lie around it."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, (bool, bytes)):
            return value
        if isinstance(value, int):
            return self._integer(value)
        if value is None and self._null:
            return None
        return self._container(value, depth + 1)

    def _container(self, value: object, depth: int) -> object:
        if depth > DEPTH:
            raise NotCanonical("too deep")
        if isinstance(value, (list, tuple)):
            return [self.narrow(held, depth) for held in value]
        if isinstance(value, Mapping):
            return self._map(value, depth)
        if isinstance(value, Tag) and value.tag in self._tags:
            return Tag(value.tag, self.narrow(value.value, depth))
        raise NotCanonical(f"{type(value).__name__} has no canonical form")

    def _map(self, value: Mapping[object, object], depth: int) -> dict[object, object]:
        keyed: dict[bytes, tuple[object, object]] = {}
        for key, held in value.items():
            if isinstance(key, bool) or not isinstance(key, (str, int)):
                raise NotCanonical("a map key is text or an integer")
            plain = self._text(key) if isinstance(key, str) else self._integer(key)
            keyed[cbor2.dumps(plain)] = (plain, self.narrow(held, depth))
        return dict(keyed[encoded] for encoded in sorted(keyed))

    @staticmethod
    def _text(value: str) -> str:
        _check_text(value)
        try:
            value.encode()
        except UnicodeEncodeError as lone:
            raise NotCanonical("text holds half a character") from lone
        return str.__str__(value)

    @staticmethod
    def _integer(value: int) -> int:
        if not ~_MOST <= value <= _MOST:
            raise NotCanonical("integer beyond 64 bits")
        return int(value)


class _Walk:
    """Steps over encoded bytes and refuses whatever is not the canonical form."""

    def __init__(self, data: bytes, tags: frozenset[int], *, null: bool) -> None:
        self._data = data
        self._tags = tags
        self._simple = {_FALSE, _TRUE, _NULL} if null else {_FALSE, _TRUE}

    def over(self, at: int, depth: int) -> int:
        """Step over the value that begins at ``at``; give where the next one begins."""
        major, argument, at = self._head(at)
        if major <= _NEGATIVE:
            return at
        if major <= _TEXT:
            return self._string(major, argument, at)
        if major == _SIMPLE:
            return self._constant(argument, at)
        if depth == DEPTH:
            raise NotCanonical("too deep")
        if major == _ARRAY:
            return self._array(argument, at, depth + 1)
        if major == _MAP:
            return self._map(argument, at, depth + 1)
        if argument not in self._tags:
            raise NotCanonical(f"tag {argument}")
        return self.over(at, depth + 1)

    def _head(self, at: int) -> tuple[int, int, int]:
        if at >= len(self._data):
            raise NotCanonical("cut short")
        first = self._data[at]
        major, low = first >> 5, first & 31
        if low < 24:  # noqa: PLR2004 - RFC 8949 section 3: the value itself
            return major, low, at + 1
        if low > 27:  # noqa: PLR2004 - RFC 8949 section 3: reserved, or without a length
            raise NotCanonical("reserved or indefinite length")
        if major == _SIMPLE:
            raise NotCanonical("a float" if low in _FLOATS else "a simple value")
        size = 1 << (low - 24)
        end = at + 1 + size
        if end > len(self._data):
            raise NotCanonical("cut short")
        argument = int.from_bytes(self._data[at + 1 : end], "big")
        if argument < (24 if size == 1 else 1 << (size * 4)):
            raise NotCanonical("not the shortest form")
        return major, argument, end

    def _string(self, major: int, length: int, at: int) -> int:
        end = at + length
        if end > len(self._data):
            raise NotCanonical("cut short")
        if major == _TEXT:
            try:
                text = self._data[at:end].decode()
            except UnicodeDecodeError as wrong:
                raise NotCanonical("text is not UTF-8") from wrong
            _check_text(text)
        return end

    def _constant(self, argument: int, at: int) -> int:
        if argument not in self._simple:
            raise NotCanonical("null" if argument == _NULL else "a simple value")
        return at

    def _array(self, length: int, at: int, depth: int) -> int:
        if length > len(self._data) - at:
            raise NotCanonical("cut short")
        for _ in range(length):
            at = self.over(at, depth)
        return at

    def _map(self, length: int, at: int, depth: int) -> int:
        if length * 2 > len(self._data) - at:
            raise NotCanonical("cut short")
        before = b""
        for _ in range(length):
            end = self._key(at)
            key = self._data[at:end]
            if key <= before:
                raise NotCanonical("a key twice" if key == before else "keys out of order")
            before = key
            at = self.over(end, depth)
        return at

    def _key(self, at: int) -> int:
        major, argument, end = self._head(at)
        if major <= _NEGATIVE:
            return end
        if major != _TEXT:
            raise NotCanonical("a map key is text or an integer")
        return self._string(major, argument, end)
