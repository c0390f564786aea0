"""Two acts side by side: here and there, neither favoured; only what differs has a tint."""

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run
from app.ui.theme import Role

LABEL, MARK, SIDE = 112.0, 72.0, 16.0
START = SIDE + LABEL - 16
"""Where the tint of the first column begins; its words begin 8 further."""


def column_width(wide: float) -> float:
    """How wide each of the two equal columns is, px at scale 1."""
    return (wide - START - MARK - 8) / 2


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as it stands here and there; ``second`` lines are for the signers."""

    label: str
    here: tuple[Run, ...]
    there: tuple[Run, ...]
    equal: bool | None = None
    here_second: str = ""
    there_second: str = ""
    icon: str = ""

    @property
    def high(self) -> float:
        """56 for the signers, 36 for the rest."""
        return 56 if self.here_second or self.there_second else 36


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(run.words for run in runs)


def _spoken(pair: Pair, look: Look) -> str:
    told = "" if pair.equal is None else look.say("ui.same" if pair.equal else "ui.differs")
    here = look.say("ui.here")
    there = look.say("ui.there")
    parts = (pair.label, f"{here} {_words(pair.here)}", f"{there} {_words(pair.there)}", told)
    return ", ".join(part for part in parts if part)


TABLE: Table[Pair] = Table(
    name="here_there",
    columns=(Column(heading="", cell=lambda pair, _look: pair.here, spoken=_spoken),),
    key=lambda pair: pair.label,
)


class HereThereDelegate(RowDelegate):
    """Label, two equal columns, mark."""

    def row_height(self, row: Pair, wide: float) -> float:
        """Signers need two lines."""
        return row.high

    def _ground(self, canvas: Canvas, row: Pair, *, current: bool) -> None:
        canvas.hairline(canvas.height - 1)

    def draw(self, canvas: Canvas, row: Pair, *, current: bool) -> None:
        """Draw one fact."""
        wide = column_width(canvas.width)
        here = QRectF(START, 0, wide, canvas.height - 1)
        there = here.translated(wide, 0)
        if row.equal is False:
            canvas.fill(here.united(there), Role.DIFFERS_TINT)
        label = QRectF(SIDE, 0, LABEL, canvas.height)
        canvas.text(label, row.label, role=Role.QUIET)
        self._side(canvas, here, row.here, row.here_second, icon=row.icon)
        self._side(canvas, there, row.there, row.there_second, icon=row.icon)
        mark = QRectF(there.right() + 8, 0, MARK, canvas.height)
        if row.equal is False:
            icon = QRectF(mark.x(), canvas.height / 2 - 8, 16, 16)
            canvas.icon("noteq", icon, Role.DIFFERS)
        elif row.equal:
            canvas.text(mark, self.look.say("ui.same"), Style.SECOND, Role.QUIET)

    def _side(
        self, canvas: Canvas, rect: QRectF, runs: tuple[Run, ...], second: str, *, icon: str
    ) -> None:
        room = rect.adjusted(8, 0, -8, 0)
        if icon:
            canvas.icon(icon, QRectF(room.x(), room.center().y() - 8, 16, 16))
            room.adjust(22, 0, 0, 0)
        if not second:
            canvas.runs(room, runs)
            return
        canvas.runs(QRectF(room.x(), 8, room.width(), 20), runs)
        under = QRectF(room.x(), 28, room.width(), 20)
        canvas.text(under, second, Style.SECOND, Role.QUIET)


class HereThere(RowsView):
    """The facts of two acts, one row each; as high as they need."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, TABLE, name, parent)
        self.dress(HereThereDelegate(look, self))

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Show the facts and take the height they need."""
        self.show_rows(pairs)
        self.setFixedHeight(self.look.px(sum(pair.high for pair in pairs)) + 1)
