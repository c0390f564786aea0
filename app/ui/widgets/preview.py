"""The page as it will be printed, on its bed; checked before it leaves."""

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.canvas import Canvas
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Runs, bare
from app.ui.theme import Role, ThemeName
from app.ui.widgets.painted import Painted
from app.ui.widgets.paragraph import draw_flow, flow_height


class PagePicture(Painted):
    """One page picture (PNG bytes), fitted to the height of the bed."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._page = QPixmap()
        self.true_colours = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, png: bytes) -> None:
        """Show a page; by night paper is darkened until true colours are asked for."""
        image = _read(png)
        if self.look.theme.name is ThemeName.NIGHT and not self.true_colours:
            image = self._darkened(image)
        self._page = QPixmap.fromImage(image)
        self.update()

    def _darkened(self, image: QImage) -> QImage:
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        grey = grey.convertToFormat(QImage.Format.Format_Indexed8)
        paper, ink = self.look.colour(Role.BASE), self.look.colour(Role.TEXT)
        table = []
        for level in range(256):
            share = level / 255
            red = round(ink.red() + (paper.red() - ink.red()) * share)
            green = round(ink.green() + (paper.green() - ink.green()) * share)
            blue = round(ink.blue() + (paper.blue() - ink.blue()) * share)
            table.append(0xFF000000 | red << 16 | green << 8 | blue)
        shades = grey.colorTable()
        grey.setColorTable([table[shade & 0xFF] for shade in shades])
        return grey

    def natural(self) -> tuple[float, float]:
        """As large as the bed allows."""
        return (240, 320)

    def minimumSizeHint(self) -> QSize:
        """The bed may shrink."""
        return QSize(self.look.px(160), self.look.px(200))

    def draw(self, canvas: Canvas) -> None:
        """Draw the bed and the page with its line."""
        canvas.fill(canvas.box, Role.INSET)
        if self._page.isNull():
            return
        room = canvas.box.adjusted(12, 9, -12, -9)
        ratio = self._page.width() / self._page.height()
        high = min(room.height(), room.width() / ratio)
        wide = high * ratio
        page = QRectF(room.center().x() - wide / 2, room.y(), wide, high)
        canvas.fill(page, Role.BASE)
        canvas.painter.setRenderHint(canvas.painter.RenderHint.SmoothPixmapTransform)
        scale = self.look.scale * self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = self._page.scaledToHeight(max(1, round(high * scale)), smooth)
        canvas.painter.drawPixmap(page, fitted, QRectF(fitted.rect()))
        canvas.ring(page.adjusted(-1, -1, 1, 1), Role.BORDER, 1, 0)


class Check(msgspec.Struct, frozen=True):
    """One thing looked at before printing."""

    words: Runs
    holds: bool = True


class CheckLine(Painted):
    """A tick or a warning and its sentence."""

    def __init__(self, look: Look, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._check = check
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(bare("".join(run.words for run in check.words)))

    def hasHeightForWidth(self) -> bool:
        """Taller where narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines it needs and 8 below."""
        room = width / self.look.scale - 24
        high = flow_height(self.look, self._check.words, Style.BODY, room)
        return self.look.px(high + 8)

    def natural(self) -> tuple[float, float]:
        """One line; the layout asks for more."""
        return (160, 28)

    def draw(self, canvas: Canvas) -> None:
        """Draw mark and words."""
        good = self._check.holds
        name, role = ("check", Role.TEXT) if good else ("warn", Role.WARN)
        canvas.icon(name, QRectF(0, 2, 16, 16), role)
        draw_flow(canvas, QRectF(24, 0, canvas.width - 24, 20), self._check.words)


class Checks(QWidget):
    """The checks one below the other."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show these."""
        while (taken := self._column.takeAt(0)) is not None:
            line = taken.widget()
            if line is not None:
                line.setParent(None)
                line.deleteLater()
        for check in checks:
            self._column.addWidget(CheckLine(self.look, check))


def _read(png: bytes) -> QImage:
    """The picture of a page: no other reader of pictures is asked whether it is one of its own."""
    if not png:
        return QImage()
    held = QBuffer()
    held.setData(QByteArray(png))
    held.open(QBuffer.OpenModeFlag.ReadOnly)
    return QImageReader(held, QByteArray(b"PNG")).read()
