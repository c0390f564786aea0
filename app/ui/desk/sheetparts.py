"""Parts of a keyed declaration come and go: added, copied, taken away, and put back."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.transit import sheets
from app.transit.parts import ITEM
from app.ui.desk import sheetwords
from app.ui.desk.sheetdraft import SheetDraft
from app.ui.desk.speech import Speech
from app.ui.keys import CAPS, Press

_FIRST_HOUSE = "Consignment/HouseConsignment[1]"


class Undo(msgspec.Struct, frozen=True):
    """The last change of parts: its words, the sheet before, the part that was open."""

    words: str
    before: Mapping[str, str]
    opened: str


class PartKeys(QObject):
    """``moved`` gives the part to open now; ``taken_away`` tells that its part is gone."""

    moved = Signal(str)
    taken_away = Signal(str)
    told = Signal(str)

    def __init__(self, draft: SheetDraft, speech: Speech) -> None:
        super().__init__()
        self.draft, self.speech = draft, speech
        self.undo: Undo | None = None

    def forget(self) -> None:
        """There is nothing to put back."""
        self._undone(None)

    def _undone(self, undo: Undo | None) -> None:
        self.undo = undo
        self.told.emit("" if undo is None else undo.words)

    def _change(self, sheet: Mapping[str, str], words: str) -> None:
        draft = self.draft
        self._undone(Undo(words, draft.sheet, draft.opened))
        draft.change(sheet)

    def add(self, path: str) -> None:
        """Add a part and open it."""
        self.forget()
        self.draft.change(sheets.added(self.draft.sheet, path))
        self.moved.emit(path)

    def add_another(self) -> None:
        """One more of the open part; where that stands once, an item."""
        part, above = self.draft.instance().part, sheets.above_of(self.draft.opened)
        if not part.many:
            part, above = ITEM, _FIRST_HOUSE
        path = sheets.next_of(self.draft.sheet, part, above)
        if path:
            self.add(path)

    @property
    def may_be_as_previous(self) -> bool:
        """Whether there is a part of its kind before the open one."""
        part = self.draft.instance().part
        return sheets.place_of(self.draft.opened) > part.inline + 1

    def as_previous(self) -> None:
        """Write what the part before has and this one has not."""
        if self.may_be_as_previous:
            path = self.draft.opened
            fresh = sheets.as_previous(self.draft.sheet, path)
            words = self.speech.say("desk.keyed.doubled", part=self._words(path))
            self._change({**self.draft.sheet, **fresh}, words)
            self.moved.emit(path)

    @property
    def may_be_doubled(self) -> bool:
        """Whether there may be one more of the open part."""
        instance = self.draft.instance()
        above = sheets.above_of(instance.path)
        return instance.part.many and bool(sheets.next_of(self.draft.sheet, instance.part, above))

    def double(self) -> None:
        """A copy of the open part after it."""
        if self.may_be_doubled:
            sheet, twin = sheets.doubled(self.draft.sheet, self.draft.opened)
            words = self.speech.say("desk.keyed.doubled", part=self._words(twin))
            self._change(sheet, words)
            self.moved.emit(twin)

    @property
    def may_be_removed(self) -> bool:
        """Whether a declaration can be without the open part."""
        return not self.draft.instance().part.always

    def remove(self) -> None:
        """Take the open part away, with all that stands in it."""
        if self.may_be_removed:
            path = self.draft.opened
            words = self.speech.say("desk.keyed.removed", part=self._words(path))
            self._change(sheets.removed(self.draft.sheet, path)[0], words)
            stays = path in self.draft.sheet
            self.taken_away.emit(path if stays else sheets.above_of(path))

    def begin_anew(self, sheet: Mapping[str, str]) -> None:
        """Another sheet in its place; the one before can be put back."""
        self._change(sheet, self.speech.say("desk.keyed.begun"))
        self.moved.emit("")

    def put_back(self) -> None:
        """Take the last change of parts back."""
        undo = self.undo
        if undo is not None:
            self.forget()
            self.draft.change(undo.before)
            self.moved.emit(undo.opened)

    def _words(self, path: str) -> str:
        return sheetwords.words_at(path, self.speech)

    def entries(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """What can be done with the open part now: words, cap, act."""
        say = self.speech.say
        offered = (
            (self.may_be_as_previous, "as_previous", Press.AS_PREVIOUS, self.as_previous),
            (self.may_be_doubled, "double", Press.DOUBLE, self.double),
            (self.may_be_removed, "remove", Press.REMOVE, self.remove),
            (self.undo is not None, "put_back", Press.WITHDRAW, self.put_back),
        )
        return tuple(
            (say(f"desk.keyed.{words}"), CAPS.cap(press), act)
            for may, words, press, act in offered
            if may
        )

    def additions(self) -> tuple[tuple[str, str], ...]:
        """The parts that may be added now: words, and the path each would get."""
        return tuple(
            (self.speech.say("desk.keyed.add", part=self._words(path)), path)
            for _, path in sheets.may_add(self.draft.sheet, self.draft.opened)
        )


def open_menu(
    button: QWidget, keys: PartKeys, more: tuple[tuple[str, str, Callable[[], None]], ...]
) -> QMenu:
    """Open the actions over their button: what can be done, what may be added."""
    menu = QMenu(button.window())
    for words, cap, act in (*keys.entries(), *more):
        entry = menu.addAction(f"{words}\t{cap}" if cap else words)
        entry.triggered.connect(lambda _on=False, one=act: one())
    menu.addSeparator()
    for words, path in keys.additions():
        menu.addAction(words).triggered.connect(lambda _on=False, one=path: keys.add(one))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
    return menu
