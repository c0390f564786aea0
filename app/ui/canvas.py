"""A painter that knows the look: roles instead of colours, leading and trailing instead of sides.

Everything is drawn in px at text scale 1, as if written from the left; the canvas scales, and
mirrors boxes (never words, ticks or numbers) where the language is written from the right.
"""

import re
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.ui import icons
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import END, FIRST_STRONG, Run, Runs
from app.ui.theme import Role

RADIUS = 4.0
CAP_LIVE, CAP_FLAT = 20.0, 18.0
_CAP_PADDING = 6.0
_APART = re.compile(f"{FIRST_STRONG}[^{FIRST_STRONG}{END}]*{END}")
SPACE = 4.0
"""A space between runs, px."""


class Canvas:
    """Draws on one painter inside a box of ``width`` x ``height`` px at scale 1."""

    def __init__(self, painter: QPainter, look: Look, width: float, height: float) -> None:
        self.painter = painter
        self.look = look
        self.width = width
        self.height = height
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def box(self) -> QRectF:
        """The whole of it."""
        return QRectF(0, 0, self.width, self.height)

    def at(self, rect: QRectF) -> QRectF:
        """Where a box written from the left really stands."""
        if not self.look.mirrored:
            return rect
        return QRectF(self.width - rect.right(), rect.y(), rect.width(), rect.height())

    def point(self, x: float, y: float) -> QPointF:
        """Where a point written from the left really stands."""
        return QPointF(self.width - x if self.look.mirrored else x, y)

    def fill(self, rect: QRectF, role: Role, radius: float = 0) -> None:
        """Fill a box."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.colour(role))
        if radius:
            self.painter.drawRoundedRect(self.at(rect), radius, radius)
        else:
            self.painter.fillRect(self.at(rect), self.look.colour(role))

    def ring(
        self,
        rect: QRectF,
        role: Role,
        thick: float = 1,
        radius: float = RADIUS,
        *,
        dashed: bool = False,
        ground: Role | None = None,
    ) -> None:
        """Draw the line of a box, inside it, on a ground if one is given."""
        pen = QPen(self.look.colour(role), thick)
        if dashed:
            pen.setDashPattern([3 / thick, 2 / thick])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        if ground is None:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            self.painter.setBrush(self.look.colour(ground))
        half = thick / 2
        inner = self.at(rect).adjusted(half, half, -half, -half)
        self.painter.drawRoundedRect(inner, max(0, radius - half), max(0, radius - half))

    def line(
        self, start: tuple[float, float], end: tuple[float, float], role: Role, thick: float = 1
    ) -> None:
        """Draw a straight line between two points."""
        pen = QPen(self.look.colour(role), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.drawLine(self.point(*start), self.point(*end))

    def hairline(self, y: float, start: float = 0, end: float | None = None) -> None:
        """Draw the 1 px line under a row or a head."""
        right = self.width if end is None else end
        self.fill(QRectF(start, y, right - start, 1), Role.LINE)

    def path(self, path: QPainterPath, role: Role, *, thick: float = 0) -> None:
        """Fill a shape, or draw its line where ``thick`` is given; shapes never turn."""
        if thick:
            pen = QPen(self.look.colour(role), thick)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self.painter.setPen(pen)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.look.colour(role))
        self.painter.drawPath(path)

    def icon(self, name: str, rect: QRectF, role: Role = Role.TEXT) -> None:
        """Draw an icon into a square."""
        ratio = self.painter.device().devicePixelRatio() * self.look.scale
        picture = icons.picture(
            name, rect.width(), self.look.colour(role), ratio=ratio, mirrored=self.look.mirrored
        )
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.drawPixmap(self.at(rect), picture, QRectF(picture.rect()))

    def advance(
        self, words: str, style: Style = Style.BODY, *, bold: bool = False, code: bool = False
    ) -> float:
        """How wide some words are."""
        return advance(self.look, words, style, bold=bold, code=code)

    def text(
        self,
        rect: QRectF,
        words: str,
        style: Style = Style.BODY,
        role: Role = Role.TEXT,
        *,
        bold: bool = False,
        code: bool = False,
        align: str = "leading",
    ) -> float:
        """Draw one line, cut with an ellipsis where it must be; answer the width it took."""
        face = self.look.drawn(style, bold=bold, code=code)
        metrics = QFontMetricsF(face)
        shown = _cut(words, metrics, rect.width())
        wide = metrics.horizontalAdvance(shown)
        x = rect.x()
        if align == "trailing":
            x = rect.right() - wide
        elif align == "centre":
            x = rect.center().x() - wide / 2
        self._write(QRectF(x, rect.y(), wide, rect.height()), shown, face, role)
        return wide

    def _write(self, rect: QRectF, words: str, face: QFont, role: Role) -> None:
        metrics = QFontMetricsF(face)
        base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self._draw_words(QPointF(self.at(rect).x(), base), words, face, role)

    def _draw_words(self, start: QPointF, words: str, face: QFont, role: Role) -> None:
        """Codes run left to right in every language, words as their first letter says.

        Where all letters stand in isolates, the language of the window decides.
        """
        direction = Qt.LayoutDirection.LayoutDirectionAuto
        if face.featureTags():
            direction = Qt.LayoutDirection.LeftToRight
        elif FIRST_STRONG in words and not _APART.sub("", words).strip(" ,\u060c"):
            direction = self.look.direction
        self.painter.setLayoutDirection(direction)
        self.painter.setFont(face)
        self.painter.setPen(self.look.colour(role))
        self.painter.drawText(start, words)

    def runs(
        self, rect: QRectF, runs: Runs, style: Style = Style.BODY, *, align: str = "leading"
    ) -> float:
        """Draw runs in reading order; what may drop drops, the last is cut; answer the width."""
        groups = _groups(_fitting(self.look, runs, style, rect.width()))
        total = sum(_wide(self.look, group, style) for group in groups)
        x = rect.right() - min(total, rect.width()) if align == "trailing" else rect.x()
        for group in groups:
            x += group[0].gap
            room = rect.right() - x
            if room <= 0:
                break
            wide = min(room, _wide(self.look, group, style) - group[0].gap)
            self._group(QRectF(x, rect.y(), wide, rect.height()), group, style)
            x += wide
        return min(total, rect.width())

    def _group(self, rect: QRectF, group: Sequence[Run], style: Style) -> None:
        place = self.at(rect)
        x, end = place.x(), place.right()
        for run in group:
            face = self.look.drawn(run.style or style, bold=run.bold, code=run.code)
            metrics = QFontMetricsF(face)
            shown = _cut(run.words, metrics, end - x)
            if self.look.mirrored and len(group) == 1:
                x = end - metrics.horizontalAdvance(shown)
            base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
            self._draw_words(QPointF(x, base), shown, face, run.role)
            wide = metrics.horizontalAdvance(shown)
            if run.underline:
                under = QRectF(x, base + 2, wide, 2)
                self.painter.fillRect(under, self.look.colour(run.role))
            x += wide

    def cap(
        self,
        rect: QRectF,
        words: str,
        kind: str = "live",
        *,
        role: Role = Role.TEXT,
        ground: Role | None = None,
    ) -> None:
        """Draw a key cap: ``live``, ``flat``, ``waiting`` (not yet) or ``primary``."""
        if kind == "flat":
            self.fill(rect, ground or Role.CHIP, RADIUS)
            self.text(rect, words, Style.CAPTION, Role.QUIET, align="centre")
            return
        if kind == "waiting":
            self.ring(rect, Role.DISABLED, 1, RADIUS, dashed=True)
            self.text(rect, words, Style.CAPTION, Role.DISABLED, bold=True, align="centre")
            return
        line = Role.ON_ACCENT if kind == "primary" else Role.BORDER
        ink = Role.ON_ACCENT if kind == "primary" else role
        self.ring(rect, line, 1, RADIUS, ground=None if kind == "primary" else Role.BASE)
        under = QRectF(rect.x() + 2, rect.bottom() - 2, rect.width() - 4, 1)
        self.fill(under, line)
        box = rect.adjusted(0, 0, 0, -1)
        self.text(box, words, Style.CAPTION, ink, bold=True, align="centre")


def advance(
    look: Look,
    words: str,
    style: Style = Style.BODY,
    *,
    bold: bool = False,
    code: bool = False,
) -> float:
    """How wide some words are at scale 1, px."""
    return QFontMetricsF(look.drawn(style, bold=bold, code=code)).horizontalAdvance(words)


def cap_width(look: Look, words: str, *, flat: bool = False) -> float:
    """How wide a key cap is at scale 1, px; never narrower than high."""
    padding = _CAP_PADDING if not flat or len(words) > 1 else 5
    return max(
        CAP_LIVE - 1, round(advance(look, words, Style.CAPTION, bold=not flat)) + 2 * padding
    )


def runs_width(look: Look, runs: Runs, style: Style = Style.BODY) -> float:
    """How wide runs are at scale 1, px."""
    return sum(_wide(look, group, style) for group in _groups(runs))


def _cut(words: str, metrics: QFontMetricsF, room: float) -> str:
    """Words cut where they end, which is on the left where they run from the right."""
    if metrics.horizontalAdvance(words) <= room + 0.5:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


def _groups(runs: Runs) -> list[list[Run]]:
    """Runs that stay together; spaces at their edges become gaps, which mirror with them."""
    groups: list[list[Run]] = []
    carried = 0.0
    for run in runs:
        words = run.words.strip(" ")
        before = len(run.words) - len(run.words.lstrip(" "))
        after = len(run.words) - len(run.words.rstrip(" ")) if words else 0
        gap = run.gap + carried + before * SPACE
        carried = after * SPACE
        trimmed = msgspec.structs.replace(run, words=words, gap=gap)
        if run.glued and groups:
            groups[-1].append(trimmed)
        else:
            groups.append([trimmed])
    return groups


def _wide(look: Look, group: Sequence[Run], style: Style) -> float:
    return group[0].gap + sum(
        advance(look, run.words, run.style or style, bold=run.bold, code=run.code) for run in group
    )


def _fitting(look: Look, runs: Runs, style: Style, room: float) -> Runs:
    kept = list(runs)
    while runs_width(look, kept, style) > room + 0.5:
        droppable = [run for run in kept if run.drop]
        if not droppable:
            break
        kept.remove(droppable[-1])
    return kept
