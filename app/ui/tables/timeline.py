"""The timeline of a record: who did what when, here and there; only trouble has colour."""

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
from app.ui.widgets.paragraph import draw_flow, flow_height


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One act or message; ``where`` begins the sentence in bold for what came from elsewhere."""

    key: object
    time: str
    icon: str
    words: str
    second: str
    where: str = ""
    trouble: bool = False
    last: bool = False


def _spoken(entry: Entry, _look: Look) -> str:
    first = f"{entry.where} {entry.words}".strip()
    return f"{entry.time}, {first}, {entry.second}"


def _runs(entry: Entry, _look: Look) -> tuple[Run, ...]:
    where = (Run(f"{entry.where} ", bold=True),) if entry.where else ()
    return (*where, Run(entry.words, bold=entry.trouble))


TABLE: Table[Entry] = Table(
    name="timeline",
    columns=(Column(heading="", cell=_runs, spoken=_spoken),),
    key=lambda entry: entry.key,
)
_START, _TIME, _ICON = 92.0, 56.0, 66.0


class TimelineDelegate(RowDelegate):
    """Rows of 48 and more: time, icon on its line, sentence, who and truth in words."""

    high = 48.0

    def row_height(self, row: Entry, wide: float) -> float:
        """One line or more of sentence over the second line."""
        room = max(80.0, wide - _START - 16)
        return 28 + flow_height(self.look, _runs(row, self.look), Style.BODY, room)

    def _ground(self, canvas: Canvas, row: Entry, *, current: bool) -> None:
        if current and self._focused():
            canvas.fill(canvas.box, Role.SELECT)
            canvas.fill(QRectF(0, 0, 3, canvas.height), Role.ACCENT)

    def _focused(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.hasFocus()

    def draw(self, canvas: Canvas, row: Entry, *, current: bool) -> None:
        """Draw one entry."""
        time = QRectF(0, 4, _TIME, 20)
        canvas.text(time, row.time, Style.SECOND, Role.QUIET, align="trailing")
        role = Role.STOP if row.trouble else Role.TEXT
        canvas.icon(row.icon, QRectF(_ICON, 6, 16, 16), role)
        if not row.last:
            canvas.fill(QRectF(_ICON + 7.5, 25, 1, canvas.height - 22), Role.BORDER)
        room = QRectF(_START, 4, canvas.width - _START - 16, 20)
        taken = draw_flow(canvas, room, _runs(row, self.look))
        second = QRectF(_START, 4 + taken, room.width(), 20)
        canvas.text(second, row.second, Style.SECOND, Role.QUIET)


class Timeline(RowsView):
    """The entries, oldest first."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, TABLE, name, parent)
        self.dress(TimelineDelegate(look, self))
