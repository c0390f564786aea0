"""What is keyed and not yet lodged: a sheet per officer, in the store at most a second behind."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from app.base.errors import WaypostError
from app.transit import sheets
from app.transit.sheets import Instance
from app.transit.use_cases import KeyedText
from app.ui.desk.workplace import Workplace
from app.workstation.drafts import DraftLine, DropDraft, KeepDraft, MyDrafts

PAGE = "declare"
BEHIND_MS = 1000


class SheetDraft(QObject):
    """The sheet, the part that is open, and the field that has the caret, or had it last."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.sheet: dict[str, str] = {}
        self.opened, self.field = "", ""
        self.is_begun = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BEHIND_MS)
        self._timer.timeout.connect(self._write)

    def load(self, done: Callable[[DraftLine | None], None]) -> None:
        """Ask for what the officer signed in has keyed before; None where there is nothing."""

        def came(drafts: tuple[DraftLine, ...]) -> None:
            done(next((one for one in drafts if one.page == PAGE), None))

        def missed(error: WaypostError) -> None:
            del error  # a draft is a courtesy: the sheet begins anew without it
            done(None)

        self.place.ask(MyDrafts(), came, missed)

    def take(self, sheet: Mapping[str, str], field: str = "") -> None:
        """Go on with this sheet."""
        self.sheet, self.field, self.is_begun = dict(sheet), field, True
        self.opened = sheets.home_of(field)

    def change(self, sheet: Mapping[str, str]) -> None:
        """Another sheet in its place: parts came or went."""
        self.sheet = dict(sheet)
        self.keep()

    def write(self, path: str, text: str) -> None:
        """A text was keyed."""
        self.sheet[path] = text
        self.keep()

    def at(self, path: str) -> None:
        """The caret is in this field now."""
        self.field = path
        self.keep()

    def keep(self) -> None:
        """The store has it within a second."""
        if self.is_begun and not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write down what is not yet in the store; before a lock, too."""
        if self._timer.isActive():
            self._write()

    def _write(self) -> None:
        self._timer.stop()
        if self.is_begun:
            step = KeepDraft(page=PAGE, fields=dict(self.sheet), field=self.field)
            self.place.do(step, None, lambda _outcome: None)

    def drop(self) -> None:
        """It is lodged: forget it."""
        self.forget()
        self.place.do(DropDraft(page=PAGE), None, lambda _outcome: None)

    def forget(self) -> None:
        """Nothing of it stays in this window."""
        self._timer.stop()
        self.sheet, self.opened, self.field, self.is_begun = {}, "", "", False

    def keyed(self) -> tuple[KeyedText, ...]:
        """What was keyed, for a question or the step."""
        return tuple(KeyedText(path, text) for path, text in self.sheet.items())

    def outline(self) -> list[Instance]:
        """The parts that stand, with those below the open one."""
        return sheets.outline(self.sheet, self.opened)

    def instance(self) -> Instance:
        """The open part; the first where it is gone."""
        found = (one for one in self.outline() if one.path == self.opened)
        return next(found, self.outline()[0])
