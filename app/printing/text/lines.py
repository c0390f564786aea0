"""One line of text as glyphs from left to right, each with its face, advance and offset.

Source of the order of steps: Unicode Annex 9 for the order, OpenType shaping by HarfBuzz.
"""

from functools import lru_cache
from typing import NamedTuple

import uharfbuzz

from app.base.fonts import Face
from app.printing.text.faces import Typeface, advance_of, glyph_of, shaper
from app.printing.text.ordering import Kind, Run, clean, runs, visual

REPLACEMENT = "?"
"""What stands for a character that no face has; the line names it as missing."""


class Glyph(NamedTuple):
    """A glyph by its number in its face; lengths in thousandths of the size; the text it shows."""

    number: int
    advance: int
    dx: int
    dy: int
    text: str


class Segment(NamedTuple):
    """Neighbouring glyphs of one face, from left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]


class Line(NamedTuple):
    """A shaped line: its segments from left to right, its width in thousandths of the size.

    ``missing`` are the characters that neither face has, each once.
    """

    segments: tuple[Segment, ...]
    width: int
    missing: str


@lru_cache(maxsize=8192)
def shape(text: str, typeface: Typeface, *, right_to_left: bool = False) -> Line:
    """Shape one line of logical text; the base direction is the document's, never the text's.

    Raises:
        Broken: ``fonts.missing`` where set-up has not made the faces.
    """
    segments: list[Segment] = []
    missing: list[str] = []
    for run in runs(visual(clean(text), right_to_left=right_to_left)):
        segments.extend(_shaped(run, typeface, missing))
    width = sum(glyph.advance for segment in segments for glyph in segment.glyphs)
    return Line(tuple(segments), width, "".join(dict.fromkeys(missing)))


def _shaped(run: Run, typeface: Typeface, missing: list[str]) -> list[Segment]:
    if run.kind is Kind.ARABIC:
        return _arabic(run.text, typeface, missing)
    if run.kind is Kind.DIGITS:
        return [Segment(typeface.arabic, tuple(_plain(typeface.arabic, one) for one in run.text))]
    return _left_to_right(run, typeface, missing)


def _arabic(text: str, typeface: Typeface, missing: list[str]) -> list[Segment]:
    """Shape a run of Arabic: back to logical order, then right to left by the shaper."""
    logical = text[::-1]
    absent = [one for one in logical if not glyph_of(typeface.arabic, one)]
    absent = [one for one in absent if one not in "\u200c\u200d"]
    if absent:
        missing.extend(absent)
        logical = "".join(REPLACEMENT if one in absent else one for one in logical)
    return [Segment(typeface.arabic, _glyphs(typeface.arabic, logical, "rtl", "Arab"))]


def _left_to_right(run: Run, typeface: Typeface, missing: list[str]) -> list[Segment]:
    """Shape Latin, Cyrillic or Greek; what that face lacks is taken from the Arabic one."""
    segments: list[Segment] = []
    start = 0
    for position, one in enumerate(run.text):
        if glyph_of(typeface.latin, one):
            continue
        segments.extend(_whole(run.text[start:position], run.kind, typeface.latin))
        start = position + 1
        if glyph_of(typeface.arabic, one):
            segments.append(Segment(typeface.arabic, (_plain(typeface.arabic, one),)))
        else:
            missing.append(one)
            segments.append(Segment(typeface.latin, (_plain(typeface.latin, REPLACEMENT),)))
    segments.extend(_whole(run.text[start:], run.kind, typeface.latin))
    return segments


def _whole(text: str, kind: Kind, face: Face) -> list[Segment]:
    return [Segment(face, _glyphs(face, text, "ltr", kind.value))] if text else []


def _plain(face: Face, character: str) -> Glyph:
    number = glyph_of(face, character)
    return Glyph(number, advance_of(face, number), 0, 0, character)


def _glyphs(face: Face, text: str, direction: str, script: str) -> tuple[Glyph, ...]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = direction
    buffer.script = script
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(shaper(face), buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    shown = _shown(text, [info.cluster for info in infos])
    return tuple(
        Glyph(info.codepoint, where.x_advance, where.x_offset, where.y_offset, words)
        for info, where, words in zip(infos, positions, shown, strict=True)
    )


def _shown(text: str, clusters: list[int]) -> list[str]:
    """Give each glyph the characters it stands for; of several in a cluster the first has all."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=False))  # joiners alone: no glyph
    shown: list[str] = []
    for position, cluster in enumerate(clusters):
        follows = position > 0 and clusters[position - 1] == cluster
        shown.append("" if follows else text[cluster : ends[cluster]])
    return shown
