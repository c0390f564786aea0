"""The legal clock of a record: an octagon when late, a slice when near, an arc when in time."""

import math
from enum import StrEnum

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

MARK = 14.0
GAP = 6.0
LOW = 6.0
"""Room for the dots below Arabic letters."""


class Urgency(StrEnum):
    """How near a clock is; the country pack says when."""

    LATE = "late"
    NEAR = "near"
    CALM = "calm"


class Clock(msgspec.Struct, frozen=True):
    """A clock as shown: words with units, and the share of the time that is left (0 to 1)."""

    urgency: Urgency
    words: str
    left: float = 1.0


ROLES = {Urgency.LATE: Role.STOP, Urgency.NEAR: Role.WARN, Urgency.CALM: Role.TEXT}


def octagon(box: QRectF) -> QPainterPath:
    """The shape of the stop sign, filling a square."""
    path = QPainterPath()
    radius = box.width() / 2 / math.cos(math.pi / 8)
    for corner in range(8):
        angle = math.pi / 8 + corner * math.pi / 4
        point = box.center() + QPointF(radius * math.cos(angle), radius * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def draw_alarm(canvas: Canvas, box: QRectF, role: Role = Role.STOP) -> None:
    """A filled octagon with its bar and dot."""
    place = canvas.at(box)
    canvas.path(octagon(place), role)
    unit = place.width() / MARK
    middle = place.center()
    bar = QRectF(middle.x() - unit, middle.y() - 4 * unit, 2 * unit, 5 * unit)
    dot = QRectF(middle.x() - unit, middle.y() + 2 * unit, 2 * unit, 2 * unit)
    canvas.painter.fillRect(bar, canvas.look.colour(Role.ON_ACCENT))
    canvas.painter.fillRect(dot, canvas.look.colour(Role.ON_ACCENT))


def draw_clock_mark(canvas: Canvas, box: QRectF, clock: Clock) -> None:
    """The mark alone; slices run clockwise from twelve in every language."""
    if clock.urgency is Urgency.LATE:
        draw_alarm(canvas, box)
        return
    painter, place = canvas.painter, canvas.at(box)
    span = -round(360 * 16 * min(1.0, max(0.0, clock.left)))
    if clock.urgency is Urgency.NEAR:
        ring = place.adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(canvas.look.colour(Role.WARN), 1.5))
        painter.drawEllipse(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(canvas.look.colour(Role.WARN))
        painter.drawPie(ring.adjusted(1, 1, -1, -1), 90 * 16, span)
        return
    ring = place.adjusted(1.75, 1.75, -1.75, -1.75)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(canvas.look.colour(Role.RAISED), 2.5))
    painter.drawEllipse(ring)
    pen = QPen(canvas.look.colour(Role.QUIET), 2.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawArc(ring, 90 * 16, span)


def clock_width(look: Look, clock: Clock, style: Style = Style.BODY) -> float:
    """Mark, gap and words, px at scale 1."""
    bold = clock.urgency is not Urgency.CALM
    return MARK + GAP + advance(look, clock.words, style, bold=bold)


def draw_clock(
    canvas: Canvas,
    rect: QRectF,
    clock: Clock,
    style: Style = Style.BODY,
    *,
    align: str = "leading",
) -> None:
    """Mark and words on one line."""
    bold = clock.urgency is not Urgency.CALM
    x = rect.x()
    if align == "trailing":
        x = rect.right() - min(rect.width(), clock_width(canvas.look, clock, style))
    mark = QRectF(x, rect.center().y() - MARK / 2, MARK, MARK)
    draw_clock_mark(canvas, mark, clock)
    words = QRectF(mark.right() + GAP, rect.y(), rect.right() - mark.right() - GAP, rect.height())
    canvas.text(words, clock.words, style, ROLES[clock.urgency], bold=bold)


class ClockMark(Painted):
    """One clock as a widget of its own."""

    def __init__(
        self, look: Look, clock: Clock, style: Style = Style.BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._style = style
        self._clock = clock
        self.show_clock(clock)

    def show_clock(self, clock: Clock) -> None:
        """Show another clock."""
        self._clock = clock
        self.setAccessibleName(clock.words)
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """Mark and words on one line."""
        high = self._style.line + (LOW if self.look.mirrored else 0)
        return (clock_width(self.look, self._clock, self._style), high)

    def draw(self, canvas: Canvas) -> None:
        """Draw the clock at the trailing end."""
        draw_clock(canvas, canvas.box, self._clock, self._style, align="trailing")
