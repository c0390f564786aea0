"""Facts of a record as a grouped list of label and value: what is declared, documents."""

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.ui.canvas import CAP_LIVE, Canvas, cap_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.tables.delegate import RowDelegate
from app.ui.tables.spec import Column, Table
from app.ui.tables.view import RowsView
from app.ui.text import Run, Runs
from app.ui.theme import Role
from app.ui.widgets.paragraph import draw_flow, flow_height

LABEL, SIDE = 152.0, 16.0


class FactLine(msgspec.Struct, frozen=True, kw_only=True):
    """One fact; without a value it heads a group."""

    label: str
    value: tuple[Run, ...] = ()
    note: str = ""
    key: object = None
    is_cap: bool = False  # the label is that of a key


def _spoken(fact: FactLine, _look: Look) -> str:
    value = "".join(run.words for run in fact.value)
    return ", ".join(part for part in (fact.label, value, fact.note) if part)


TABLE: Table[FactLine] = Table(
    name="facts",
    columns=(Column(heading="", cell=lambda fact, _look: fact.value, spoken=_spoken),),
    key=lambda fact: fact.key or (fact.label, _value(fact.value)),
)


def _value(runs: Runs) -> str:
    return "".join(run.words for run in runs)


class FactsDelegate(RowDelegate):
    """Label quiet, value in lines, note at the end; heads of groups are bold."""

    def row_height(self, row: FactLine, wide: float) -> float:
        """As many lines as the value needs."""
        if not row.value:
            return 40
        room = max(80.0, wide - LABEL - 2 * SIDE - (120 if row.note else 0))
        return 12 + flow_height(self.look, row.value, Style.BODY, room)

    def draw(self, canvas: Canvas, row: FactLine, *, current: bool) -> None:
        """Draw one fact."""
        if not row.value:
            head = QRectF(SIDE, 12, canvas.width - 2 * SIDE, 24)
            canvas.text(head, row.label, bold=True)
            canvas.text(head, row.note, Style.SECOND, Role.QUIET, align="trailing")
            return
        if row.is_cap:
            wide = cap_width(self.look, row.label)
            canvas.cap(QRectF(SIDE, 6, wide, CAP_LIVE), row.label)
        else:
            canvas.text(QRectF(SIDE, 6, LABEL - 8, 20), row.label, role=Role.QUIET)
        wide = canvas.width - LABEL - 2 * SIDE - (120 if row.note else 0)
        draw_flow(canvas, QRectF(SIDE + LABEL, 6, wide, 20), row.value)
        note = QRectF(canvas.width - SIDE - 112, 6, 112, 20)
        canvas.text(note, row.note, Style.SECOND, Role.QUIET, align="trailing")


class Facts(RowsView):
    """A list of facts that scrolls."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, TABLE, name, parent)
        delegate = FactsDelegate(look, self)
        delegate.only_focused = True
        self.dress(delegate)
