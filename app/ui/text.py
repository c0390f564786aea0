"""Words on screen: plain text always, codes isolated left to right, runs of mixed weight.

No label is ever made elsewhere, since Qt's own guess whether text is markup hides data with tags.
"""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role

LEFT_TO_RIGHT = "\u2066"
FROM_RIGHT = "\u200f"
"""A mark that lays the words after it out from the right."""
FIRST_STRONG = "\u2068"
END = "\u2069"
NARROW = "\u202f"
LAST = 6
"""How many characters at the end of a number name its record."""


class Run(msgspec.Struct, frozen=True):
    """A stretch of words in one weight and role.

    ``gap`` px stand before it; ``glued`` runs follow the one before left to right in every
    language (the halves of a number); a run that may ``drop`` goes whole where room is short.
    """

    words: str
    bold: bool = False
    role: Role = Role.TEXT
    code: bool = False
    underline: bool = False
    gap: float = 0
    glued: bool = False
    drop: bool = False
    style: Style | None = None


Runs: TypeAlias = Sequence[Run]


def isolate(code: str) -> str:
    """Keep a code left to right inside words of any direction.

    >>> isolate("AL003010") == chr(0x2066) + "AL003010" + chr(0x2069)
    True
    """
    return f"{LEFT_TO_RIGHT}{code}{END}"


def bare(words: str) -> str:
    """Words without the marks of direction, for tests and the clipboard."""
    return words.translate(dict.fromkeys((0x200F, 0x2066, 0x2067, 0x2068, 0x2069)))


def numbered(number: str, *, role: Role = Role.TEXT, gap: float = 0) -> tuple[Run, ...]:
    """A number that names a record: its last six in bold.

    >>> [run.words for run in numbered("26AL003010AB12C8J9")]
    ['26AL003010AB', '12C8J9']
    """
    if len(number) <= LAST:
        return (Run(number, bold=True, code=True, role=role, gap=gap),)
    return (
        Run(number[:-LAST], code=True, role=role, gap=gap),
        Run(number[-LAST:], code=True, bold=True, role=role, glued=True),
    )


def listed(parts: Sequence[str], *, role: Role = Role.QUIET, comma: str = ", ") -> tuple[Run, ...]:
    """Parts with commas between; where room is short the last one goes, and goes whole.

    >>> [(run.words, run.drop) for run in listed(["3 items", "5 500 kg"])]
    [('3 items', True), (', 5 500 kg', True)]
    """
    kept = [part for part in parts if part]
    return tuple(
        Run(f"{comma}{part}" if place else part, role=role, drop=True)
        for place, part in enumerate(kept)
    )


def grouped(amount: str) -> str:
    """Groups of three by a narrow space.

    >>> grouped("182400.50") == f"182{NARROW}400.50"
    True
    """
    whole, point, part = amount.partition(".")
    sign = whole[:1] if whole[:1] in "+-\u2212" else ""
    digits = whole[len(sign) :]
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[at : at + 3] for at in range(head, len(digits), 3)]
    return sign + NARROW.join(groups) + point + part


class _Label(QLabel):
    """A label that follows the look."""

    def __init__(self, look: Look, words: str, parent: QWidget | None) -> None:
        super().__init__(words, parent)
        self._look = look
        self._face = (Style.BODY, False, False)
        self._role = Role.TEXT

    def dress(self, style: Style, role: Role, *, bold: bool, code: bool) -> None:
        """Take a face and a colour."""
        self._face, self._role = (style, bold, code), role
        self.restyle()

    def restyle(self) -> None:
        """Take the look's present face and colour."""
        style, bold, code = self._face
        self.setFont(self._look.font(style, bold=bold, code=code))
        side = Qt.AlignmentFlag.AlignRight if self._look.mirrored else Qt.AlignmentFlag.AlignLeft
        across = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self.setAlignment(side | across)  # of itself a label stands by the letters it holds
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(self._role))
        self.setPalette(palette)


def label(
    look: Look,
    words: str = "",
    *,
    style: Style = Style.BODY,
    role: Role = Role.TEXT,
    bold: bool = False,
    code: bool = False,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text in one face of the scale; it follows theme and text size."""
    made = _Label(look, words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.dress(style, role, bold=bold, code=code)
    look.follow(made.restyle)
    return made
