"""The toast: an act in its grace, counting down in the last row of the list panel."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import CAP_LIVE, Canvas, advance, cap_width
from app.ui.look import Look
from app.ui.text import Runs, bare
from app.ui.theme import Role
from app.ui.widgets.painted import Painted


class Toast(Painted):
    """Words, then the key and *withdraws*; the line on top shortens once a second."""

    def __init__(
        self, look: Look, cap: str, withdraws: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._cap, self._withdraws = cap, withdraws
        self._runs: Runs = ()
        self._left = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, runs: Runs, left: float) -> None:
        """Show what leaves and the share of the grace that is left; at 0 the toast goes."""
        self._runs, self._left = tuple(runs), left
        spoken = bare("".join(run.words for run in runs))
        self.setAccessibleName(f"{spoken}. {self._cap} {self._withdraws}")
        self.setVisible(left > 0)
        self.update()

    def natural(self) -> tuple[float, float]:
        """One row of 44."""
        return (240, 44)

    def draw(self, canvas: Canvas) -> None:
        """Draw ground, line, words, cap."""
        canvas.fill(canvas.box.adjusted(0, 0, 0, -4), Role.INSET)
        canvas.fill(canvas.box, Role.INSET, 5)
        canvas.hairline(0)
        if not canvas.look.still:
            canvas.fill(QRectF(0, 0, canvas.width * self._left, 3), Role.ACCENT)
        words = advance(self.look, self._withdraws)
        x = canvas.width - 12 - words
        canvas.text(QRectF(x, 1, words + 1, 44), self._withdraws)
        cap = cap_width(self.look, self._cap)
        x -= cap + 8
        canvas.cap(QRectF(x, 13, cap, CAP_LIVE), self._cap)
        canvas.runs(QRectF(12, 1, x - 20, 44), self._runs)
