"""What Qt says on its own: kept out of the officer's way, noted for repair."""

from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

Note = Callable[[str, str], None]
"""Takes how grave it is, and Qt's words."""
_MOST = 160
_OF_NO_USE = ("This plugin does not support",)


def nowhere(gravity: str, words: str) -> None:
    """Note nothing."""
    del gravity, words


def hush(note: Note = nowhere) -> None:
    """Let Qt write to nobody's terminal: what may matter is noted, the rest is dropped."""

    def heard(kind: QtMsgType, _context: QMessageLogContext, words: str | None) -> None:
        told = (words or "")[:_MOST]
        if not told.startswith(_OF_NO_USE) and kind is not QtMsgType.QtDebugMsg:
            note(kind.name, told)

    qInstallMessageHandler(heard)


def unhush() -> None:
    """Let Qt write where it did before."""
    qInstallMessageHandler(None)
