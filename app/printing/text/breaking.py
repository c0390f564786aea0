"""Breaking of text into lines of a given width: greedy over blanks, in logical order.

A no-break space never breaks. A word longer than a line stays whole (the box then overflows) or,
where the caller says so, is cut: after a sign if one is near, else where the line ends.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from app.printing.text.faces import Typeface
from app.printing.text.lines import shape
from app.printing.text.ordering import spaced

_CUT_AFTER = "/-,;.:_)"
_NEAR = 12  # how many characters back a sign is worth cutting after

Widths = Callable[[int], int]
"""The room of the nth line, counted from 0, in thousandths of the size."""


MAY_BREAK = "\u200b"
"""A place inside a text where a line may end; it is not seen and takes no room."""


def break_lines(text: str, typeface: Typeface, widths: Widths, *, cut: bool) -> tuple[str, ...]:
    """Break text into lines.

    A line may come out wider than its room only where ``cut`` is false and one word is.
    """
    lines: list[str] = []
    current = ""
    taken = 0
    for before, word in _words(text):
        width = _width(word, typeface)
        blank = _width(before, typeface) if before else 0
        if current and taken + blank + width <= widths(len(lines)):
            current, taken = f"{current}{before}{word}", taken + blank + width
            continue
        if current:
            lines.append(current)
        while widths(len(lines)) < width <= widths(len(lines) + 1):
            lines.append("")  # the first line is short, the next one is not
        current, taken = word, width
        while cut and current and taken > widths(len(lines)):
            head = _cut(current, typeface, widths(len(lines)))
            lines.append(head)
            current = current[len(head) :]
            taken = _width(current, typeface)
    return (*lines, current) if current else tuple(lines)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Give what does not break, each with the blank before it, if there is one."""
    for place, word in enumerate(spaced(text).split(" ")):
        for inner, part in enumerate(word.split(MAY_BREAK)):
            yield (" " if place and not inner else ""), part


def _width(text: str, typeface: Typeface) -> int:
    return shape(text, typeface).width


def _cut(word: str, typeface: Typeface, room: int) -> str:
    """Return the head of a word that fits, at least one character of it."""
    longest = bisect_right(range(1, len(word)), room, key=lambda n: _width(word[:n], typeface))
    longest = max(longest, 1)
    for length in range(longest, max(longest - _NEAR, 1), -1):
        if word[length - 1] in _CUT_AFTER:
            return word[:length]
    return word[:longest]
