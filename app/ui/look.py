"""What every part of the window draws with: theme, text scale, direction and words."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QMargins, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from app.base.errors import Parameter
from app.ui import fonts
from app.ui.fonts import Style
from app.ui.theme import THEMES, Role, Theme, ThemeName

WIDE, MEDIUM = 1100, 760
"""From these widths on, px at scale 1: three panes; a rail of icons and one pane."""
SMALLEST, LARGEST = 0.8, 2.0
"""The text scale an officer may choose."""


class Say(Protocol):
    """Turns a code of the catalogue into the officer's words."""

    def __call__(self, code: str, /, **parameters: Parameter) -> str:
        """The words of ``code`` with its named parameters."""


@lru_cache(maxsize=256)
def _face(style: Style, bold: bool, code: bool, scale: float) -> QFont:
    return fonts.font(style, bold=bold, code=code, scale=scale)


class Room(StrEnum):
    """How much of the window there is to lay out in."""

    WIDE = "wide"  # rail, list, record
    MEDIUM = "medium"  # rail as icons; list or record
    NARROW = "narrow"  # one column, labels above fields


class Look(QObject):
    """The present theme, text scale, direction and words; ``changed`` when one moves."""

    changed = Signal()

    def __init__(self, say: Say, *, theme: ThemeName = ThemeName.DAY, scale: float = 1.0) -> None:
        super().__init__()
        self.theme: Theme = THEMES[theme]
        self.scale = scale
        self.say = say
        self.direction = Qt.LayoutDirection.LeftToRight
        self.glove = False
        self.room = Room.WIDE
        self.still = False  # the system asks for no motion

    @property
    def mirrored(self) -> bool:
        """True where the language is written from the right."""
        return self.direction is Qt.LayoutDirection.RightToLeft

    def colour(self, role: Role) -> QColor:
        """The colour of a role in the present theme."""
        return self.theme.colour(role)

    def font(self, style: Style, *, bold: bool = False, code: bool = False) -> QFont:
        """A face at the present text scale, for widgets of Qt's own."""
        return _face(style, bold, code, self.scale)

    def drawn(self, style: Style, *, bold: bool = False, code: bool = False) -> QFont:
        """A face at scale 1, for canvases, which scale themselves."""
        return _face(style, bold, code, 1.0)

    @property
    def narrow(self) -> bool:
        """True where there is one column only."""
        return self.room is Room.NARROW

    def px(self, length: float) -> int:
        """A length at the present text scale, whole px."""
        return round(length * self.scale)

    def margins(self, start: float, top: float, end: float, bottom: float) -> QMargins:
        """Margins of a layout, px at scale 1; Qt mirrors layouts but not their margins."""
        left, right = (end, start) if self.mirrored else (start, end)
        return QMargins(self.px(left), self.px(top), self.px(right), self.px(bottom))

    def follow(self, restyle: Callable[[], None]) -> None:
        """Call a widget's own method at each change; Qt ends it with the widget."""
        self.changed.connect(restyle)

    def take(
        self,
        *,
        theme: ThemeName | None = None,
        scale: float | None = None,
        say: Say | None = None,
        direction: Qt.LayoutDirection | None = None,
        glove: bool | None = None,
        room: Room | None = None,
    ) -> None:
        """Change what is given and tell everybody once."""
        self.theme = self.theme if theme is None else THEMES[theme]
        self.scale = self.scale if scale is None else min(LARGEST, max(SMALLEST, scale))
        self.say = self.say if say is None else say
        self.direction = self.direction if direction is None else direction
        self.glove = self.glove if glove is None else glove
        self.room = self.room if room is None else room
        self.dress_application()
        self.changed.emit()

    def speak(self, say: Say, direction: Qt.LayoutDirection) -> None:
        """Take another language for the windows to come; those there are keep their words."""
        self.say, self.direction = say, direction
        self.dress_application()

    def dress_application(self) -> None:
        """Give Qt our palette, base face and direction."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.theme.palette())
            app.setFont(self.font(Style.BODY))
            app.setLayoutDirection(self.direction)
