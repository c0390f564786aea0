"""The plate as it is read on the truck: never answered beforehand."""

from enum import StrEnum

import msgspec
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from app.ui.canvas import CAP_LIVE, RADIUS, Canvas, cap_width, runs_width
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import TINTS, Role
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.field import Field
from app.ui.widgets.painted import Painted


class PlateState(StrEnum):
    """Where the answer stands."""

    OPEN = "open"
    TYPING = "typing"
    SAME = "same"
    DIFFERS = "differs"


class PlateWords(msgspec.Struct, frozen=True):
    """Words and caps of the answer."""

    same: str
    type_it: str
    name: str
    same_cap: str = "P"
    type_cap: str = "F2"


class DashedField(Painted):
    """The dashed place that a click or F2 turns into a field."""

    pressed = Signal()

    def __init__(
        self, look: Look, words: str, cap: str, *, high: float = 40, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._words, self._cap, self._high = words, cap, high
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural(self) -> tuple[float, float]:
        """As high as the answer beside it."""
        return (120, self._high)

    def draw(self, canvas: Canvas) -> None:
        """Draw the dashes, the words and the cap."""
        role = Role.BORDER if self._cap else Role.DISABLED
        thick = self.look.theme.field_line if self._cap else 1
        canvas.ring(canvas.box, role, thick, dashed=True)
        end = canvas.width - 9
        if self._cap:
            wide = cap_width(self.look, self._cap)
            cap = QRectF(end - wide, (canvas.height - CAP_LIVE) / 2, wide, CAP_LIVE)
            canvas.cap(cap, self._cap)
            end = cap.x() - 6
        room = QRectF(9, 0, end - 9, canvas.height)
        canvas.text(room, self._words, role=Role.QUIET if self._cap else Role.DISABLED)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the field."""
        self.pressed.emit()


class Answered(Painted):
    """An answer that stands: tick or not-equal, the code in bold, a note at the end."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.code = self.note = self.also = ""
        self.role: Role | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, code: str, note: str, *, also: str = "", role: Role | None = None) -> None:
        """Show an answer; with a role it is one that matters."""
        self.code, self.note, self.also, self.role = code, note, also, role
        self.setAccessibleName(f"{code} {note}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """One control."""
        return (196, 32)

    def draw(self, canvas: Canvas) -> None:
        """Draw line, mark, code and note; the note stands beside what is as declared."""
        role = self.role
        tint = Role.BASE if role is None else TINTS[role]
        line = Role.BORDER if role is None else role
        thick = self.look.theme.field_line if role is None else 2
        runs = [Run(self.code, bold=True, code=True)]
        runs += [Run(self.also, code=True, gap=8)] if self.also else []
        box = QRectF(canvas.box)
        if role is None:
            box.setWidth(min(canvas.width, max(196, runs_width(self.look, runs) + 48)))
        canvas.ring(box, line, thick, RADIUS, ground=tint)
        name, ink = ("check", Role.TEXT) if role is None else ("noteq", role)
        canvas.icon(name, QRectF(9, canvas.height / 2 - 8, 16, 16), ink)
        room = QRectF(33, 0, box.width() - 42, canvas.height)
        taken = canvas.runs(room, runs)
        rest = room.adjusted(taken + 12, 0, 0, 0)
        if role is None:
            rest = QRectF(box.right() + 8, 0, canvas.width - box.right() - 8, canvas.height)
        align = "leading" if role is None else "trailing"
        canvas.text(rest, self.note, Style.SECOND, Role.QUIET, align=align)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the field again."""
        self.pressed.emit()


class PlateAnswer(QWidget):
    """A stack of three: unanswered, typing, answered.

    ``same`` tells that the officer says it is the declared one; ``typed`` gives what was read;
    ``writing`` tells when the caret comes and goes.
    """

    same = Signal()
    typed = Signal(str)
    writing = Signal(bool)

    def __init__(self, look: Look, words: PlateWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.state = PlateState.OPEN
        self.button = Button(look, words.same, kind=Kind.NEXT, cap=words.same_cap)
        self.dashed = DashedField(look, words.type_it, words.type_cap)
        self.field = Field(look, name=words.name, code=True, bold=True, high=32)
        self.done = Answered(look)
        self._stack = QStackedLayout(self)
        for page in (self._open_page(), self.field, self.done):
            self._stack.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.same)
        self.dashed.pressed.connect(self.type_it)
        self.done.pressed.connect(self.type_it)
        self.field.writing.connect(self._caret)
        self.field.edit.installEventFilter(self)
        self.show_state(PlateState.OPEN)

    def _open_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.px(8))
        row.addWidget(self.button)
        row.addWidget(self.dashed)
        return page

    def show_state(
        self, state: PlateState, code: str = "", note: str = "", *, also: str = ""
    ) -> None:
        """Show where the answer stands."""
        self.state = state
        place = {PlateState.OPEN: 0, PlateState.TYPING: 1}.get(state, 2)
        if place == 2:  # noqa: PLR2004 - the third page of three
            role = Role.DIFFERS if state is PlateState.DIFFERS else None
            self.done.tell(code, note, also=also, role=role)
        self._stack.setCurrentIndex(place)
        self.setFixedHeight(self.look.px(40 if state is PlateState.OPEN else 32))

    def next_up(self, is_next: bool) -> None:
        """Show the expected answer with the accent line, or as one choice among others."""
        self.button.become(Kind.NEXT if is_next else Kind.SECONDARY)

    def type_it(self) -> None:
        """Open the field with the caret in it."""
        if self.state in {PlateState.SAME, PlateState.DIFFERS}:
            self.field.edit.setText(self.done.code)
        self.show_state(PlateState.TYPING)
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _caret(self, there: bool) -> None:
        self.writing.emit(there)
        if not there and self.state is PlateState.TYPING:
            self._take()

    def _take(self) -> None:
        read = self.field.edit.text().strip().upper()
        if read:
            self.typed.emit(read)
        else:
            self.show_state(PlateState.OPEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what was read, Esc goes back to the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
                if key == Qt.Key.Key_Escape:
                    self.field.edit.clear()
                self._back()
                return True
        return False

    def _back(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.field.edit.hasFocus():
            self.field.edit.clearFocus()
