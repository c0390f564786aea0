"""Progress: what is done and what is held, always with the figure beside it."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted

HIGH = 8.0


def draw_progress(canvas: Canvas, rect: QRectF, done: float, reserved: float = 0) -> None:
    """A bar 8 high; shares between 0 and 1."""
    canvas.ring(rect, Role.BORDER, 1, 2, ground=Role.BASE)
    inner = rect.adjusted(1, 1, -1, -1)
    first = inner.width() * min(1.0, max(0.0, done))
    second = inner.width() * min(1.0 - min(1.0, done), max(0.0, reserved))
    canvas.fill(QRectF(inner.x(), inner.y(), first, inner.height()), Role.ACCENT)
    canvas.fill(QRectF(inner.x() + first, inner.y(), second, inner.height()), Role.CALM)


class Progress(Painted):
    """A bar and its figure in words."""

    def __init__(self, look: Look, *, bar_wide: float = 0, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._bar_wide = bar_wide
        self._done = self._reserved = 0.0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, done: float, words: str, *, reserved: float = 0) -> None:
        """Show shares between 0 and 1 and the figure."""
        self._done, self._words, self._reserved = done, words, reserved
        self.setAccessibleName(words)
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """One line."""
        return (120 + advance(self.look, self._words, Style.SECOND), 20)

    def draw(self, canvas: Canvas) -> None:
        """Draw bar and figure."""
        wide = advance(self.look, self._words, Style.SECOND)
        gap = 8 if self._words else 0
        bar_wide = self._bar_wide or canvas.width - wide - gap
        bar = QRectF(0, (canvas.height - HIGH) / 2, bar_wide, HIGH)
        draw_progress(canvas, bar, self._done, self._reserved)
        room = QRectF(bar.right() + gap, 0, wide + 1, canvas.height)
        role = Role.QUIET if self._bar_wide else Role.TEXT
        canvas.text(room, self._words, Style.SECOND, role)
