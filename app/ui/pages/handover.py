"""A shift handed over: what is in force line by line, a message or remarks, and who signs."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.findings import Severity
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.layouts import hint, quiet, say_quietly
from app.ui.tables.shiftlines import ShiftLine, ShiftView
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.field import Field, FindingStrip, Told
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Hairline, Inset, Panel
from app.ui.widgets.textarea import TextArea

GIVE, TAKE, READ = "give", "take", "read"
SECRET_WIDE = 240


class HandoverShown(msgspec.Struct, frozen=True, kw_only=True):
    """A handover in words. ``task`` is give, take or read; ``first`` and ``rest`` the banner."""

    title: tuple[Run, ...]
    state: str
    task: str
    lines: tuple[ShiftLine, ...]
    first: str = ""
    rest: str = ""


class Signing(Inset):
    """What is written with the signature, and the own secret; the secret is forgotten at once."""

    changed = Signal()
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, foot=False, parent=parent)
        say = look.say
        self.message = TextArea(
            look, name=say("handover.message"), placeholder=say("handover.message.hint")
        )
        self.remark = Field(
            look,
            name=say("handover.remark"),
            placeholder=say("handover.remark.hint"),
            cap=CAPS.cap(Press.EDIT),
        )
        self.secret = Field(
            look,
            name=say("handover.secret"),
            placeholder=say("handover.secret"),
            icon="lock",
            wide=SECRET_WIDE,
        )
        self.secret.edit.setEchoMode(self.secret.edit.EchoMode.Password)
        self.strip = FindingStrip(look)
        self._row = QHBoxLayout()
        self._row.addWidget(self.message, 1)
        self._row.addWidget(self.remark, 1)
        self._row.addWidget(self.secret)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._row)
        self._column.addWidget(self.strip)
        self.secret.edit.textEdited.connect(lambda _words: self._typed())
        self.secret.edit.returnPressed.connect(self.entered)
        look.follow(self.lay_out)
        self.lay_out()

    def lay_out(self) -> None:
        """Take a changed look."""
        look = self.look
        self._row.setSpacing(look.px(8))
        self._column.setContentsMargins(look.margins(16, 8, 16, 8))
        self._column.setSpacing(look.px(2))

    def _typed(self) -> None:
        self.refuse("")
        self.changed.emit()

    def take(self) -> str:
        """Give the secret away and forget it."""
        words = self.secret.edit.text()
        self.secret.edit.clear()
        return words

    def refuse(self, words: str) -> None:
        """Say beneath the secret why not."""
        self.strip.tell(Told(words, Severity.STOP) if words else None)
        self.secret.mark(Severity.STOP if words else None)


class HandoverPage(QWidget):
    """``toggled`` gives the line that was marked or checked, ``opened`` one to look into.

    ``asked`` gives the secret, once; ``remarked`` a line's key and its remark; ``settled`` tells
    that the lamp is to be judged again.
    """

    toggled = Signal(object)
    opened = Signal(object)
    asked = Signal(str)
    remarked = Signal(str, str)
    settled = Signal()
    too_early = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.task = READ
        say = look.say
        self.panel = Panel(look, say("handover.title"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panel)
        self.title = Line(look, style=Style.SECTION, high=24)
        self.state = quiet(look, high=20)
        self.banner = Banner(look, Role.CALM, icon="handover")
        self.view = ShiftView(look, say("handover.title"))
        self.signing = Signing(look)
        self.bar = ActionBar(look)
        self.marks = hint(look, (("Space", say("handover.marks")),))
        self.checks = hint(look, ((CAPS.cap(Press.AS_DECLARED), say("handover.checks")),))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        look = self.look
        self._head = QVBoxLayout()
        self._head.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(look.px(12))
        line.addWidget(self.state, 1)
        line.addWidget(self.marks)
        line.addWidget(self.checks)
        self._head.addLayout(line)
        self._told = QVBoxLayout()
        self._told.addWidget(self.banner)
        column = self.panel.column
        column.addLayout(self._head)
        column.addLayout(self._told)
        column.addWidget(Hairline(look))
        column.addWidget(self.view, 1)
        column.addWidget(self.signing)
        column.addWidget(self.bar)
        self.banner.tell("", "")
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        look, shown = self.look, not self.banner.isHidden()
        self._head.setContentsMargins(look.margins(16, 8, 16, 6))
        self._head.setSpacing(0)
        self._told.setContentsMargins(look.margins(16, 0, 16, 10 if shown else 0))

    def _wire(self) -> None:
        self.bar.primary.clicked.connect(lambda _checked=False: self.press_primary())
        self.view.spaced.connect(self.toggle)
        self.view.opened.connect(self.opened)
        self.view.current_row.connect(self._turned)
        self.signing.changed.connect(self.settled)
        self.signing.entered.connect(self.press_primary)
        self.signing.remark.edit.textEdited.connect(self._remark)
        self.signing.remark.edit.returnPressed.connect(self.view.setFocus)

    def show_handover(self, shown: HandoverShown) -> None:
        """Show a handover; what is written for it stays."""
        self.task = shown.task
        self.title.tell(shown.title)
        say_quietly(self.state, shown.state)
        self.banner.tell(shown.first, shown.rest, Role.CALM)
        self.restyle()
        self.signing.setVisible(shown.task != READ)
        self.signing.message.setVisible(shown.task == GIVE)
        self.signing.remark.setVisible(shown.task == TAKE)
        self.marks.setVisible(shown.task == GIVE and not self.look.narrow)
        self.checks.setVisible(shown.task == TAKE and not self.look.narrow)
        self.view.show_lines(shown.lines)

    def offer(self, words: str, cap: str, *, lit: bool, note: str) -> None:
        """Name the primary and light it, or say why not."""
        self.bar.offer(words, cap)
        self.bar.lawful(lit, note)

    @property
    def line(self) -> ShiftLine | None:
        """The current line; a head is none."""
        row = self.view.row_now
        return row if isinstance(row, ShiftLine) and not row.is_head else None

    def toggle(self) -> None:
        """Space: mark this line, or check it."""
        line = self.line
        if line is not None and self.task != READ:
            self.toggled.emit(line)

    def check(self) -> None:
        """E: this line is as it stands; the next one that is open follows."""
        line = self.line
        if line is None or self.task == READ:
            return
        if self.task == GIVE or line.checked is False:
            self.toggled.emit(line)
        if self.task == TAKE:
            self.view.go_to_open()

    def edit(self) -> None:
        """F2: write the message, or a remark on this line."""
        if self.task == GIVE:
            self.signing.message.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.task == TAKE:
            self.signing.remark.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_secret(self) -> None:
        """Put the caret where the secret is typed."""
        self.signing.secret.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press_primary(self) -> None:
        """Sign, or move to what is still open."""
        if self.bar.primary.isHidden() or not self.bar.primary.isEnabled():
            return
        if self.bar.primary.lamp:
            self.asked.emit(self.signing.take())
        else:
            self.too_early.emit()

    def _turned(self, row: object) -> None:
        if isinstance(row, ShiftLine):
            self.signing.remark.edit.setText(row.remark)

    def _remark(self, words: str) -> None:
        line = self.line
        if line is not None:
            self.remarked.emit(line.key, words)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        return {
            Press.PRIMARY: self.press_primary,
            Press.AS_DECLARED: self.check,
            Press.EDIT: self.edit,
            Press.ROW_DOWN: lambda: self.view.step(1),
            Press.ROW_UP: lambda: self.view.step(-1),
        }
