"""What is typed in a window that makes room for another of the same build, and where the caret is.

A widget is known by its place: the kinds and numbers of its ancestors. Words of the screen play no
part in it, so the other window may speak another language.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.ui.widgets.signbar import SignBar

Spot: TypeAlias = tuple[tuple[str, int], ...]
"""From the window down: the class of a widget and its number among its like beside it."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """Words by place, choices of lists by place, the focus and the caret in it."""

    words: Mapping[Spot, str]
    chosen: Mapping[Spot, int]
    focus: Spot | None = None
    caret: int = 0


def typed_in(window: QWidget) -> Typed:
    """What can be seen of it; secrets are never carried anywhere."""
    words: dict[Spot, str] = {}
    chosen: dict[Spot, int] = {}
    focus, spot, caret = window.focusWidget(), None, 0
    for here, widget in _walk(window, ()):
        if widget is focus:
            spot = here
            caret = widget.cursorPosition() if isinstance(widget, QLineEdit) else 0
        if _is_written(widget):
            words[here] = _words(widget)
        elif isinstance(widget, QComboBox) and _is_chosen(widget):
            chosen[here] = widget.currentIndex()
    return Typed(words=words, chosen=chosen, focus=spot, caret=caret)


def type_again(window: QWidget, typed: Typed) -> None:
    """Write it anew where it differs, as if it were typed, and put the caret back."""
    there = dict(_walk(window, ()))
    focus = None if typed.focus is None else there.get(typed.focus)
    if focus is not None:
        _reopen(focus)
    for spot, place in typed.chosen.items():
        combo = there.get(spot)
        if isinstance(combo, QComboBox) and _is_chosen(combo) and combo.currentIndex() != place:
            combo.setCurrentIndex(place)
            combo.activated.emit(place)
    for spot, words in typed.words.items():
        widget = there.get(spot)
        if widget is not None and _is_written(widget) and _words(widget) != words:
            _write(widget, words, left=widget is not focus)
    if focus is not None and focus.isVisible():
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(focus, QLineEdit):
            focus.setCursorPosition(typed.caret)


def silence(window: QWidget) -> None:
    """Let a window go without its fields taking the end for an answer."""
    widget: QWidget | None = window.focusWidget()
    while widget is not None and widget is not window:
        widget.blockSignals(True)
        widget = widget.parentWidget()


def _walk(widget: QWidget, spot: Spot) -> Iterator[tuple[Spot, QWidget]]:
    numbers: Counter[str] = Counter()
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow():
            continue
        kind = type(child).__name__
        here = (*spot, (kind, numbers[kind]))
        numbers[kind] += 1
        yield here, child
        yield from _walk(child, here)


def _is_written(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit):
        plain = widget.echoMode() is QLineEdit.EchoMode.Normal
        return plain and not widget.isReadOnly() and widget.isVisible()
    return isinstance(widget, QPlainTextEdit) and not widget.isReadOnly() and widget.isVisible()


def _is_chosen(combo: QComboBox) -> bool:
    """Language and light are the window's own."""
    return combo.isVisible() and not isinstance(combo.parentWidget(), SignBar)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def _write(widget: QWidget, words: str, *, left: bool) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(words)
    elif isinstance(widget, QLineEdit):
        widget.selectAll()
        widget.insert(words)  # tells that it was edited, which setText does not
        if left:
            widget.editingFinished.emit()


def _reopen(widget: QWidget) -> None:
    """A field that was opened by a key is opened again."""
    parent: QWidget | None = widget
    while parent is not None:
        opens = getattr(parent, "type_it", None)
        if callable(opens) and not widget.isVisible():
            opens()
        parent = parent.parentWidget()
