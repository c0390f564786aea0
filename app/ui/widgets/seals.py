"""The seals as they are found: a row of four equal cells per seal, never answered beforehand."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.look import Look
from app.ui.theme import Role
from app.ui.widgets.cells import CellRow, Choice
from app.ui.widgets.field import Field

WIDTHS = (94.0, 116.0, 120.0, 134.0)
"""The last takes the rest; beside a scroll bar there is no more room than this."""


class SealState(StrEnum):
    """How one declared seal is found."""

    INTACT = "intact"
    BROKEN = "broken"
    MISSING = "missing"
    OTHER = "other"


class SealWords(msgspec.Struct, frozen=True):
    """The words and caps of the four cells and of the field under *other number*."""

    intact: str
    broken: str
    missing: str
    other: str
    found: str
    caps: tuple[str, str, str] = ("B", "M", "N")


class SealAnswer(QWidget):
    """The answer for one seal; ``answered`` tells its number, state and the number found."""

    answered = Signal(str, str, str)
    writing = Signal(bool)

    def __init__(
        self, look: Look, number: str, words: SealWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        broken, missing, other = words.caps
        stop = Role.STOP
        choices = (
            Choice(SealState.INTACT, words.intact, icon="sealok", chosen=Role.GOOD),
            Choice(SealState.BROKEN, words.broken, broken, icon="sealbroken", chosen=stop),
            Choice(SealState.MISSING, words.missing, missing, icon="sealmissing", chosen=stop),
            Choice(SealState.OTHER, words.other, other, icon="sealother", chosen=stop),
        )
        self.row = CellRow(look, choices, widths=WIDTHS, name=number, parent=self)
        self.field = Field(look, name=f"{number} {words.found}", code=True, lead=words.found)
        self.field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.row)
        layout.addWidget(self.field)
        self.row.chosen.connect(self._chosen)
        self.field.edit.textEdited.connect(self._typed)
        self.field.writing.connect(self.writing)

    @property
    def state(self) -> SealState | None:
        """What is answered, if anything."""
        return SealState(self.row.value) if self.row.value else None

    @property
    def found(self) -> str:
        """The other number, where that is the answer."""
        return self.field.edit.text().strip().upper() if self.state is SealState.OTHER else ""

    def answer(self, state: SealState | None, found: str = "") -> None:
        """Show an answer without telling anybody."""
        self.row.choose(state or "")
        self.field.edit.setText(found)
        self.field.setVisible(state is SealState.OTHER)

    def press(self, state: SealState) -> None:
        """Answer as the officer does."""
        self.row.press(state)

    def _chosen(self, name: str) -> None:
        other = name == SealState.OTHER
        self.field.setVisible(other)
        if other:
            self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.answered.emit(self.number, name, self.found)

    def _typed(self, _words: str) -> None:
        self.answered.emit(self.number, SealState.OTHER, self.found)


def whole(answers: Sequence[SealAnswer]) -> SealState | None:
    """The worst of the answers; nothing while one seal is unanswered."""
    states = [answer.state for answer in answers]
    for worst in (SealState.BROKEN, SealState.MISSING, SealState.OTHER):
        if worst in states:
            return worst
    return SealState.INTACT if states and None not in states else None
