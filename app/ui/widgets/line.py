"""One line of runs: what a label is for plain words, for words of mixed weight and codes."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import Canvas, runs_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Runs, bare
from app.ui.widgets.painted import Painted


class Line(Painted):
    """Runs on one line; what may drop drops, the last is cut where room is short."""

    def __init__(
        self,
        look: Look,
        runs: Runs = (),
        style: Style = Style.BODY,
        *,
        align: str = "leading",
        high: float = 0,
        fixed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._style, self._align, self._high = style, align, high
        self._fixed = fixed
        self._runs: Runs = ()
        wide = QSizePolicy.Policy.Fixed if fixed else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.tell(runs)

    def tell(self, runs: Runs) -> None:
        """Say something else."""
        self._runs = tuple(runs)
        self.setAccessibleName(bare(" ".join(run.words for run in self._runs)))
        self.restyle()

    def natural(self) -> tuple[float, float]:
        """The whole line."""
        return (runs_width(self.look, self._runs, self._style) + 1, self._high or self._style.line)

    def minimumSizeHint(self) -> QSize:
        """A line that is not fixed may be cut."""
        whole = self.sizeHint()
        return whole if self._fixed else QSize(self.look.px(24), whole.height())

    def draw(self, canvas: Canvas) -> None:
        """Draw in the middle of the height."""
        canvas.runs(canvas.box, self._runs, self._style, align=self._align)
