"""The codes of the fields of a sheet: what they mean, and the list that F4 opens."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.base.errors import WaypostError
from app.transit.blanks import code_list_at
from app.transit.lodging import CodeLine, CodesOf
from app.ui.desk import sheetwords
from app.ui.desk.workplace import Workplace
from app.ui.pages.declaration import DeclarationPanel
from app.ui.tables.codes import CodeRow


class CodeKeys(QObject):
    """``taken`` gives the path of a field and the code the officer took for it."""

    taken = Signal(str, str)

    def __init__(self, place: Workplace, panel: DeclarationPanel) -> None:
        super().__init__()
        self.place, self.panel = place, panel
        self.meanings: dict[str, dict[str, str]] = {}
        self._path = ""
        panel.codes.taken.connect(self._taken)

    def learn(self, paths: Iterable[str]) -> None:
        """Ask for the words of the lists these fields have codes of."""
        for number in {code_list_at(path) for path in paths} - {"", *self.meanings}:
            self.meanings[number] = {}
            view = CodesOf(number=number, language=self.place.speech.texts.language)
            self.place.ask(view, partial(self._learnt, number), _no_codes)

    def _learnt(self, number: str, codes: tuple[CodeLine, ...]) -> None:
        self.meanings[number] = {one.code: one.words for one in codes}
        form = self.panel.form
        for path, field in () if form is None else form.fields.items():
            if code_list_at(path) == number:
                field.meant(self.meaning(path, field.edit.text()))

    def meaning(self, path: str, code: str) -> str:
        """The words of a code in a field."""
        return sheetwords.meaning(self.meanings, code_list_at(path), code)

    @property
    def is_open(self) -> bool:
        """Whether the list is open."""
        return self.panel.codes.isVisible()

    def press(self) -> None:
        """F4: the code list of the field the caret is in; again closes it."""
        form, was_open = self.panel.form, self.is_open
        self.close()
        path = "" if form is None else form.path_of(QApplication.focusWidget())
        number = code_list_at(path) if path else ""
        if was_open or form is None or not number:
            return
        self._path = path
        rows = [CodeRow(code, words) for code, words in self.meanings.get(number, {}).items()]
        field = form.fields[path]
        words = self.place.say("desk.keyed.codes", name=field.shown.name)
        self.panel.codes.show_codes(rows, words, field.edit)

    def close(self) -> None:
        """Close the list; the caret stays."""
        self.panel.codes.close_codes()

    def _taken(self, code: str) -> None:
        self.close()
        form = self.panel.form
        if form is not None and self._path in form.fields:
            form.fields[self._path].put(code)
            self.taken.emit(self._path, code)


def _no_codes(error: WaypostError) -> None:
    """Codes are a help: a field can be written without."""
    del error
