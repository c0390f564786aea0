"""The application menu: what no page has a button for."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.ui.desk.strips import RAIL
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.window import Window

ENTRIES = (
    Press.NEW,
    Press.SYNC,
    Press.PRINT_CENTRE,
    Press.HANDOVER,
    Press.THEME,
    Press.LARGER,
    Press.SMALLER,
    Press.USUAL_SIZE,
    Press.FULL_SCREEN,
    Press.HELP,
    Press.LOCK,
)
WITHOUT_KEY = ("drafts", "audit")
"""Pages at the foot of the rail that only the rail and this menu lead to."""


def open_menu(place: Workplace, window: Window) -> QMenu:
    """Open the menu under its button; each entry does what its key does."""
    menu = QMenu(window)
    entries = [(press, place.say(f"desk.press.{press}")) for press in ENTRIES]
    if place.look.narrow:  # the rail has no room: its queues stand here
        queues = enumerate(RAIL, start=1)
        named = [(Press(f"queue_{n}"), place.say(f"desk.queue.{name}")) for n, name in queues]
        entries = [*named, *entries]
    for press, words in entries:
        action = menu.addAction(f"{words}\t{CAPS.cap(press)}")
        action.triggered.connect(lambda _on=False, one=press: place.keyboard.press(one, window))
    for name in WITHOUT_KEY:
        action = menu.addAction(place.say(f"{name}.rail"))
        action.triggered.connect(lambda _on=False, one=name: window.queue_chosen.emit(one))
    _offer_languages(menu, place, window)
    menu.addSeparator()
    menu.addAction(place.say("desk.menu.close")).triggered.connect(
        lambda _on=False: window.close()
    )
    menu.aboutToHide.connect(menu.deleteLater)
    button = window.bar.menu
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    return menu


def _offer_languages(menu: QMenu, place: Workplace, window: Window) -> None:
    """Each language by its own name; the present one is ticked."""
    menu.addSeparator()
    for code, name in window.sign_bar.offered:
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(code == place.speech.texts.language)
        action.triggered.connect(
            lambda _on=False, one=code: window.language_asked.emit(one),
        )
