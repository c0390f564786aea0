"""What the tour leaves behind: pictures, a contact sheet as page and as picture, its findings."""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.fonts import Style, font
from app.ui.theme import THEMES, Role, ThemeName
from app.ui.tour.looking import Seen

COLUMNS, THUMB, GAP, CAPTION = 4, 480, 16, 28


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of the tour and what was seen on it."""

    screen: str
    file: str
    width: int
    height: int
    findings: tuple[Seen, ...] = ()


def write_json(folder: Path, pictures: Sequence[Picture]) -> None:
    """Write ``tour.json``."""
    written = msgspec.json.format(msgspec.json.encode(pictures), indent=1)
    (folder / "tour.json").write_bytes(written + b"\n")


def write_page(folder: Path, pictures: Sequence[Picture]) -> None:
    """Write ``index.html``: every picture with its name and its findings; no script."""
    figures = "\n".join(_figure(picture) for picture in pictures)
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Tour</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"{figures}\n</main>\n</body>\n</html>\n"
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def _style() -> str:
    day = THEMES[ThemeName.DAY]
    ink = {
        role: day.colour(role).name() for role in (Role.RAISED, Role.TEXT, Role.BORDER, Role.STOP)
    }
    return (
        f"body {{ font: 14px sans-serif; margin: 16px; background: {ink[Role.RAISED]};\n"
        f"  color: {ink[Role.TEXT]} }}\n"
        "main { display: grid; gap: 16px;\n"
        "  grid-template-columns: repeat(auto-fill, minmax(480px, 1fr)) }\n"
        f"figure {{ margin: 0 }} img {{ width: 100%; border: 1px solid {ink[Role.BORDER]} }}\n"
        f"li {{ color: {ink[Role.STOP]} }}\n"
    )


def _figure(picture: Picture) -> str:
    file, name = html.escape(picture.file), html.escape(picture.screen)
    told = "".join(
        f"<li>{html.escape(one.kind)}: {html.escape(one.where)}</li>" for one in picture.findings
    )
    findings = f"<ul>{told}</ul>" if told else ""
    image = f'<a href="{file}"><img src="{file}" alt="{name}"></a>'
    return f"<figure>{image}<figcaption>{name}{findings}</figcaption></figure>"


def write_sheet(folder: Path, pictures: Sequence[Picture]) -> None:
    """Write ``contact-sheet.png``: all pictures small, in rows of four."""
    if not pictures:
        return
    small = [(one, _thumb(folder / one.file)) for one in pictures]
    rows = list(_rows(small))
    highs = [max(image.height() for _, image in row) + CAPTION + GAP for row in rows]
    wide = COLUMNS * (THUMB + GAP) + GAP
    sheet = QImage(wide, sum(highs) + GAP, QImage.Format.Format_RGB32)
    sheet.fill(THEMES[ThemeName.DAY].colour(Role.RAISED))
    painter = QPainter(sheet)
    painter.setFont(font(Style.SECOND))
    painter.setPen(THEMES[ThemeName.DAY].colour(Role.TEXT))
    y = GAP
    for row, high in zip(rows, highs, strict=True):
        for place, (picture, image) in enumerate(row):
            x = GAP + place * (THUMB + GAP)
            painter.drawImage(x, y, image)
            caption = QRectF(x, y + image.height() + 4, THUMB, CAPTION)
            mark = f" ({len(picture.findings)})" if picture.findings else ""
            painter.drawText(caption, Qt.AlignmentFlag.AlignLeft, f"{picture.screen}{mark}")
        y += high
    painter.end()
    sheet.save(str(folder / "contact-sheet.png"))


def _thumb(path: Path) -> QImage:
    image = QImage(str(path))
    image.setDevicePixelRatio(1.0)
    return image.scaledToWidth(THUMB, Qt.TransformationMode.SmoothTransformation)


def _rows(
    small: list[tuple[Picture, QImage]],
) -> Iterable[list[tuple[Picture, QImage]]]:
    for start in range(0, len(small), COLUMNS):
        yield small[start : start + COLUMNS]
