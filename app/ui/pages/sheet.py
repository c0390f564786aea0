"""The form of one open part of what is keyed: its lines, its fields, findings under their line."""

import math
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.base.findings import Severity
from app.ui.canvas import Canvas, advance
from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.findings import FindingLine
from app.ui.pages.form import Form
from app.ui.text import Run
from app.ui.theme import TINTS, Role
from app.ui.widgets.field import SEVERITY_ICONS, SEVERITY_ROLES, Field, FindingStrip, Told
from app.ui.widgets.paragraph import draw_flow, flow_height

_START = 31.0
_GAP = 12
_WORDS_WIDE = 300
"""From this width on a field of a code list has room for the words of its code."""


class FieldShown(msgspec.Struct, frozen=True, kw_only=True):
    """A field: its path, its words, its text; ``meant`` are the words of the code in it."""

    path: str
    name: str
    text: str = ""
    meant: str = ""
    wide: float = 0
    hint: str = ""
    unit: str = ""
    coded: bool = False
    number: bool = False
    secret: bool = False


class LineShown(msgspec.Struct, frozen=True, kw_only=True):
    """Fields that share a line, and its words."""

    words: str
    fields: tuple[FieldShown, ...]


class WholeStrip(FindingStrip):
    """A finding in as many lines as its sentence needs."""

    def __init__(self, look: Look, told: Told) -> None:
        super().__init__(look, told)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _room(self, wide: float) -> float:
        rule = "" if self._told is None else self._told.rule
        return max(80.0, wide - _START - 16 - advance(self.look, rule, Style.CAPTION, code=True))

    def _high(self, wide: float) -> float:
        words = "" if self._told is None else self._told.words
        return 6 + flow_height(self.look, (Run(words),), Style.SECOND, self._room(wide))

    def hasHeightForWidth(self) -> bool:
        """Taller where narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines it needs and 3 above and below."""
        return math.ceil(self._high(width / self.look.scale) * self.look.scale)

    def sizeHint(self) -> QSize:
        """At least one line of 26."""
        wide = self.width() if self.width() > 100 else self.look.px(480)  # noqa: PLR2004 - unlaid
        return QSize(self.look.px(160), self.heightForWidth(wide))

    def draw(self, canvas: Canvas) -> None:
        """Draw tint, bar, icon, the whole sentence and the rule's number."""
        if self._told is None:
            return
        role = SEVERITY_ROLES[self._told.severity]
        canvas.fill(canvas.box, TINTS[role])
        canvas.fill(QRectF(0, 0, 3, canvas.height), role)
        canvas.icon(SEVERITY_ICONS[self._told.severity], QRectF(9, 5, 16, 16), role)
        wide = self._room(canvas.width)
        place = QRectF(_START + wide, 3, canvas.width - _START - wide - 8, 20)
        canvas.text(place, self._told.rule, Style.CAPTION, Role.QUIET, code=True, align="trailing")
        words = QRectF(_START, 3, wide, canvas.height)
        draw_flow(canvas, words, (Run(self._told.words),), Style.SECOND)


class KeyedField(Field):
    """A field of a sheet: the words of its code stand after it, the cap while it is written in."""

    def __init__(self, look: Look, shown: FieldShown) -> None:
        super().__init__(
            look,
            name=shown.name,
            placeholder=shown.hint or shown.name,
            wide=shown.wide,
            unit=shown.unit,
            code=shown.coded or shown.number,
        )
        self.shown = shown
        self.edit.setText(shown.text)
        if shown.secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        if shown.number:
            self.at_end()
        self.meant(shown.meant)
        self.edit.setCursorPosition(0)

    def meant(self, words: str) -> None:
        """Say what the code in it means."""
        self.shown = msgspec.structs.replace(self.shown, meant=words)
        self.caret(self.edit.hasFocus())

    def put(self, text: str) -> None:
        """Put another text in, as it is kept."""
        if self.edit.text() != text:
            self.edit.setText(text)

    def caret(self, there: bool) -> None:
        """The caret came or went."""
        shown = self.shown
        wide = not shown.wide or shown.wide >= _WORDS_WIDE
        self.tail = shown.meant if wide and not there and not shown.number else ""
        self.cap = CAPS.cap(Press.CODES) if shown.coded and there else ""
        words = f"{shown.name}, {shown.meant}" if shown.meant else shown.name
        self.edit.setAccessibleName(words)
        self.restyle()


class SheetForm(Form):
    """``edited`` gives path and text; ``entered``, ``left`` and ``went`` (Enter) a path."""

    edited = Signal(str, str)
    entered = Signal(str)
    left = Signal(str)
    went = Signal(str)

    def __init__(
        self, look: Look, lines: Sequence[LineShown], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self.fields: dict[str, KeyedField] = {}
        self._row_of: dict[str, str] = {}
        self._grid.setHorizontalSpacing(look.px(_GAP))
        for line in lines:
            self._add_line(line)

    def _add_line(self, line: LineShown) -> None:
        made = [KeyedField(self.look, shown) for shown in line.fields]
        name = line.fields[0].path
        self.add(name, line.words, *made, *([None] if all(one.wide for one in made) else []))
        for field in made:
            path = field.shown.path
            self.fields[path] = field
            self._row_of[path] = name
            field.edit.textEdited.connect(lambda text, own=path: self.edited.emit(own, text))
            field.edit.returnPressed.connect(lambda own=path: self.went.emit(own))
            field.writing.connect(lambda there, own=path: self._caret(own, there))

    def _caret(self, path: str, there: bool) -> None:
        field = self.fields[path]
        field.caret(there)
        if there:
            self.ensureWidgetVisible(field)
            self.entered.emit(path)
        else:
            self.left.emit(path)

    def path_of(self, edit: QObject | None) -> str:
        """The path of the field that a caret is in."""
        return next((path for path, field in self.fields.items() if field.edit is edit), "")

    def place_of(self, path: str) -> str:
        """The field that a finding at a path speaks of; empty where it is none of these."""
        if path in self.fields:
            return path
        return next((one for one in self.fields if one.startswith(f"{path}/")), "")

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        """Mark the fields and put each sentence beneath its line."""
        here = [(self.place_of(line.field), line) for line in lines]
        moved = [
            msgspec.structs.replace(line, field=self._row_of[path]) for path, line in here if path
        ]
        self._strip_off()
        worst: dict[str, Severity] = {}
        for (path, line), shown in zip([one for one in here if one[0]], moved, strict=True):
            if line.severity is Severity.CENTRE:
                continue
            strip = WholeStrip(self.look, Told(line.words, line.severity, line.rule))
            self._strips[shown.field].addWidget(strip)
            if worst.get(path) is not Severity.STOP:
                worst[path] = line.severity
        for path, field in self.fields.items():
            field.mark(worst.get(path))

    def _strip_off(self) -> None:
        for strips in self._strips.values():
            while (taken := strips.takeAt(0)) is not None:
                old = taken.widget()
                if old is not None:
                    old.hide()  # one not yet shown would be shown as a window of its own
                    old.setParent(None)
                    old.deleteLater()

    def go_to(self, name: str) -> None:
        """Put the caret into a field, all of its text chosen."""
        field = self.fields.get(self.place_of(name)) or next(iter(self.fields.values()), None)
        if field is not None:
            field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            written = len(field.edit.text())
            field.edit.setSelection(
                written, -written
            )  # the beginning of long words stays in sight
            self.ensureWidgetVisible(field)

    def after(self, path: str) -> str:
        """The field after one; empty after the last."""
        paths = list(self.fields)
        at = paths.index(path) + 1 if path in self.fields else 0
        return paths[at] if at < len(paths) else ""
