"""Looking at a window as somebody who has to work with it: what is cut, unnamed, out of sight."""

import re
from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QWidget,
)

from app.ui.theme import Role, Theme
from app.ui.widgets.actionbar import ActionBar

MOST_FOCUSABLE = 120
_CODE = re.compile("\u00ab[a-z_]+\\.[^\u00bb]*\u00bb|\\{[a-z_]+\\}")
_TEXT_BAR, _SUN_BAR, _MARK_BAR = 4.5, 7.0, 3.0
_TEXTS = (
    Role.TEXT,
    Role.QUIET,
    Role.CALM,
    Role.DISABLED,
    Role.ACCENT,
    Role.GOOD,
    Role.WARN,
    Role.STOP,
    Role.DIFFERS,
)
_GROUNDS = (Role.WINDOW, Role.BASE, Role.RAISED)


class Seen(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: its kind, and where in words."""

    kind: str
    where: str


def look_at(window: QWidget) -> tuple[Seen, ...]:
    """Everything that is wrong with what a window shows now."""
    shown = [child for child in window.findChildren(QWidget) if child.isVisible()]
    found = [
        *_clipped(window, shown),
        *_primary(window, shown),
        *_names(shown),
        *_untranslated(shown),
        *_scrolling(shown),
    ]
    return tuple(dict.fromkeys(found))


def contrasts(theme: Theme) -> tuple[Seen, ...]:
    """Text roles that are hard to read on a ground of the theme (WCAG 2.2, 1.4.3 and 1.4.11)."""
    bar = _SUN_BAR if theme.sunlit else _TEXT_BAR
    pairs = [(role, ground, bar) for role in _TEXTS for ground in _GROUNDS]
    pairs += [(Role.ON_ACCENT, Role.ACCENT, bar), (Role.TEXT, Role.SELECT, bar)]
    pairs += [(Role.BORDER, ground, _MARK_BAR) for ground in _GROUNDS]
    pairs += [(Role.FOCUS, ground, _MARK_BAR) for ground in _GROUNDS]
    return tuple(
        Seen("contrast", f"{role} on {ground}: {ratio:.2f} under {least}")
        for role, ground, least in pairs
        if (ratio := contrast(theme, role, ground)) < least
    )


def contrast(theme: Theme, role: Role, ground: Role) -> float:
    """The ratio of two roles' lightness, 1 to 21."""
    first, second = _lightness(theme, role), _lightness(theme, ground)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _lightness(theme: Theme, role: Role) -> float:
    colour = theme.colour(role)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _told(widget: QWidget) -> str:
    name = widget.accessibleName() or getattr(widget, "objectName", str)()
    return f"{type(widget).__name__} {name}".strip()[:80]


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _clipped(window: QWidget, shown: list[QWidget]) -> Iterator[Seen]:
    """Widgets beyond the window's edge, and words that have less room than they need."""
    for widget in shown:
        if not _scrolls(widget) and not window.rect().contains(_place(widget, window)):
            yield Seen("clipped", f"{_told(widget)} reaches out of the window")
        if _is_cut(widget):
            yield Seen("clipped", f"{_told(widget)} has {widget.width()} px, needs more")


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar):
        return False
    if isinstance(widget, QLabel) and not widget.wordWrap():
        return widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() + 1
    fixed = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
    said = isinstance(widget, QAbstractButton) or fixed
    return said and widget.minimumSizeHint().width() > widget.width() + 1


def _primary(window: QWidget, shown: list[QWidget]) -> Iterator[Seen]:
    for bar in shown:
        if isinstance(bar, ActionBar) and not bar.primary.isHidden():
            place = _place(bar.primary, window)
            if not window.rect().contains(place):
                yield Seen("primary", f"{_told(bar.primary)} is out of sight")


def _names(shown: list[QWidget]) -> Iterator[Seen]:
    stops = [widget for widget in shown if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if len(stops) > MOST_FOCUSABLE:
        yield Seen("focusable", f"{len(stops)} widgets take the focus")
    for widget in stops:
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not widget.accessibleName() and not words and not _is_inner(widget):
            yield Seen("unnamed", _told(widget))


def _is_inner(widget: QWidget) -> bool:
    """Parts of Qt's own widgets speak through the widget they belong to."""
    return widget.objectName().startswith("qt_")


def _untranslated(shown: list[QWidget]) -> Iterator[Seen]:
    for widget in shown:
        for words in _all_words(widget):
            found = _CODE.search(words)
            if found:
                yield Seen("untranslated", f"{_told(widget)}: {found.group(0)}")


def _all_words(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.text()
        yield widget.placeholderText()
    if isinstance(widget, QListView) and widget.model() is not None:
        model = widget.model()
        for row in range(model.rowCount()):
            yield str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")


def _scrolling(shown: list[QWidget]) -> Iterator[Seen]:
    for widget in shown:
        if not isinstance(widget, QAbstractScrollArea):
            continue
        inner = widget.widget() if isinstance(widget, QScrollArea) else None
        wider = inner is not None and inner.width() > widget.viewport().width()
        is_text = not isinstance(widget, QScrollArea | QListView)
        if (widget.horizontalScrollBar().maximum() > 0 and not is_text) or wider:
            yield Seen("scrolls", f"{_told(widget)} is wider than its room")
