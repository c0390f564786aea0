"""Making content fit its box: whole, else shortened lists, else first and last, else cut.

Source: printing guidelines of the transit documents: several are parted by "; ", the text of a
box always ends with ".", of too many the first and the last are printed with "(...)" between them.
Only a text that had to be cut in the middle of its words bears no ".".
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.printing.text.breaking import MAY_BREAK, Widths, break_lines
from app.printing.text.faces import Typeface
from app.printing.text.lines import shape
from app.printing.text.ordering import apart

GAP = "(\u2026)"
"""Stands for what is left out."""

BETWEEN = "; "
_MIDDLE = f";{GAP};{MAY_BREAK}"
_PAIR = 2


class Part(NamedTuple):
    """One of several in a box; ``short`` where a long list inside it has a shorter form."""

    full: str
    short: str = ""

    @property
    def shortest(self) -> str:
        """The shorter form, else the full one."""
        return self.short or self.full


class Content(NamedTuple):
    """What stands in a box, and the sign that it is complete (empty for single codes)."""

    parts: tuple[Part, ...]
    end: str = "."

    @property
    def text(self) -> str:
        """All of it, as one line."""
        if not self.parts:
            return ""
        return apart(BETWEEN, [part.full for part in self.parts]) + self.end


class Fitted(NamedTuple):
    """The lines that stand in the box, and whether anything is left out of them."""

    lines: tuple[str, ...]
    shortened: bool


NOTHING = Content(())


def code(value: object | None) -> Content:
    """Put a single code or number in a box: no end sign; nothing where there is no value."""
    text = "" if value is None else str(value)
    return Content((Part(text),), end="") if text else NOTHING


def words(value: str | None) -> Content:
    """Put a single text in a box."""
    return Content((Part(value),)) if value else NOTHING


def fit(
    content: Content, typeface: Typeface, widths: Widths, lines: int, *, ends_only: bool = False
) -> Fitted:
    """Find the fullest form of a content that its room can hold.

    ``ends_only`` asks for first and last where there are several: a box beside it had to.
    """
    if not content.parts:
        return Fitted((), shortened=False)
    for cut in (False, True):  # a code is broken only where none of the forms fits without
        for form, shortened in _forms(content, ends_only=ends_only):
            broken = break_lines(form, typeface, widths, cut=cut)
            if _holds(broken, typeface, widths, lines):
                return Fitted(broken, shortened)
    return Fitted(_cut_down(content, typeface, widths, lines), shortened=True)


def _forms(content: Content, *, ends_only: bool) -> Iterator[tuple[str, bool]]:
    """Give the forms of a content from full to short, and whether something is left out."""
    several = len(content.parts) > _PAIR
    if not (ends_only and several):
        yield content.text, False
        if any(part.short for part in content.parts):
            yield apart(BETWEEN, [part.shortest for part in content.parts]) + content.end, True
    if several:
        first, last = content.parts[0], content.parts[-1]
        yield apart(_MIDDLE, [first.full, last.full]) + content.end, True
        yield apart(_MIDDLE, [first.shortest, last.shortest]) + content.end, True


def _holds(broken: tuple[str, ...], typeface: Typeface, widths: Widths, lines: int) -> bool:
    return len(broken) <= lines and all(
        shape(line, typeface).width <= widths(place) for place, line in enumerate(broken)
    )


def _cut_down(content: Content, typeface: Typeface, widths: Widths, lines: int) -> tuple[str, ...]:
    """Cut the text of first and last to the same length, the longest that fits."""
    ends = [content.parts[0].shortest]
    if len(content.parts) > 1:
        ends.append(content.parts[-1].shortest)
    fits: tuple[str, ...] = ()
    low, high = 0, max(map(len, ends))
    while low < high:
        kept = (low + high + 1) // 2
        form = apart(_MIDDLE, [end if len(end) <= kept else end[:kept] + GAP for end in ends])
        broken = break_lines(form, typeface, widths, cut=True)
        if _holds(broken, typeface, widths, lines):
            fits, low = broken, kept
        else:
            high = kept - 1
    return fits or (GAP,)
