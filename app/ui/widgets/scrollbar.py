"""The bar at the side of what scrolls: a rounded mark of 6 px and nothing else.

Page keys, wheel and drag stay Qt's own; there is nothing on it that only a mouse could reach.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider

from app.ui.look import Look
from app.ui.theme import Role

WIDE, MARK = 12, 6.0


class SlimBar(QScrollBar):
    """As wide as a finger's edge; its mark is drawn in the border's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.look = look
        look.follow(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """12 wide."""
        return QSize(self.look.px(WIDE), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark where Qt has its slider; with nothing to scroll there is none."""
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        place = self.style().subControlRect(control, option, part, self)
        wide = self.look.px(MARK)
        box = QRectF((self.width() - wide) / 2, place.y() + 2, wide, max(place.height() - 4, wide))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(Role.BORDER))
        painter.drawRoundedRect(box, wide / 2, wide / 2)
        painter.end()


def slim(look: Look, area: QAbstractScrollArea) -> None:
    """Give an area our bar."""
    area.setVerticalScrollBar(SlimBar(look))
