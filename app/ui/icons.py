"""Our icons: one SVG each, tinted by role when first asked for and kept per size and ratio."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from app.base.errors import Broken

FOLDER = Path(__file__).parents[2] / "resources" / "icons"
MIRRORED = frozenset({"truck", "exit", "rejected", "right", "arrow"})
"""Icons with a direction: they turn in languages written from the right."""
SMALL = 16
"""At and under this size lines are drawn thicker in the grid, to stay 1.5 px."""


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    path = FOLDER / f"{name}.svg"
    if not path.is_file():
        raise Broken("ui.icon_missing", name=name)
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, size: float, ink: str, ratio: float, *, turned: bool) -> QPixmap:
    source = _source(name).replace("currentColor", ink)
    if size <= SMALL:
        source = source.replace('stroke-width="1.5"', 'stroke-width="1.9"')
    pixels = max(1, round(size * ratio))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    if turned:
        picture = picture.transformed(QTransform().scale(-1, 1))
    picture.setDevicePixelRatio(ratio)
    return picture


def picture(
    name: str, size: float, ink: QColor, *, ratio: float = 1.0, mirrored: bool = False
) -> QPixmap:
    """One icon, ``size`` px square on a screen of ``ratio``, in ``ink``.

    Raises:
        Broken: the program was installed without this icon.
    """
    turned = mirrored and name in MIRRORED
    return _drawn(name, size, ink.name(), round(ratio, 3), turned=turned)


def emblem(ground: QColor, ink: QColor) -> QIcon:
    """The mark of the program for title bars and task lists: the gate on a square."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        square = QPixmap(size, size)
        square.fill(Qt.GlobalColor.transparent)
        painter = QPainter(square)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(0, 0, size, size, size / 6, size / 6)
        inner = round(size * 0.8)
        edge = (size - inner) // 2
        painter.drawPixmap(edge, edge, picture("gate", inner, ink))
        painter.end()
        made.addPixmap(square)
    return made


def icon(name: str, ink: QColor, *, mirrored: bool = False) -> QIcon:
    """The same for menus, at 20 px on plain and on dense screens."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(picture(name, 20, ink, ratio=ratio, mirrored=mirrored))
    return made
