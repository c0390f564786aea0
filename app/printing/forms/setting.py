"""Setting of words into the boxes of one page: labels small, contents in the condensed face.

The condensed face is as narrow as the forms' models ask for, and contrasts with the labels.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.base.findings import HOUSE, Finding, Severity
from app.printing.forms.boxes import (
    CONTENT_SIZE,
    LABEL_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    NO_LABEL,
    Box,
    Flow,
)
from app.printing.forms.fitting import Content, Fitted, fit
from app.printing.pdf.document import POINT, Page, Style, width_of
from app.printing.text.breaking import break_lines
from app.printing.text.faces import Typeface
from app.printing.text.lines import shape
from app.printing.text.ordering import hidden, turns
from app.reference.texts import Texts

_CONTENT = Typeface.CONDENSED
_NARROWER = {
    Typeface.REGULAR: Typeface.CONDENSED,
    Typeface.BOLD: Typeface.CONDENSED_BOLD,
}
_LABEL_BASE = 1.9  # mm from the top of a box to the base line of a label of 5 points
_CONTENT_BASE = 1.95  # mm from the top of a line to the base line of a content of 7 points
_LABEL_LEADING = 1.16
_BESIDE_BASE = 2.75
_BESIDE_GAP = 1.2
_ASCENT = 0.714  # height of a capital, in sizes
_CLEAR = 0.45  # mm more of white between a label and what stands under it, where there is room
_ISOLATED = "\u200e"  # a left-to-right mark: numbers in a form from the right keep their order


class Noted:
    """What came up while a document was set: boxes cut short, characters no face has."""

    def __init__(self) -> None:
        self._truncated: dict[str, None] = {}
        self._findings: dict[tuple[str, str], Finding] = {}

    def cut_short(self, box: str) -> None:
        """Note that a box does not hold all of its content."""
        self._truncated.setdefault(box)

    def read(self, box: str, text: str) -> None:
        """Note what of a text cannot be shown on paper as it is written."""
        if text.isascii():
            return
        unseen = hidden(text)
        if unseen:
            self._note("printing.hidden_characters", box, unseen, Severity.WARN)
        missing = shape(text, _CONTENT).missing
        if missing:
            self._note("printing.no_glyph", box, missing, Severity.STOP)

    def _note(self, code: str, box: str, characters: str, severity: Severity) -> None:
        named = " ".join(f"U+{ord(one):04X}" for one in characters)
        self._findings.setdefault(
            (code, box),
            Finding(
                code=code,
                rule=HOUSE,
                path=box,
                severity=severity,
                parameters={"characters": named},
            ),
        )

    @property
    def truncated(self) -> tuple[str, ...]:
        """The boxes that were cut short, in the order of the form."""
        return tuple(self._truncated)

    def findings(self) -> Iterator[Finding]:
        """Give what was noted, in the order of the form."""
        yield from self._findings.values()


class Words(NamedTuple):
    """A line of words on its way to the page: style, left and right edge, base line, mm."""

    text: str
    style: Style
    left: float
    right: float
    base: float


class Setter:
    """Sets labels and contents on one page in one language."""

    def __init__(self, page: Page, texts: Texts, noted: Noted) -> None:
        self.page = page
        self.texts = texts
        self.noted = noted
        self._right_to_left = texts.right_to_left

    def style(self, typeface: Typeface, size: float) -> Style:
        """Return a style in the document's base direction."""
        return Style(typeface, size, self._right_to_left)

    def frame(self, box: Box) -> None:
        """Draw the frame of a box, if it has one."""
        if box.frame:
            self.page.frame(box.corner, box.size, box.frame)

    def name(self, box: Box) -> str:
        """Return the words of a box's label with its data element number."""
        if not box.name or box.label == NO_LABEL:
            return ""
        words = self.texts.say(f"printing.box.{box.label or box.name}")
        if not box.element:
            return words
        mark = _ISOLATED if self._right_to_left else ""
        return f"{words} [{mark}{box.element}{mark}]"

    def label(self, box: Box) -> None:
        """Set the label of a box in its upper corner, or upwards along its middle."""
        words = self.name(box)
        if not words:
            return
        if box.flow is Flow.TURNED:
            self._upwards(box, words)
            return
        style, room = self._label_style(box, words), self._label_room(box)
        unit = style.size * POINT / 1000
        lines: tuple[str, ...] = (words,)
        if width_of(words, style) > room:
            lines = break_lines(words, style.typeface, lambda _: int(room / unit), cut=False)
        left = self._label_left(box)
        for place, line in enumerate(lines):
            leading = place * style.size * POINT * _LABEL_LEADING
            base = box.corner[1] + self._label_base(box) + leading
            self._put(Words(line, style, left, left + room, base))

    def fitted(self, box: Box, content: Content, *, ends_only: bool = False) -> Fitted:
        """Find what of a content its box can hold."""
        unit = CONTENT_SIZE * POINT / 1000
        taken = self._taken(box) if box.flow is Flow.BESIDE else 0.0
        if self._right_to_left and box.notch:  # the lines end where the corner begins
            narrow = box._replace(size=(box.notch, box.size[1]), notch=0.0).widths(unit)
            found = fit(content, _CONTENT, narrow, box.lines, ends_only=ends_only)
            if not found.shortened:
                return found
        widths = box._replace(aside=taken or box.aside).widths(unit)
        return fit(content, _CONTENT, widths, box.lines, ends_only=ends_only)

    def fill(self, box: Box, content: Content, *, ends_only: bool = False) -> None:
        """Set a content in its box, and note where it had to be shortened."""
        self.noted.read(box.name, content.text)
        fitted = self.fitted(box, content, ends_only=ends_only)
        if fitted.shortened:
            self.noted.cut_short(box.name)
        left, right = self._edges(box)
        corner = left + box.notch - 2 * MARGIN
        style = self.style(_CONTENT, CONTENT_SIZE)
        first = self._content_base(box, len(fitted.lines))
        for place, line in enumerate(fitted.lines):
            beside = box.notch and left + width_of(line, style) <= corner
            last = corner if beside else right
            self.content(line, (left, last), first + place * LINE_HEIGHT)

    def content(self, line: str, edges: tuple[float, float], base: float) -> None:
        """Set one line of content between two edges."""
        style = self.style(_CONTENT, CONTENT_SIZE)
        self._put(Words(line, style, edges[0], edges[1], base))

    def centred(self, text: str, style: Style, edges: tuple[float, float], base: float) -> None:
        """Set a line in the middle between two edges."""
        aside = (edges[1] - edges[0] - width_of(text, style)) / 2
        self.page.text(text, style, (edges[0] + aside, base))

    def _put(self, words: Words) -> None:
        """Set a line; without a letter that runs right to left it is a code, whatever the form."""
        style, left = words.style, words.left
        if style.right_to_left:
            style = style._replace(right_to_left=turns(words.text))
            left = words.right - width_of(words.text, style)
        self.page.text(words.text, style, (left, words.base))

    def _edges(self, box: Box) -> tuple[float, float]:
        left, right = box.corner[0] + MARGIN, box.corner[0] + box.size[0] - MARGIN
        taken = self._taken(box) if box.flow is Flow.BESIDE else 0.0
        return (left, right - taken) if self._right_to_left else (left + taken, right)

    def _taken(self, box: Box) -> float:
        """Tell how much of its line the label beside the content takes."""
        if box.aside:
            return box.aside
        words = self.name(box)
        if not words:
            return 0.0
        return width_of(words, self._label_style(box, words)) + _BESIDE_GAP

    def _label_left(self, box: Box) -> float:
        """Where a label's room begins: beside the content, on the side the language begins at."""
        aside = box.size[0] - box.aside if box.aside and self._right_to_left else 0.0
        return box.corner[0] + aside + MARGIN

    def _label_room(self, box: Box) -> float:
        width = box.aside or box.notch or box.size[0]
        return width - 2 * MARGIN

    def _label_style(self, box: Box, words: str) -> Style:
        style = self.style(box.weight, box.label_size)
        if width_of(words, style) <= self._label_room(box):
            return style
        return self.style(_NARROWER.get(box.weight, box.weight), box.label_size)

    def _label_base(self, box: Box) -> float:
        if box.flow is Flow.BESIDE and box.label_size < CONTENT_SIZE:
            return _BESIDE_BASE - 0.2
        return _LABEL_BASE + (box.label_size - 5) * POINT * _ASCENT

    def _content_base(self, box: Box, lines: int) -> float:
        if box.flow is Flow.BESIDE:
            return box.corner[1] + _BESIDE_BASE
        spare = box.size[1] - LABEL_HEIGHT - lines * LINE_HEIGHT
        clear = _CLEAR if spare >= _CLEAR else 0.0
        return box.corner[1] + LABEL_HEIGHT + clear + _CONTENT_BASE

    def _upwards(self, box: Box, words: str) -> None:
        style = self.style(box.weight, box.label_size)
        x = box.corner[0] + (box.size[0] + box.label_size * POINT * _ASCENT) / 2
        y = box.corner[1] + (box.size[1] + width_of(words, style)) / 2
        self.page.text_upwards(words, style, (x, y))
