"""The stations of the fast lane: three cells side by side, the next one with the focus line."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.track import Node, draw_node

RADIUS = 6.0


class FastCell(QWidget):
    """A station as a cell: node and name on top, its answers below."""

    def __init__(self, look: Look, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.name = name
        self._words, self._note = words, ""
        self.node = Node.OPEN
        self.column = QVBoxLayout(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def stand(self, node: Node, note: str = "") -> None:
        """Take another node and a note at the end of the head."""
        self.node, self._note = node, note
        self.setAccessibleName(f"{self._words} {note}, {self.look.say(f'node.{node}')}")
        self.update()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self.column.setContentsMargins(px(16), px(52), px(16), px(16))
        self.column.setSpacing(px(12))
        self.setFixedHeight(px(196))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, top line or focus line, node, name and note."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if self.node is Node.NEXT:
            thick = self.look.theme.focus_line
            canvas.ring(canvas.box, Role.FOCUS, thick, RADIUS, ground=Role.PANEL)
        else:
            canvas.fill(canvas.box, Role.CELL, RADIUS)
        done = self.node in {Node.DONE, Node.NEXT, Node.PREFILLED}
        role = Role.STOP if self.node is Node.TROUBLE else Role.ACCENT if done else Role.BORDER
        painter.save()
        painter.setClipRect(QRectF(0, 0, canvas.width, 3))
        canvas.fill(QRectF(0, 0, canvas.width, 20), role, RADIUS)
        painter.restore()
        draw_node(canvas, QPointF(26, 28), self.node)
        room = QRectF(44, 16, canvas.width - 60, 24)
        canvas.text(room, self._words, Style.SECTION, bold=True)
        canvas.text(room, self._note, Style.SECOND, Role.QUIET, align="trailing")
        painter.end()
