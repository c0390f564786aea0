"""Sentences that wrap, with bold and quiet stretches: what plain labels cannot show."""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Runs, isolate
from app.ui.widgets.painted import Painted


def flow(look: Look, runs: Runs, style: Style, wide: float) -> QTextLayout:
    """Lay runs out over lines of ``wide`` px at scale 1, each as high as the style says."""
    told = [isolate(run.words) if run.code and look.mirrored else run.words for run in runs]
    words = "".join(told)
    layout = QTextLayout(words, look.drawn(style))
    option = QTextOption()
    option.setTextDirection(look.direction)
    side = Qt.AlignmentFlag
    option.setAlignment(side.AlignRight if look.mirrored else side.AlignLeft)
    layout.setTextOption(option)
    formats = []
    at = 0
    for run, part in zip(runs, told, strict=True):
        span = QTextLayout.FormatRange()
        span.start, span.length = at, len(part)
        dress = QTextCharFormat()
        dress.setFont(look.drawn(run.style or style, bold=run.bold, code=run.code))
        dress.setForeground(look.colour(run.role))
        span.format = dress
        formats.append(span)
        at += len(part)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, wide))
        line.setPosition(QPointF(0, y + (style.line - line.height()) / 2))
        y += style.line
    layout.endLayout()
    return layout


def flow_height(look: Look, runs: Runs, style: Style, wide: float) -> float:
    """How high runs become in lines of ``wide`` px at scale 1."""
    lines = _lines(look, tuple(runs), direction=look.direction, style=style, wide=wide)
    return lines * style.line


@lru_cache(maxsize=4096)
def _lines(
    look: Look, runs: Runs, *, direction: Qt.LayoutDirection, style: Style, wide: float
) -> int:
    """How many lines; a layout asks for the same height some ten times before it stands.

    Neither colour nor scale moves a line's end: the direction alone is asked for apart.
    """
    del direction
    return flow(look, runs, style, wide).lineCount()


def draw_flow(canvas: Canvas, rect: QRectF, runs: Runs, style: Style = Style.BODY) -> float:
    """Draw runs over lines from the top of a box; answer the height taken."""
    layout = flow(canvas.look, runs, style, rect.width())
    layout.draw(canvas.painter, canvas.at(rect).topLeft())
    return layout.lineCount() * style.line


class Paragraph(Painted):
    """Runs that wrap, with an icon before them if one is given."""

    def __init__(
        self,
        look: Look,
        runs: Runs = (),
        style: Style = Style.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._style = style
        self._runs: Runs = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.tell(runs)

    def tell(self, runs: Runs) -> None:
        """Say something else."""
        self._runs = tuple(runs)
        self.setAccessibleName("".join(run.words for run in self._runs))
        self.restyle()

    def hasHeightForWidth(self) -> bool:
        """Taller where narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines it needs."""
        wide = width / self.look.scale
        return math.ceil(flow_height(self.look, self._runs, self._style, wide) * self.look.scale)

    def sizeHint(self) -> QSize:
        """One short line; the layout asks for the height."""
        wide = self.width() if self.width() > 1 else self.look.px(240)
        return QSize(self.look.px(120), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a word or two."""
        return QSize(self.look.px(60), self.look.px(self._style.line))

    def draw(self, canvas: Canvas) -> None:
        """Draw from the top."""
        draw_flow(canvas, canvas.box, self._runs, self._style)
