"""A key cap standing alone: live says press it now, flat only tells the key."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import CAP_FLAT, CAP_LIVE, Canvas, cap_width
from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.painted import Painted


class KeyCap(Painted):
    """``kind`` is live, flat, waiting or primary; ``ground`` is for a flat cap on the desk."""

    def __init__(
        self,
        look: Look,
        words: str,
        kind: str = "live",
        *,
        ground: Role | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._words = words
        self.kind = kind
        self._ground = ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def become(self, kind: str) -> None:
        """Take another kind."""
        self.kind = kind
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """As wide as its words."""
        flat = self.kind == "flat"
        return (cap_width(self.look, self._words, flat=flat), CAP_FLAT if flat else CAP_LIVE)

    def draw(self, canvas: Canvas) -> None:
        """Draw the cap in the middle of the height."""
        high = CAP_FLAT if self.kind == "flat" else CAP_LIVE
        box = QRectF(0, (canvas.height - high) / 2, canvas.width, high)
        canvas.cap(box, self._words, self.kind, ground=self._ground)
