"""The verdict: six annunciators that never move, quiet unless they have something to say."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import RADIUS, Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.theme import TINTS, Role
from app.ui.widgets.painted import Painted

CELLS = 6
HIGH, GAP = 48.0, 4.0
LIT_MS = 600
"""How long a newly lit cell shows its line at 3 px, once."""


class Cell(msgspec.Struct, frozen=True):
    """One annunciator: at rest its role is quiet; lit it is warn or stop.

    ``spoken`` is its part of the verdict's sentence.
    """

    caption: str
    icon: str
    answer: str
    role: Role = Role.QUIET
    spoken: str = ""

    @property
    def lit(self) -> bool:
        """Whether it has something to say."""
        return self.role is not Role.QUIET


class Annunciators(Painted):
    """Six cells in one widget, one stop for the keyboard, read as one sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.cells: tuple[Cell, ...] = ()
        self._fresh: frozenset[int] = frozenset()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(LIT_MS)
        self._calm.timeout.connect(self._settle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show the verdict; cells that were dark and are lit now flash their line once."""
        before, self.cells = self.cells, tuple(cells)
        newly = frozenset(
            place
            for place, (old, new) in enumerate(zip(before, self.cells, strict=False))
            if new.lit and not old.lit
        )
        if newly and not self.look.still:
            self._fresh = newly
            self._calm.start()
        self.setAccessibleName(self.sentence())
        self.update()

    def sentence(self) -> str:
        """The verdict in one sentence, lit cells first."""
        ordered = sorted(self.cells, key=lambda cell: not cell.lit)
        spoken = [cell.spoken or f"{cell.caption} {cell.answer}" for cell in ordered]
        return ", ".join(spoken)

    def _settle(self) -> None:
        self._fresh = frozenset()
        self.update()

    def natural(self) -> tuple[float, float]:
        """At least 84 a cell."""
        return (CELLS * 84 + (CELLS - 1) * GAP, HIGH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def draw(self, canvas: Canvas) -> None:
        """Draw the cells, then the focus ring."""
        wide = (canvas.width - (CELLS - 1) * GAP) / CELLS
        for place, cell in enumerate(self.cells):
            x, end = round(place * (wide + GAP)), round(place * (wide + GAP) + wide)
            self._cell(canvas, QRectF(x, 0, end - x, HIGH), cell, fresh=place in self._fresh)
        if self.showing_focus():
            canvas.ring(canvas.box, Role.FOCUS, self.look.theme.focus_line)

    def _cell(self, canvas: Canvas, box: QRectF, cell: Cell, *, fresh: bool) -> None:
        if cell.lit:
            canvas.ring(box, cell.role, 3 if fresh else 1, RADIUS, ground=TINTS[cell.role])
        elif canvas.look.theme.sunlit:
            canvas.ring(box, Role.BORDER, 1, RADIUS, ground=Role.BASE)
        else:
            canvas.fill(box, Role.CELL, RADIUS)
        mark = QRectF(box.x() + 8, box.y() + 5, 16, 16)
        canvas.icon(cell.icon, mark, cell.role)
        caption = QRectF(box.x() + 31, box.y() + 4, box.width() - 36, 18)
        canvas.text(caption, cell.caption, Style.CAPTION, cell.role)
        answer = QRectF(box.x() + 9, box.y() + 23, box.width() - 14, 22)
        canvas.text(answer, cell.answer, role=cell.role if cell.lit else Role.TEXT, bold=True)
