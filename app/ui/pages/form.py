"""Forms as data: rows of a label and fields, each with its finding beneath."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.base.findings import Severity
from app.ui.look import Look
from app.ui.pages.findings import FindingLine
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.field import Field, FindingStrip, Told
from app.ui.widgets.line import Line
from app.ui.widgets.scrollbar import slim

LABEL, SIDE = 136, 16


class Form(QScrollArea):
    """Rows of 40: a quiet label of 136, then parts; findings stand under their row.

    Each row has a name; findings name the row they speak of.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._strips: dict[str, QVBoxLayout] = {}
        self._fields: dict[str, tuple[QWidget, ...]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(look, self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.margins(SIDE, 16, SIDE, 8))
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnMinimumWidth(0, look.px(LABEL))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inner)
        for board in (self.viewport(), inner):
            board.setAutoFillBackground(False)

    def add(self, name: str, words: str, *parts: QWidget | None) -> None:
        """Add a row; None stretches; the first part that takes the focus is the row's own."""
        place = self._grid.rowCount()
        head = Line(self.look, (Run(words, role=Role.QUIET),), high=32)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, self.look.px(8))
        column.setSpacing(self.look.px(2))
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        for part in parts:
            row.addStretch(1) if part is None else row.addWidget(part)
        column.addLayout(row)
        strips = QVBoxLayout()
        strips.setSpacing(self.look.px(2))
        column.addLayout(strips)
        self._grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(holder, place, 1)
        self._strips[name] = strips
        self._fields[name] = tuple(part for part in parts if part is not None)

    def add_below(self, name: str, widget: QWidget) -> None:
        """Put a part under the fields of a row, over its findings."""
        strips = self._strips[name]
        holder = strips.parentWidget()
        layout = None if holder is None else holder.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, widget)

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        """Mark the fields findings speak of and put each sentence beneath its row."""
        worst: dict[str, Severity] = {}
        for strips in self._strips.values():
            while (taken := strips.takeAt(0)) is not None:
                old = taken.widget()
                if old is not None:
                    old.hide()  # one not yet shown would be shown as a window of its own
                    old.setParent(None)
                    old.deleteLater()
        for line in lines:
            below = self._strips.get(line.field)
            if below is None or line.severity is Severity.CENTRE:
                continue
            told = Told(line.words, line.severity, line.rule)
            below.addWidget(FindingStrip(self.look, told))
            if worst.get(line.field) is not Severity.STOP:
                worst[line.field] = line.severity
        self._mark(worst)

    def _mark(self, worst: Mapping[str, Severity]) -> None:
        for name, parts in self._fields.items():
            for part in parts:
                if isinstance(part, Field):
                    part.mark(worst.get(name))

    def go_to(self, name: str) -> None:
        """Put the focus into a row."""
        for part in self._fields.get(name, ()):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus or part.focusProxy() is not None:
                part.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.ensureWidgetVisible(part)
                return
