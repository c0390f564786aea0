"""The bar over the sign-in: the program's name, language, theme."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.text import Run, label
from app.ui.theme import Role, ThemeName
from app.ui.widgets.combo import Combo
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.line import Line

HIGH = 36


class SignBar(QWidget):
    """``language_taken`` gives the code of a language; the theme is taken at once."""

    language_taken = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        say = look.say
        self.languages = Combo(look, say("ui.language"), wide=112, high=28)
        self.themes = Combo(look, say("ui.theme"), wide=84, high=28)
        self.themes.addItems([say(f"ui.theme.{name}") for name in ThemeName])
        self.themes.activated.connect(self._theme)
        self.languages.activated.connect(self._language)
        self._row = QHBoxLayout(self)
        self._row.addWidget(label(look, say("ui.window.title"), bold=True))
        self._row.addStretch(1)
        for words, part in ((say("ui.language"), self.languages), (say("ui.theme"), self.themes)):
            self._row.addWidget(Line(look, (Run(words, role=Role.QUIET),), fixed=True))
            self._row.addWidget(part)
        self._row.addWidget(KeyCap(look, CAPS.cap(Press.THEME), "flat", ground=Role.CAP))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self.restyle)
        self.restyle()

    def offer(self, languages: tuple[tuple[str, str], ...], current: str) -> None:
        """Offer languages by (code, own name)."""
        self.languages.clear()
        for code, name in languages:
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(0, self.languages.findData(current)))

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """The languages by (code, own name)."""
        places = range(self.languages.count())
        return tuple(
            (str(self.languages.itemData(place)), self.languages.itemText(place))
            for place in places
        )

    def restyle(self) -> None:
        """Take a changed look."""
        self.setFixedHeight(self.look.px(HIGH))
        self._row.setContentsMargins(self.look.margins(48, 0, 8, 0))
        self._row.setSpacing(self.look.px(8))
        self.themes.setCurrentIndex(tuple(ThemeName).index(self.look.theme.name))

    def _theme(self, place: int) -> None:
        self.look.take(theme=tuple(ThemeName)[place])

    def _language(self, place: int) -> None:
        self.language_taken.emit(str(self.languages.itemData(place, Qt.ItemDataRole.UserRole)))
