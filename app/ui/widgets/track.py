"""The track: every job is a line of stations, one of which is next and alone has a band."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.clockmark import draw_alarm

TRACK, LABEL, DECLARED, SIDE = 48, 76, 140, 16
WIDEST_LABEL = 112
"""Station columns, px: the rest is what was found."""
NODE = 20.0


class Node(StrEnum):
    """How a station stands."""

    DONE = "done"  # answered
    PREFILLED = "prefilled"  # filled for the officer, may be changed
    NEXT = "next"  # answer this now
    OPEN = "open"  # later
    FOLLOWS = "follows"  # not offered: follows from others
    TROUBLE = "trouble"  # answered, and it matters
    NONE = "none"  # a line beside the track


def draw_node(canvas: Canvas, centre: QPointF, node: Node) -> None:
    """Draw one node, 20 px across at most, around a centre written from the left."""
    middle = canvas.point(centre.x(), centre.y())
    if node is Node.TROUBLE:
        draw_alarm(canvas, QRectF(centre.x() - 9, centre.y() - 9, 18, 18))
    elif node is Node.DONE:
        _disc(canvas, middle, 9, Role.ACCENT)
        _tick(canvas, middle, Role.ON_ACCENT)
    elif node is Node.PREFILLED:
        _ring(canvas, middle, Role.ACCENT, 1.5)
        _tick(canvas, middle, Role.ACCENT)
    elif node is Node.NEXT:
        _ring(canvas, middle, Role.ACCENT, 3)
        _disc(canvas, middle, 3, Role.ACCENT)
    elif node is Node.OPEN:
        _ring(canvas, middle, Role.BORDER, 1.5)
    elif node is Node.FOLLOWS:
        _ring(canvas, middle, Role.BORDER, 1.5, dashes=(2.2, 1.6))
        bar = QRectF(centre.x() - 3, centre.y() - 0.75, 6, 1.5)
        canvas.fill(bar, Role.BORDER)


def _disc(canvas: Canvas, middle: QPointF, radius: float, role: Role) -> None:
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.look.colour(role))
    canvas.painter.drawEllipse(middle, radius, radius)


def _ring(
    canvas: Canvas,
    middle: QPointF,
    role: Role,
    thick: float,
    *,
    dashes: tuple[float, float] | None = None,
) -> None:
    pen = QPen(canvas.look.colour(role), thick)
    if dashes is not None:
        pen.setDashPattern(list(dashes))
    canvas.painter.setPen(pen)
    canvas.painter.setBrush(canvas.look.colour(Role.PANEL))
    radius = 7.75 + (thick - 1.5) / 2
    canvas.painter.drawEllipse(middle, radius, radius)


def _tick(canvas: Canvas, middle: QPointF, role: Role) -> None:
    path = QPainterPath(middle + QPointF(-3.6, 0.2))
    path.lineTo(middle + QPointF(-1, 2.8))
    path.lineTo(middle + QPointF(3.8, -2.6))
    canvas.path(path, role, thick=1.8)


class Station(QWidget):
    """One station: node, label, what is declared beside what is found, in lines that align.

    The station holds the focus, not a text field, so that single letters act.
    """

    reached = Signal()

    def __init__(self, look: Look, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.name = name
        self.node = Node.OPEN
        self.words = words
        self.above = self.below = Node.NONE  # how the line runs: DONE thick, OPEN thin
        self.lead = 32.0
        self.pad = 8.0
        self.declared_wide = DECLARED
        self.label_wide = float(LABEL)
        self.node_at: float | None = None  # else the middle of the first line
        self._lines = 0
        self._narrow = False
        self._parts: list[tuple[int, QWidget | None, QWidget | None]] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.grid = QGridLayout(self)
        look.follow(self.restyle)
        self.restyle()

    def add_line(self, declared: QWidget | None, found: QWidget | None) -> None:
        """Add a line: what is declared, and the answer beside it."""
        self._parts.append((self._lines, declared, found))
        self._put(self._lines, declared, found)
        self._lines += 1

    def add_beside(self, line: int, found: QWidget) -> None:
        """Add another answer in the place of a line's; one of the two is shown at a time."""
        self._parts.append((line, None, found))
        self._put(line, None, found)

    def _put(self, line: int, declared: QWidget | None, found: QWidget | None) -> None:
        """Side by side, or in one column the answer under what is declared."""
        narrow = self.look.narrow
        row = 2 * line
        if declared is not None:
            self.grid.addWidget(declared, row, 2, Qt.AlignmentFlag.AlignVCenter)
        if found is not None and narrow:
            self.grid.addWidget(found, row + 1, 1, 1, 3)
        elif found is not None:
            self.grid.addWidget(found, row, 3)

    def _lay_out(self) -> None:
        if self._narrow is self.look.narrow:
            return
        self._narrow = self.look.narrow
        for line, declared, found in self._parts:
            self._put(line, declared, found)
        self.grid.setRowMinimumHeight(0, self.look.px(self.lead) if self._narrow else 0)

    def bare(self) -> None:
        """Give the column of what is declared to the answers."""
        self.declared_wide = 0
        self.restyle()

    def stand(self, node: Node, words: str = "") -> None:
        """Take another node; the band follows from ``next``."""
        self.node = node
        self.words = words or self.words
        self.setAccessibleName(f"{self.words}, {self.look.say(f'node.{node}')}")
        self.update()

    @property
    def is_next(self) -> bool:
        """Whether the band is here."""
        return self.node is Node.NEXT

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self.grid.setContentsMargins(self.look.margins(0, self.pad, SIDE, self.pad))
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(px(4))
        declared = max(0, self.declared_wide - (self.label_wide - LABEL))
        declared = 0 if self.look.narrow else declared
        for column, wide in enumerate((TRACK, self.label_wide, declared)):
            self.grid.setColumnMinimumWidth(column, px(wide))
        self.grid.setColumnStretch(2, 1 if self.look.narrow and self.declared_wide else 0)
        self.grid.setColumnStretch(3, 1)
        self._lay_out()
        self.update()

    def node_y(self) -> float:
        """The middle of the node, px at scale 1."""
        if self.node_at is not None:
            return self.node_at
        if self.look.narrow:
            return self.pad + self.lead / 2
        for row in range(0, 2 * self._lines, 2):
            if any(self._is_there(row, column) for column in (2, 3)):
                return self.grid.cellRect(row, 3).center().y() / self.look.scale + 0.5
        return self.pad + self.lead / 2

    def _is_there(self, row: int, column: int) -> bool:
        place = self.grid.itemAtPosition(row, column)
        widget = None if place is None else place.widget()
        return widget is not None and not widget.isHidden()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw band, line, node and label."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        y = self.node_y()
        if self.is_next:
            canvas.fill(canvas.box, Role.CELL)
            canvas.fill(QRectF(0, 0, 3, canvas.height), Role.ACCENT)
        self._rail(canvas, 0, y, self.above)
        self._rail(canvas, y, canvas.height, self.below)
        draw_node(canvas, QPointF(TRACK / 2, y), self.node)
        room = QRectF(TRACK, y - 16, self.label_wide, 32)
        canvas.text(room, self.words, bold=True)
        painter.end()

    def _rail(self, canvas: Canvas, top: float, end: float, kind: Node) -> None:
        if kind is Node.NONE:
            return
        thick = 3 if kind is Node.DONE else 1
        role = Role.ACCENT if kind is Node.DONE else Role.BORDER
        canvas.fill(QRectF(TRACK / 2 - thick / 2, top, thick, end - top), role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The node stays at the first line."""
        self.update()


class Track(QWidget):
    """Stations one below the other; works out where the line is thick and where the band is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.stations: list[Station] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)

    def add(self, station: Station) -> Station:
        """Add a station at the end."""
        self.stations.append(station)
        self.column.insertWidget(self.column.count() - 1, station)
        for one in self.stations:
            one.label_wide = self.label_wide
            one.restyle()
        return station

    @property
    def label_wide(self) -> float:
        """The column of the labels: where the language is longer, what is declared gives room."""
        widest = max(
            (advance(self.look, one.words, bold=True) for one in self.stations), default=0
        )
        return float(min(WIDEST_LABEL, max(LABEL, widest + 8)))

    def settle(self, standing: Sequence[Node]) -> Station | None:
        """Give each station its node; the first open one becomes next and is answered."""
        first: Station | None = None
        for station, node in zip(self.stations, standing, strict=True):
            opens = node is Node.OPEN and first is None
            first = station if opens else first
            station.stand(Node.NEXT if opens else node)
        self._draw_rail(first)
        return first

    def _draw_rail(self, first: Station | None) -> None:
        on_track = [each for each in self.stations if each.node is not Node.NONE]
        end = on_track.index(first) if first in on_track and first is not None else None
        last = len(on_track) - 1
        reached = last if end is None else end
        for place, station in enumerate(on_track):
            station.above = Node.NONE if place == 0 else _thick(place <= reached)
            station.below = Node.NONE if place == last else _thick(place < reached)
            station.update()
        for station in self.stations:
            if station.node is Node.NONE:
                station.above = station.below = Node.NONE
                station.update()


def _thick(set_part: bool) -> Node:
    return Node.DONE if set_part else Node.OPEN


class StationCaptions(QWidget):
    """The quiet heads over the columns: declared, found."""

    def __init__(
        self, look: Look, declared: str, found: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._declared, self._found = declared, found
        self.label_wide = float(LABEL)
        self.restyle()
        look.follow(self.restyle)

    def restyle(self) -> None:
        """Take a changed look."""
        self.setFixedHeight(self.look.px(0 if self.look.narrow else 24))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both words."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        left = QRectF(TRACK + self.label_wide, 0, DECLARED, 24)
        canvas.text(left, self._declared, Style.CAPTION, Role.QUIET)
        right = QRectF(TRACK + LABEL + DECLARED, 0, 200, 24)
        canvas.text(right, self._found, Style.CAPTION, Role.QUIET)
        painter.end()
