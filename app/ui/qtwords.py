"""Qt's own words, such as those of the menu over a text field, in the officer's language.

Qt brings catalogues for some languages and none for others; these few are ours in all of them.
"""

from collections.abc import Mapping

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.ui.look import Say

WORDS: Mapping[str, str] = {
    "&Undo": "ui.qt.undo",
    "&Redo": "ui.qt.redo",
    "Cu&t": "ui.qt.cut",
    "&Copy": "ui.qt.copy",
    "&Paste": "ui.qt.paste",
    "Delete": "ui.qt.delete",
    "Select All": "ui.qt.select_all",
    "Save": "ui.qt.save",
    "&Save": "ui.qt.save",
    "Open": "ui.qt.open",
    "&Open": "ui.qt.open",
    "Cancel": "ui.qt.cancel",
    "&Cancel": "ui.qt.cancel",
    "Look in:": "ui.qt.look_in",
    "&File name:": "ui.qt.file_name",
    "File name:": "ui.qt.file_name",
    "Files of type:": "ui.qt.file_type",
    "Directory:": "ui.qt.folder",
    "Name": "ui.qt.name",
    "Size": "ui.qt.size",
    "Date Modified": "ui.qt.changed",
    "Kind": "ui.qt.kind",
    "Type": "ui.qt.kind",
    "Computer": "ui.qt.computer",
}
"""What Qt asks for, and the code of our words."""


class QtWords(QTranslator):
    """Answers Qt from our catalogue; what it does not know stays as Qt writes it."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._said = {asked: say(code) for asked, code in WORDS.items()}

    def isEmpty(self) -> bool:
        """Never: it is made with words."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - the name Qt gives it
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Give our words."""
        del context, disambiguation, n
        return self._said.get(sourceText, "")


_now: list[QtWords] = []


def speak(app: QApplication, say: Say) -> None:
    """Let Qt speak a language from now on."""
    while _now:
        app.removeTranslator(_now.pop())
    words = QtWords(say)
    app.installTranslator(words)
    _now.append(words)
