"""The one table of keys, and the one place where keys become presses.

Single letters act when no text field has the caret. The key is matched by where it lies, not by
what the layout writes, so that P answers on Cyrillic and Arabic layouts too. An application event
filter does the matching: plain shortcuts are dead in pop-ups, rob buttons of Space and fall silent
when two of them meet.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


class Press(StrEnum):
    """What a key asks for."""

    FIND = "find"
    PRIMARY = "primary"
    PLATE_SAME = "plate_same"
    SEALS_INTACT = "seals_intact"
    SEAL_INTACT = "seal_intact"
    SEAL_BROKEN = "seal_broken"
    SEAL_MISSING = "seal_missing"
    SEAL_OTHER = "seal_other"
    DOCUMENTARY = "documentary"
    PHYSICAL = "physical"
    HOLD = "hold"
    AS_DECLARED = "as_declared"
    ALL_AS_DECLARED = "all_as_declared"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    CAMERA = "camera"
    ROW_DOWN = "row_down"
    ROW_UP = "row_up"
    HELP = "help"
    EDIT = "edit"
    NEXT_MATCH = "next_match"
    PREVIOUS_MATCH = "previous_match"
    CODES = "codes"
    SYNC = "sync"
    NEXT_PANE = "next_pane"
    PREVIOUS_PANE = "previous_pane"
    INCIDENT = "incident"
    NEXT_FINDING = "next_finding"
    PREVIOUS_FINDING = "previous_finding"
    ACTIONS = "actions"
    MENU = "menu"
    FULL_SCREEN = "full_screen"
    ATTACH = "attach"
    PRINT = "print"
    PRINT_CENTRE = "print_centre"
    NEW = "new"
    FILTER = "filter"
    LOCK = "lock"
    HANDOVER = "handover"
    THEME = "theme"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual_size"
    DOUBLE = "double"
    AS_PREVIOUS = "as_previous"
    REMOVE = "remove"
    NEXT_PART = "next_part"
    PREVIOUS_PART = "previous_part"
    LEAVE = "leave"
    QUEUE_1 = "queue_1"
    QUEUE_2 = "queue_2"
    QUEUE_3 = "queue_3"
    QUEUE_4 = "queue_4"
    QUEUE_5 = "queue_5"
    QUEUE_6 = "queue_6"
    QUEUE_7 = "queue_7"
    QUEUE_8 = "queue_8"
    QUEUE_9 = "queue_9"
    CHOICE_1 = "choice_1"
    CHOICE_2 = "choice_2"
    CHOICE_3 = "choice_3"
    CHOICE_4 = "choice_4"
    CHOICE_5 = "choice_5"
    CHOICE_6 = "choice_6"
    CHOICE_7 = "choice_7"
    CHOICE_8 = "choice_8"
    CHOICE_9 = "choice_9"


class Key(msgspec.Struct, frozen=True):
    """A press and its chords; the first is what the cap shows. ``in_text``: acts while writing."""

    press: Press
    chords: tuple[str, ...]
    in_text: bool = True


def _letters(**letters: Press) -> tuple[Key, ...]:
    return tuple(Key(press, (letter,), in_text=False) for letter, press in letters.items())


TABLE: tuple[Key, ...] = (
    *_letters(
        P=Press.PLATE_SAME,
        S=Press.SEALS_INTACT,
        I=Press.SEAL_INTACT,
        B=Press.SEAL_BROKEN,
        M=Press.SEAL_MISSING,
        N=Press.SEAL_OTHER,
        D=Press.DOCUMENTARY,
        C=Press.PHYSICAL,
        H=Press.HOLD,
        A=Press.APPROVE,
        R=Press.RETURN,
        V=Press.CAMERA,
        J=Press.ROW_DOWN,
        K=Press.ROW_UP,
    ),
    Key(Press.AS_DECLARED, ("E", "="), in_text=False),
    Key(Press.ALL_AS_DECLARED, ("Shift+E",), in_text=False),
    Key(Press.WITHDRAW, ("U", "Ctrl+Z"), in_text=False),
    Key(Press.FIND, ("/",), in_text=False),
    Key(Press.FIND, ("Ctrl+K",)),
    Key(Press.PRIMARY, ("Ctrl+Enter",)),
    Key(Press.HELP, ("?",), in_text=False),
    Key(Press.HELP, ("F1",)),
    Key(Press.EDIT, ("F2",)),
    Key(Press.NEXT_MATCH, ("F3",)),
    Key(Press.PREVIOUS_MATCH, ("Shift+F3",)),
    Key(Press.CODES, ("F4",)),
    Key(Press.SYNC, ("F5",)),
    Key(Press.NEXT_PANE, ("F6",)),
    Key(Press.PREVIOUS_PANE, ("Shift+F6",)),
    Key(Press.INCIDENT, ("F7",)),
    Key(Press.NEXT_FINDING, ("F8",)),
    Key(Press.PREVIOUS_FINDING, ("Shift+F8",)),
    Key(Press.ACTIONS, ("F9",)),
    Key(Press.MENU, ("F10",)),
    Key(Press.FULL_SCREEN, ("F11",)),
    Key(Press.ATTACH, ("F12",)),
    Key(Press.PRINT, ("Ctrl+P",)),
    Key(Press.PRINT_CENTRE, ("Ctrl+Shift+P",)),
    Key(Press.NEW, ("Ctrl+N",)),
    Key(Press.FILTER, ("Ctrl+F",)),
    Key(Press.LOCK, ("Ctrl+L",)),
    Key(Press.HANDOVER, ("Ctrl+Shift+H",)),
    Key(Press.THEME, ("Ctrl+Shift+T",)),
    Key(Press.LARGER, ("Ctrl++", "Ctrl+=")),
    Key(Press.SMALLER, ("Ctrl+-",)),
    Key(Press.USUAL_SIZE, ("Ctrl+0",)),
    Key(Press.DOUBLE, ("Ctrl+D",)),
    Key(Press.AS_PREVIOUS, ("Ctrl+E",)),
    Key(Press.REMOVE, ("Ctrl+R",)),
    Key(Press.NEXT_PART, ("PgDn",)),
    Key(Press.PREVIOUS_PART, ("PgUp",)),
    Key(Press.LEAVE, ("Esc",)),
    *(Key(Press(f"queue_{n}"), (f"Ctrl+{n}",)) for n in range(1, 10)),
    *(Key(Press(f"choice_{n}"), (f"{n}",), in_text=False) for n in range(1, 10)),
)


class DoubledKey(ValueError):
    """The same chord stands for two presses: neither would be sure to act."""


class Keys:
    """The table by chord and by press.

    Raises:
        DoubledKey: a chord stands twice.
    """

    def __init__(self, table: Iterable[Key] = TABLE) -> None:
        self._by_chord: dict[str, Key] = {}
        self._caps: dict[Press, str] = {}
        for key in table:
            self._caps.setdefault(key.press, key.chords[0])
            for chord in key.chords:
                if chord in self._by_chord:
                    raise DoubledKey(chord)
                self._by_chord[chord] = key

    def cap(self, press: Press) -> str:
        """What the cap of a press shows; Latin in every language."""
        return self._caps.get(press, "")

    def of(self, chord: str) -> Key | None:
        """The key of a chord."""
        return self._by_chord.get(chord)

    def remapped(self, press: Press, chord: str) -> "Keys":
        """The table with one press moved to another chord.

        Raises:
            DoubledKey: the chord is taken.
        """
        moved = [
            Key(key.press, (chord,), key.in_text) if key.press is press else key
            for key in dict.fromkeys(self._by_chord.values())
        ]
        return Keys(moved)


CAPS = Keys()
"""The table as shipped."""

_ROWS = ((2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_BY_SCAN: Mapping[int, str] = {
    start + place: letter for start, letters in _ROWS for place, letter in enumerate(letters)
}
"""Set-1 scan codes of the letter and digit keys by where they lie; Linux adds 8."""

_NAMED: Mapping[int, str] = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    **{Qt.Key.Key_F1 + number: f"F{number + 1}" for number in range(12)},
}
_SIGNS = frozenset("/?=+->")
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def scan_offset() -> int:
    """What this platform adds to set-1 scan codes: 8 under X11 and Wayland, else nothing."""
    return 8 if QGuiApplication.platformName() in {"xcb", "wayland", "offscreen"} else 0


def latin(event: QKeyEvent, offset: int) -> str:
    """The Latin letter or digit of the key that was pressed, whatever its layout writes."""
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    virtual = event.nativeVirtualKey()
    if offset == 0 and (0x30 <= virtual <= 0x39 or 0x41 <= virtual <= 0x5A):  # noqa: PLR2004 - VK
        return chr(virtual)
    return _BY_SCAN.get(event.nativeScanCode() - offset, "")


def chord_of(event: QKeyEvent, offset: int) -> str:
    """The chord as the table writes it, or nothing."""
    held = event.modifiers()
    if held & _ALT:
        return ""
    named = _NAMED.get(event.key(), "")
    sign = event.text() if event.text() in _SIGNS and event.text() else ""
    if (
        not sign
        and held & _CONTROL
        and event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}
    ):
        sign = chr(event.key())
    letter = "" if named or sign else latin(event, offset)
    if not (named or sign or letter):
        return ""
    shift = bool(held & _SHIFT) and not sign
    return (
        ("Ctrl+" if held & _CONTROL else "")
        + ("Shift+" if shift else "")
        + (named or sign or letter)
    )


def writing(widget: QWidget | None) -> bool:
    """Whether a text field has the caret, so that letters are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return bool(getattr(widget, "takes_digits", False))


Handler: TypeAlias = Callable[[], None]


class Keyboard(QObject):
    """Matches keys for the whole program and hands presses to the page that bound them.

    The nearest ancestor of the focused widget that bound a press gets it.
    """

    def __init__(self, app: QApplication, keys: Keys = CAPS) -> None:
        super().__init__()
        self.keys = keys
        self._app = app
        self._offset = scan_offset()
        self._bound: dict[QObject, Mapping[Press, Handler]] = {}
        app.installEventFilter(self)

    def close(self) -> None:
        """Stop listening."""
        self._app.removeEventFilter(self)
        self._bound.clear()

    def bind(self, owner: QWidget, handlers: Mapping[Press, Handler]) -> None:
        """Let a page, or the window, answer presses while the focus is inside it."""
        self._bound[owner] = {**self._bound.get(owner, {}), **handlers}
        owner.destroyed.connect(self._forget)

    def _forget(self, owner: QObject) -> None:
        self._bound.pop(owner, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on what a window gets; swallow the override that Qt asks beforehand."""
        kind = event.type()
        if kind not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        found = self._found(event)
        if found is None:
            return False
        if kind == QEvent.Type.KeyPress:
            found()
        event.accept()
        return True

    def _found(self, event: QKeyEvent) -> Handler | None:
        if self._app.activePopupWidget() is not None:
            return None
        key = self.keys.of(chord_of(event, self._offset))
        focus = self._app.focusWidget()
        if key is None or (not key.in_text and writing(focus)):
            return None
        return self._handler(key.press, focus)

    def _handler(self, press: Press, focus: QWidget | None) -> Handler | None:
        widget = focus if focus is not None else self._app.activeWindow()
        while widget is not None:
            handler = self._bound.get(widget, {}).get(press)
            if handler is not None and widget.isEnabled():
                return handler
            widget = widget.parentWidget()
        return None

    def press(self, press: Press, focus: QWidget | None = None) -> bool:
        """Do what a press does, from a menu or a test; answers whether anybody took it."""
        handler = self._handler(press, focus or self._app.focusWidget())
        if handler is None:
            return False
        handler()
        return True
