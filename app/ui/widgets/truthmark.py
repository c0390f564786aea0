"""Truth is a shape: square saved, arrow sent, disc received; hollow until it holds."""

from enum import StrEnum

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

WIDE, HIGH, GAP = 30.0, 12.0, 6.0
ICON = 16.0


class Standing(StrEnum):
    """What a record's words are worth."""

    ACT = "act"  # the three marks say it
    DRAFT = "draft"  # nothing recorded yet
    PAPER = "paper"  # paper only: no truths are shown


class Truths(msgspec.Struct, frozen=True):
    """The three truths of a record and their words; green only when all three hold."""

    words: str
    saved: bool = False
    sent: bool = False
    received: bool = False
    standing: Standing = Standing.ACT

    @property
    def role(self) -> Role:
        """Good when all three hold, else quiet."""
        return Role.GOOD if self.saved and self.sent and self.received else Role.QUIET


def _arrow(box: QRectF, *, turned: bool) -> QPainterPath:
    path = QPainterPath()
    base, tip = (box.right(), box.left()) if turned else (box.left(), box.right())
    path.moveTo(base, box.top())
    path.lineTo(tip, box.center().y())
    path.lineTo(base, box.bottom())
    path.closeSubpath()
    return path


def draw_truth_marks(canvas: Canvas, rect: QRectF, truths: Truths) -> None:
    """The three shapes in a box of 30 x 12, or the icon of a draft or a paper."""
    if truths.standing is not Standing.ACT:
        name = "draft" if truths.standing is Standing.DRAFT else "paper"
        top = rect.center().y() - ICON / 2
        canvas.icon(name, QRectF(rect.x(), top, ICON, ICON), Role.QUIET)
        return
    middle = rect.center().y()
    square = QRectF(rect.x() + 1, middle - 3.5, 7, 7)
    arrow = QRectF(rect.x() + 11, middle - 4, 8, 8)
    disc = QRectF(rect.x() + 21, middle - 3.8, 7.6, 7.6)
    shapes: list[tuple[QPainterPath, bool]] = []
    for box, holds, kind in (
        (square, truths.saved, 0),
        (arrow, truths.sent, 1),
        (disc, truths.received, 2),
    ):
        path = QPainterPath()
        if kind == 0:
            path.addRect(canvas.at(box))
        elif kind == 1:
            path = _arrow(canvas.at(box), turned=canvas.look.mirrored)
        else:
            path.addEllipse(canvas.at(box))
        shapes.append((path, holds))
    colour = canvas.look.colour(truths.role)
    for path, holds in shapes:
        canvas.painter.setPen(QPen(colour, 1.3))
        canvas.painter.setBrush(colour if holds else Qt.BrushStyle.NoBrush)
        canvas.painter.drawPath(path)


def truths_width(look: Look, truths: Truths, style: Style = Style.SECOND) -> float:
    """Marks, gap and words, px at scale 1."""
    mark = WIDE if truths.standing is Standing.ACT else ICON
    return mark + GAP + advance(look, truths.words, style)


def draw_truths(
    canvas: Canvas,
    rect: QRectF,
    truths: Truths,
    style: Style = Style.SECOND,
    *,
    align: str = "leading",
) -> None:
    """Marks and words on one line."""
    x = rect.x()
    if align == "trailing":
        x = rect.right() - min(rect.width(), truths_width(canvas.look, truths, style))
    mark = WIDE if truths.standing is Standing.ACT else ICON
    draw_truth_marks(canvas, QRectF(x, rect.center().y() - HIGH / 2, WIDE, HIGH), truths)
    start = x + mark + GAP
    words = QRectF(start, rect.y(), rect.right() - start, rect.height())
    canvas.text(words, truths.words, style, truths.role)


class TruthMark(Painted):
    """The truths of one record as a widget of its own."""

    def __init__(
        self,
        look: Look,
        truths: Truths,
        style: Style = Style.SECOND,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._style = style
        self._truths = truths
        self.show_truths(truths)

    def show_truths(self, truths: Truths) -> None:
        """Show other truths."""
        self._truths = truths
        self.setAccessibleName(truths.words)
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """Marks and words on one line."""
        return (truths_width(self.look, self._truths, self._style), 20)

    def draw(self, canvas: Canvas) -> None:
        """Draw from the leading edge."""
        draw_truths(canvas, canvas.box, self._truths, self._style)
