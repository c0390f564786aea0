"""The keyboard-wedge scanner: bursts of keys become one frozen event, people's typing passes.

A scanner types faster than anyone: under 50 ms a key, six characters or more, then Enter. A key is
held until the next one shows whose it was; if none follows in time it goes on unchanged. With a
prefix set, everything from prefix to suffix is a scan, whatever its speed. Letters are read from
scan codes, so that no layout garbles them, and the whole frame is swallowed, Enter included.
"""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from app.ui.keys import scan_offset

GAP_MS = 50
SHORTEST = 6
FRAME_MS = 5000
"""A frame that began with a prefix ends within this."""

_PLAIN = (
    (2, "1234567890-="),
    (16, "qwertyuiop[]"),
    (30, "asdfghjkl;'`"),
    (43, "\\zxcvbnm,./"),
    (57, " "),
)
_SHIFTED = (
    (2, "!@#$%^&*()_+"),
    (16, "QWERTYUIOP{}"),
    (30, 'ASDFGHJKL:"~'),
    (43, "|ZXCVBNM<>?"),
    (57, " "),
)


def _placed(rows: tuple[tuple[int, str], ...]) -> Mapping[int, str]:
    return {
        start + place: letter for start, letters in rows for place, letter in enumerate(letters)
    }


_BY_SCAN = {False: _placed(_PLAIN), True: _placed(_SHIFTED)}
"""What a scanner set to a US keyboard means by each key, by set-1 scan code and Shift."""


class Scan(msgspec.Struct, frozen=True):
    """What a scanner read."""

    text: str


class WedgeFilter(QObject):
    """Application event filter; ``scanned`` gives each ``Scan``, ``refused`` one while locked.

    ``stamp`` tells when a key was pressed (ms); the event's own time stamp unless told otherwise.
    """

    scanned = Signal(object)
    refused = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        stamp: Callable[[QKeyEvent], int] | None = None,
        prefix: str = "",
        suffix: Qt.Key = Qt.Key.Key_Return,
    ) -> None:
        super().__init__()
        self._app = app
        self._stamp = stamp or (lambda event: event.timestamp())
        self._prefix, self._suffix = prefix, suffix
        self._offset = scan_offset()
        self._held: list[tuple[QKeyEvent, str, QWindow]] = []
        self._framed = False
        self._last = 0
        self._replaying = False
        self.locked = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GAP_MS)
        self._pause.timeout.connect(self.release)
        app.installEventFilter(self)

    def close(self) -> None:
        """Let go of what is held and stop listening."""
        self.release()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold, swallow or let pass; only what reaches a window counts, once."""
        if self._replaying or not isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._would_hold(event)
        if kind == QEvent.Type.KeyRelease:
            return bool(self._held) and bool(self._letter(event))
        if kind != QEvent.Type.KeyPress:
            return False
        return self._pressed(watched, event)

    def _would_hold(self, event: QKeyEvent) -> bool:
        ends = self._ends(event) and len(self._held) >= SHORTEST
        if not ends and not self._letter(event):
            return False
        event.accept()
        return True

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        now = self._stamp(event)
        late = now - self._last > (FRAME_MS if self._framed else GAP_MS)
        if self._held and late:
            self.release()
        if self._ends(event) and self._whole():
            self._finish()
            return True
        letter = self._letter(event)
        if not letter:
            if self._held and event.key() not in _MODIFIERS:
                self.release()
            return False
        if letter == self._prefix and not self._held:
            self._framed = True
        self._held.append((event.clone(), letter, window))
        self._last = now
        self._pause.start(FRAME_MS if self._framed else GAP_MS)
        return True

    def _whole(self) -> bool:
        return bool(self._held) and (self._framed or len(self._held) >= SHORTEST)

    def _ends(self, event: QKeyEvent) -> bool:
        """Whether a key closes a frame; with Ctrl held it is the officer's, never a scanner's."""
        if event.modifiers() & _COMMANDS:
            return False
        if self._suffix == Qt.Key.Key_Return:
            return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        return event.key() == self._suffix

    def _letter(self, event: QKeyEvent) -> str:
        held = event.modifiers()
        if event.isAutoRepeat() or held & _COMMANDS:
            return ""
        shifted = bool(held & Qt.KeyboardModifier.ShiftModifier)
        code = event.nativeScanCode() - self._offset
        by_place = _BY_SCAN[shifted].get(code, "") if event.nativeScanCode() else ""
        if by_place:
            return by_place
        text = event.text()
        return text if len(text) == 1 and text.isprintable() else ""

    def _finish(self) -> None:
        text = "".join(letter for _, letter, _ in self._held)
        self._forget()
        if self._prefix:
            text = text.removeprefix(self._prefix)
        if self.locked:
            self.refused.emit()
        else:
            self.scanned.emit(Scan(text))

    def _forget(self) -> None:
        self._pause.stop()
        self._held.clear()
        self._framed = False

    def release(self) -> None:
        """Hand what was held on to the windows it was meant for: a person typed it."""
        held = list(self._held)
        self._forget()
        self._replaying = True
        try:
            for event, _, window in held:
                override = QKeyEvent(
                    QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text()
                )
                self._app.sendEvent(window, override)
                self._app.sendEvent(window, event)
        finally:
            self._replaying = False


_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
