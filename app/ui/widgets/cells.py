"""Joined cells of which one is chosen: the ground of segmented choices and of seal answers."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from app.ui.canvas import CAP_LIVE, RADIUS, Canvas, advance, cap_width
from app.ui.look import Look
from app.ui.theme import TINTS, Role

HIGH = 32.0
_PADDING, _ICON, _GAP = 8.0, 16.0, 6.0


class Choice(msgspec.Struct, frozen=True):
    """One cell. ``chosen`` is the role it takes when chosen; not offered means struck through."""

    name: str
    words: str
    cap: str = ""
    icon: str = ""
    chosen: Role = Role.ACCENT
    offered: bool = True
    lead: str = ""  # a code before the words, such as A5


class CellButton(QAbstractButton):
    """One cell of a row; the row decides its width."""

    ringed = False

    def __init__(self, look: Look, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.choice = choice
        self.first = self.last = False
        self.cap_live = True
        self.setCheckable(True)
        self.setText(choice.words)
        self.setAccessibleName(f"{choice.lead} {choice.words} {choice.cap}".strip())
        self.setEnabled(choice.offered)
        offered = Qt.FocusPolicy.StrongFocus if choice.offered else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(offered)

    @property
    def _tick(self) -> bool:
        return self.isChecked() and not self.choice.icon

    def wide(self, *, bold: bool | None = None) -> float:
        """The natural width, px at scale 1; ``bold`` as when it is chosen."""
        bold = self.isChecked() if bold is None else bold
        wide = 2 * _PADDING + advance(self.look, self.choice.words, bold=bold)
        if self.choice.lead:
            wide += advance(self.look, self.choice.lead, bold=bold) + _GAP
        if self.choice.icon or self._tick:
            wide += _ICON + _GAP
        if self.choice.cap:
            wide += cap_width(self.look, self.choice.cap) + _GAP + 1
        return round(wide + 1)

    def narrowest(self) -> float:
        """The width it can do with: words are never cut, the icon goes before."""
        return self.wide(bold=True) - (_ICON + _GAP if self.choice.icon else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chosen ground, icon or tick, words, cap, focus."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        if self.isChecked():
            tint = TINTS.get(self.choice.chosen, Role.SELECT)
            canvas.ring(canvas.box, self.choice.chosen, 2, RADIUS, ground=tint)
        elif self.isDown():
            canvas.fill(canvas.box.adjusted(1, 1, -1, -1), Role.SELECT)
        self._content(canvas)
        if self.hasFocus():
            thick = self.look.theme.focus_line
            canvas.ring(canvas.box.adjusted(2, 2, -2, -2), Role.FOCUS, thick, RADIUS - 1)
        painter.end()

    def _ink(self) -> Role:
        if not self.isEnabled():
            return Role.DISABLED
        marked = self.isChecked() and self.choice.chosen is not Role.ACCENT
        return self.choice.chosen if marked else Role.TEXT

    def _content(self, canvas: Canvas) -> None:
        ink, bold = self._ink(), self.isChecked()
        x, end = _PADDING + 1, canvas.width - _PADDING
        lacks = self.choice.icon and canvas.width < self.wide() - 2
        if (self.choice.icon or self._tick) and not lacks:
            name = self.choice.icon or "check"
            canvas.icon(name, QRectF(x, canvas.height / 2 - 8, _ICON, _ICON), ink)
            x += _ICON + _GAP
        if self.choice.cap:
            end = self._cap(canvas, x, end) - _GAP
        start = x
        for words in filter(None, (self.choice.lead, self.choice.words)):
            room = QRectF(x, 0, max(0, end - x) + 2, canvas.height)
            x += canvas.text(room, words, role=ink, bold=bold) + _GAP
        if not self.choice.offered:
            middle = round(canvas.height / 2) + 1
            canvas.line((start - 1, middle), (x - _GAP + 1, middle), Role.DISABLED)

    def _cap(self, canvas: Canvas, start: float, end: float) -> float:
        """Draw the cap after the words; answer where it begins."""
        bold = self.isChecked()
        wide = cap_width(self.look, self.choice.cap)
        words = advance(self.look, self.choice.words, bold=bold) + _GAP + 1
        if self.choice.lead:
            words += advance(self.look, self.choice.lead, bold=bold) + _GAP
        x = min(end - wide, start + words)
        kind = "live" if self.isEnabled() and self.cap_live else "flat"
        box = QRectF(x, (canvas.height - CAP_LIVE) / 2, wide, CAP_LIVE)
        canvas.cap(box, self.choice.cap, kind)
        return x


class CellRow(QWidget):
    """Joined cells in one line of 32; ``chosen`` tells the name of the cell the officer takes."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice] = (),
        *,
        widths: Sequence[float] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._widths = tuple(widths)
        self._cells: list[CellButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        self.setAccessibleName(name)
        stretch = QSizePolicy.Policy.Expanding if widths else QSizePolicy.Policy.Fixed
        self.setSizePolicy(stretch, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Put other cells in the row; what was chosen stays chosen if it is still offered.

        The keyboard stays where it was: on the cell of the same name, else on the first offered.
        """
        if tuple(choices) == tuple(cell.choice for cell in self._cells):
            return
        kept = self.value
        held = next((cell.choice.name for cell in self._cells if cell.hasFocus()), None)
        for cell in self._cells:
            self._group.removeButton(cell)
            cell.setParent(None)
            cell.deleteLater()
        self._cells = [CellButton(self.look, choice, self) for choice in choices]
        for cell in self._cells:
            self._group.addButton(cell)
            cell.show()
        self.choose(kept)
        self._hold(held)

    def _hold(self, name: str | None) -> None:
        offered = [cell for cell in self._cells if cell.choice.offered]
        if name is not None and offered:
            same = (cell for cell in offered if cell.choice.name == name)
            next(same, offered[0]).setFocus()

    @property
    def value(self) -> str:
        """The name of the chosen cell, or nothing."""
        return next((cell.choice.name for cell in self._cells if cell.isChecked()), "")

    def choose(self, name: str) -> None:
        """Show a cell as chosen (none: the empty name) without telling anybody."""
        self._group.setExclusive(False)
        for cell in self._cells:
            cell.setChecked(cell.choice.name == name and cell.choice.offered)
        self._group.setExclusive(True)
        self._arrange()

    def press(self, name: str) -> bool:
        """Choose as the officer does; answers whether the cell is offered."""
        for cell in self._cells:
            if cell.choice.name == name and cell.choice.offered:
                cell.click()
                return True
        return False

    def live_caps(self, live: bool) -> None:
        """Let caps go out while a text field has the caret."""
        for cell in self._cells:
            cell.cap_live = live
            cell.update()

    def cells(self) -> Sequence[CellButton]:
        """The cells in order."""
        return tuple(self._cells)

    def _clicked(self, pressed: QAbstractButton) -> None:
        self._arrange()
        if isinstance(pressed, CellButton):
            self.chosen.emit(pressed.choice.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between cells with the arrows."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        offered = [cell for cell in self._cells if cell.choice.offered]
        here = next((at for at, cell in enumerate(offered) if cell.hasFocus()), 0)
        there = here + (-step if self.look.mirrored else step)
        if 0 <= there < len(offered):
            offered[there].setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        """Take a changed look."""
        self.updateGeometry()
        self._arrange()
        self.update()

    def _natural(self) -> list[float]:
        own: Callable[[CellButton], float] = CellButton.wide
        if not self._widths:
            return [own(cell) for cell in self._cells]
        return list(self._widths[: len(self._cells)])

    def _fitting(self) -> list[float]:
        """The widths given, or those that the words of a longer language need."""
        given, room = self._natural(), self.width() / self.look.scale
        if not self._widths:
            return given
        tightest = [cell.narrowest() for cell in self._cells]
        for needs in ([cell.wide(bold=True) for cell in self._cells], tightest):
            wanted = [max(pair) for pair in zip(given, needs, strict=True)]
            if sum(wanted) <= room:
                return wanted
        spare = (room - sum(tightest)) / max(1, len(tightest))
        return [wide + spare for wide in tightest]

    def sizeHint(self) -> QSize:
        """The sum of the cells at the present scale."""
        return QSize(self.look.px(sum(self._natural())), self.look.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Cells are never squeezed."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells anew."""
        self._arrange()

    def _arrange(self) -> None:
        self.updateGeometry()
        widths = self._fitting()
        if self._widths and widths:  # the last cell takes the rest
            widths[-1] = max(widths[-1], self.width() / self.look.scale - sum(widths[:-1]))
        x = 0.0
        for cell, wide in zip(self._cells, widths, strict=False):
            start = self.look.px(x)
            size = self.look.px(x + wide) - start + 1
            size = min(size, self.width() - start)
            left = self.width() - start - size if self.look.mirrored else start
            cell.setGeometry(QRect(left, 0, size, self.height()))
            x += wide
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line around and between the cells."""
        painter = QPainter(self)
        scale = self.look.scale
        painter.scale(scale, scale)
        canvas = Canvas(painter, self.look, self.width() / scale, self.height() / scale)
        canvas.ring(canvas.box, Role.BORDER, self.look.theme.field_line, RADIUS, ground=Role.BASE)
        for cell in self._cells[1:]:
            at = cell.x() if not self.look.mirrored else self.width() - cell.x() - cell.width()
            canvas.fill(QRectF(at / scale, 0, 1, canvas.height), Role.BORDER)
        painter.end()
