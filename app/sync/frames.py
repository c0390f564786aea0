"""Frames: the smallest thing that survives a cut line.

22 bytes of header and at most 1,024 of content. A frame with a good CRC is kept at once; a bundle
is resumed by its id and the frames still missing, in any order, over any link.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from enum import IntEnum

import msgspec

from app.security import canonical

MAGIC = b"WP"
VERSION = 1
HEADER = struct.Struct(">2sBB8sHHHI")
MOST = 1024
MOST_FRAMES = 0xFFFF


class Type(IntEnum):
    """What a frame carries a part of."""

    HELLO = 1
    BUNDLE = 2
    RECEIPT = 3
    MISSING = 4
    CREDIT = 5
    LEASE = 6
    NOTICE = 7
    BYE = 8


class Frame(msgspec.Struct, frozen=True):
    """One frame: part ``index`` of ``count`` of the thing whose id is ``bundle`` (8 bytes)."""

    type: Type
    grade: int  # P0 to P5
    bundle: bytes
    index: int
    count: int
    content: bytes


class NotAFrame(ValueError):
    """Bytes that are no frame: cut short, another magic, or a CRC that does not hold."""


def bundle_id(content: bytes) -> bytes:
    """Name what is to be sent in frames: 8 bytes of its SHA-256."""
    return canonical.digest(content)[:8]


def split(type_: Type, content: bytes, grade: int = 1) -> tuple[Frame, ...]:
    """Cut content into frames.

    Raises:
        ValueError: over 65,535 frames.
    """
    parts = [content[at : at + MOST] for at in range(0, len(content), MOST)] or [b""]
    if len(parts) > MOST_FRAMES:
        message = f"{len(content)} bytes do not fit into frames"
        raise ValueError(message)
    name = bundle_id(content)
    return tuple(
        Frame(type_, grade, name, index, len(parts), part) for index, part in enumerate(parts)
    )


def bitmap(held: Iterable[int]) -> bytes:
    """Frames held as bits, the first in the highest place of the first byte.

    >>> bitmap([0, 1, 9]).hex()
    'c040'
    """
    places = set(held)
    whole = bytearray(max(places, default=-1) // 8 + 1)
    for place in places:
        whole[place // 8] |= 0x80 >> place % 8
    return bytes(whole)


def places(held: bytes) -> frozenset[int]:
    """The frames that a bitmap says are held.

    >>> sorted(places(bytes.fromhex("c040")))
    [0, 1, 9]
    """
    return frozenset(
        at * 8 + bit for at, byte in enumerate(held) for bit in range(8) if byte & 0x80 >> bit
    )


def encode(frame: Frame) -> bytes:
    """Header and content; the CRC covers both."""
    head = HEADER.pack(
        MAGIC,
        VERSION << 4 | frame.type,
        frame.grade << 4,
        frame.bundle,
        frame.index,
        frame.count,
        len(frame.content),
        0,
    )
    checked = zlib.crc32(head[:-4] + frame.content)
    return head[:-4] + checked.to_bytes(4, "big") + frame.content


def decode(received: Iterable[bytes]) -> Iterator[Frame]:
    """Read a stream of frames out of pieces of any size.

    Raises:
        NotAFrame: at the first byte that cannot belong to a frame; frames before it were given.
    """
    waiting = b""
    for piece in received:
        whole, waiting = cut(waiting + piece)
        yield from whole
    if waiting:
        raise NotAFrame("cut short")


def cut(waiting: bytes) -> tuple[list[Frame], bytes]:
    """The frames at the start of some bytes, and what is left of them.

    Raises:
        NotAFrame: at the first byte that cannot belong to a frame.
    """
    whole: list[Frame] = []
    at = 0
    while len(waiting) - at >= HEADER.size:
        end = at + HEADER.size + _length(waiting[at : at + HEADER.size])
        if len(waiting) < end:
            break
        whole.append(_frame(waiting[at:end]))
        at = end
    return whole, waiting[at:]


def _length(waiting: bytes) -> int:
    if waiting[:2] != MAGIC:
        raise NotAFrame("not a frame")
    length: int = HEADER.unpack_from(waiting)[6]
    if length > MOST:
        raise NotAFrame("over 1,024 bytes")
    return length


def _frame(whole: bytes) -> Frame:
    _, kind, flags, name, index, count, _, crc = HEADER.unpack_from(whole)
    content = whole[HEADER.size :]
    if zlib.crc32(whole[: HEADER.size - 4] + content) != crc:
        raise NotAFrame("the CRC does not hold")
    if kind >> 4 != VERSION or kind & 15 not in list(Type) or index >= count:
        raise NotAFrame("another version")
    return Frame(Type(kind & 15), flags >> 4, name, index, count, content)


class Gathering:
    """Puts frames of small things together again, in any order, doubles included; in memory."""

    def __init__(self) -> None:
        self._parts: dict[bytes, dict[int, bytes]] = {}

    def take(self, frame: Frame) -> bytes | None:
        """Keep a frame; the whole content when it was the last one missing.

        Raises:
            NotAFrame: all parts are here and together are not what the id names.
        """
        parts = self._parts.setdefault(frame.bundle, {})
        parts[frame.index] = frame.content
        if len(parts) < frame.count:
            return None
        del self._parts[frame.bundle]
        content = b"".join(parts[index] for index in range(frame.count) if index in parts)
        if bundle_id(content) != frame.bundle:
            raise NotAFrame("the parts are not what the id names")
        return content
