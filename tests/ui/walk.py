"""What a walker sees at each page of the tour: stops of the keyboard, panes, words, sizes.

The pages are those the tour visits, so that a new page is walked by itself.
"""

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from app.ui.keys import Press
from app.ui.tables.model import ROW
from app.ui.tables.rail import Rail
from app.ui.tour.tour import Walk
from app.ui.tour.visitor import Visitor
from app.ui.tour.visits import Visit


class Stop(msgspec.Struct, frozen=True):
    """A widget that takes the focus by Tab: what it is, and what it is called."""

    kind: str
    name: str


class Table(msgspec.Struct, frozen=True):
    """A list: its name, its rows as they are spoken, whether one of them is current."""

    name: str
    spoken: tuple[str, ...]
    has_current: bool


class Target(msgspec.Struct, frozen=True):
    """Something that is pressed or clicked into, and its size in logical px."""

    name: str
    wide: float
    high: float


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What one page of the tour shows."""

    name: str
    stops: tuple[Stop, ...]
    reached: frozenset[Stop]
    trap: str = ""
    panes: tuple[str, ...] = ()
    there: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    unringed: tuple[str, ...] = ()
    by_mouse_only: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: tuple[str, ...] = ()
    told: str = ""
    before: bool = False
    strip_in_sight: bool = False
    modal: str = ""


def pages(walk: Walk, only: frozenset[int] = frozenset()) -> Iterator[Page]:
    """Walk every page of the tour, or ``only`` some by the number of their screen."""
    rung: set[tuple[str, str]] = set()
    for visit, visitor in walk.visits(only):
        visitor.window.activateWindow()
        visitor.settle()
        yield _seen(visit, visitor, rung)


def _seen(visit: Visit, visitor: Visitor, rung: set[tuple[str, str]]) -> Page:
    window, held = visitor.window, visitor.desk.is_held
    shown = [child for child in window.findChildren(QWidget) if child.isVisible()]
    stops = [child for child in shown if _is_stop(child)]
    named = tuple(_told(child) for child in stops)
    strip = window.strip
    place = QRect(strip.mapTo(window, QPoint(0, 0)), strip.size())
    modal = visitor.app.activeModalWidget()
    facts = tuple(fact.icon for fact in strip.facts)
    targets, tables = tuple(_targets(visitor, shown)), tuple(_tables(shown))
    by_mouse_only = tuple(_by_mouse_only(shown))
    before = visitor.app.focusWidget()
    reached, trap = _tabbed(visitor, len(stops))
    there, back = ((), ()) if held else (_panes(visitor, 1), _panes(visitor, -1))
    unringed = tuple(_unringed(visitor, stops, rung))
    if before is not None and isValid(before):
        before.setFocus()
    visitor.settle()
    return Page(
        name=visit.name,
        before=visit.before,
        stops=named,
        reached=reached,
        trap=trap,
        panes=tuple(type(pane).__name__ for pane in window.panes()),
        there=there,
        back=back,
        unringed=unringed,
        by_mouse_only=by_mouse_only,
        tables=tables,
        targets=targets,
        facts=facts,
        told=strip.accessibleName(),
        strip_in_sight=strip.isVisible() and window.rect().contains(place),
        modal="" if modal is None else type(modal).__name__,
    )


def _told(widget: QWidget) -> Stop:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return Stop(type(widget).__name__, widget.accessibleName() or words)


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and not _inner(widget)


def _inner(widget: QWidget) -> bool:
    """Parts of Qt's own widgets speak through the widget they belong to."""
    if widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    return isinstance(widget, QLineEdit) and isinstance(parent, QComboBox)


def _press_tab(visitor: Visitor) -> None:
    handle = visitor.window.windowHandle()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
        visitor.app.sendEvent(handle, key)


def _tabbed(visitor: Visitor, often: int) -> tuple[frozenset[Stop], str]:
    """Press Tab until all was gone round once; a stop that keeps the focus is a trap."""
    reached: set[Stop] = set()
    for _ in range(2 * often + 4):
        before = visitor.app.focusWidget()
        _press_tab(visitor)
        now = visitor.app.focusWidget()
        reached |= _group(now)
        if now is before and often > 1:
            return frozenset(reached), "nothing" if now is None else f"{_told(now)}"
    return frozenset(reached), ""


def _group(widget: QWidget | None) -> set[Stop]:
    """One of a group is reached by Tab, the others from there with the arrows."""
    if widget is None:
        return set()
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    others = group.buttons() if group is not None else []
    return {_told(each) for each in (widget, *others)}


def _panes(visitor: Visitor, step: int) -> tuple[int, ...]:
    """Where F6 leads from pane to pane, once round."""
    panes = visitor.window.panes()
    found: list[int] = []
    for _ in panes:
        visitor.seat.keyboard.press(Press.NEXT_PANE if step > 0 else Press.PREVIOUS_PANE)
        focus = visitor.app.focusWidget()
        at = [
            n
            for n, pane in enumerate(panes)
            if pane is focus or (focus and pane.isAncestorOf(focus))
        ]
        found.append(at[0] if at else -1)
    return tuple(found)


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)


def _unringed(visitor: Visitor, stops: list[QWidget], rung: set[tuple[str, str]]) -> Iterator[str]:
    """Stops that look the same with the focus and without; each sort once in a walk."""
    for stop in filter(isValid, stops):
        sort = (type(stop).__name__, type(stop.parentWidget()).__name__)
        if sort in rung or not stop.isVisible():
            continue
        rung.add(sort)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        _bring(stop)
        visitor.app.processEvents()
        if not isValid(stop):
            continue
        if not stop.hasFocus():
            yield f"{_told(stop)} does not take it"
            continue
        with_it = _around(visitor, stop)
        stop.clearFocus()
        visitor.app.processEvents()
        if with_it == _around(visitor, stop):
            yield f"{_told(stop)}"


def _bring(stop: QWidget) -> None:
    """Scroll to a stop, as Qt does where Tab leads to it."""
    parent = stop.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(stop)
        parent = parent.parentWidget()


def _around(visitor: Visitor, stop: QWidget) -> QImage:
    place = QRect(stop.mapTo(visitor.window, QPoint(0, 0)), stop.size())
    return visitor.window.grab(place.adjusted(-8, -8, 8, 8)).toImage()


def _by_mouse_only(shown: list[QWidget]) -> Iterator[str]:
    """What can be clicked and neither takes the focus nor shows a key."""
    for child in shown:
        if not isinstance(child, QAbstractButton) or not child.isEnabled() or _inner(child):
            continue
        cap = getattr(child, "cap", "") or getattr(getattr(child, "choice", None), "cap", "")
        if not child.focusPolicy() & Qt.FocusPolicy.TabFocus and not cap:
            yield f"{_told(child)}"


def _tables(shown: list[QWidget]) -> Iterator[Table]:
    for view in shown:
        if isinstance(view, QAbstractItemView) and view.model() is not None:
            model = view.model()
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            role = Qt.ItemDataRole.AccessibleTextRole
            spoken = tuple(str(row.data(role) or "") for row in rows)
            yield Table(view.accessibleName(), spoken, view.currentIndex().isValid())


def _targets(visitor: Visitor, shown: list[QWidget]) -> Iterator[Target]:
    scale = visitor.look.scale
    for child in shown:
        is_target = isinstance(child, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox)
        if is_target and not _inner(child) and child.isEnabled():
            yield _target(child, child.size().width(), child.size().height(), scale)
        if isinstance(child, QAbstractItemView) and not isinstance(child, QScrollArea):
            yield from _rows(child, scale)


def _target(child: QWidget, wide: float, high: float, scale: float) -> Target:
    field = child.parentWidget()
    if field is not None and field.focusProxy() is child:  # its frame takes the click, too
        wide, high = field.width(), field.height()
    return Target(f"{_told(child)}", wide / scale, high / scale)


def _rows(view: QAbstractItemView, scale: float) -> Iterator[Target]:
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        place = view.visualRect(index)
        is_caption = not getattr(index.data(ROW), "icon", True) and isinstance(view, Rail)
        if not is_caption and not place.isEmpty():
            yield Target(
                f"row {row} of {view.accessibleName()}",
                place.width() / scale,
                place.height() / scale,
            )
