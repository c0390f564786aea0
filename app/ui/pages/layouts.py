"""Small layouts every page needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line
from app.ui.widgets.scrollbar import slim


def row_of(look: Look, *parts: QWidget | None, gap: float = 8) -> QWidget:
    """Parts in a line, 8 apart; None stretches, else the end does."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(gap))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    if None not in parts:
        row.addStretch(1)
    return holder


def scrolling(look: Look, inner: QWidget) -> QScrollArea:
    """A part that scrolls where the window is low; never sideways."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    slim(look, area)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    for board in (area.viewport(), inner):
        board.setAutoFillBackground(False)
    return area


def empty(layout: QBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (taken := layout.takeAt(0)) is not None:
        widget = taken.widget()
        if widget is not None:
            widget.hide()  # one not yet shown would be shown as a window of its own
            widget.setParent(None)
            widget.deleteLater()


def quiet(look: Look, words: str = "", *, fixed: bool = False, high: float = 32) -> Line:
    """A quiet line of the second size."""
    runs = (Run(words, role=Role.QUIET),) if words else ()
    return Line(look, runs, Style.SECOND, high=high, fixed=fixed)


def say_quietly(line: Line, words: str) -> None:
    """Put quiet words on a line."""
    line.tell((Run(words, role=Role.QUIET),) if words else ())


def hint(look: Look, pairs: tuple[tuple[str, str], ...]) -> QWidget:
    """Live caps, each with its quiet words."""
    parts: list[QWidget | None] = []
    for cap, words in pairs:
        parts += [KeyCap(look, cap), Line(look, (Run(words),), Style.SECOND, fixed=True)]
    return row_of(look, *parts, gap=5)
