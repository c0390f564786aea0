from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from typing import Protocol

class GlyphInfo(Protocol):
    codepoint: int
    cluster: int

class GlyphPosition(Protocol):
    x_advance: int
    y_advance: int
    x_offset: int
    y_offset: int

class BufferFlags(IntFlag):
    REMOVE_DEFAULT_IGNORABLES = 8

class Blob:
    data: bytes
    @classmethod
    def from_file_path(cls, filename: str) -> Blob: ...

class Face:
    blob: Blob
    upem: int
    glyph_count: int
    def __init__(self, blob: Blob) -> None: ...

class FontExtents(Protocol):
    ascender: int
    descender: int

class Font:
    def __init__(self, face: Face) -> None: ...
    def get_nominal_glyph(self, unicode: int) -> int | None: ...
    def get_font_extents(self, direction: str) -> FontExtents: ...
    def get_glyph_h_advance(self, gid: int) -> int: ...

class Buffer:
    direction: str
    script: str
    flags: BufferFlags
    glyph_infos: Sequence[GlyphInfo]
    glyph_positions: Sequence[GlyphPosition]
    def __init__(self) -> None: ...
    def add_str(self, text: str) -> None: ...

def shape(font: Font, buffer: Buffer, features: Mapping[str, bool] | None = None) -> None: ...

class SubsetFlags(IntFlag):
    NO_HINTING = 1
    RETAIN_GIDS = 2
    NO_LAYOUT_CLOSURE = 512

class Set:
    def update(self, values: Iterable[int]) -> None: ...

class SubsetInput:
    glyph_set: Set
    drop_table_tag_set: Set
    flags: SubsetFlags
    def __init__(self) -> None: ...

def subset(face: Face, input: SubsetInput) -> Face: ...
