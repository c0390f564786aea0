"""A second engine agrees: Qt sets the same glyphs in the same order from the same two files."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from app.base.fonts import FAMILIES, Face, face_path
from app.printing.text.faces import Typeface, glyph_of
from app.printing.text.lines import shape

LINES = 3000
JOINER = glyph_of(Face.ARABIC, " ")  # how Qt sets ZWNJ, without width; blanks are Latin glyphs
WRITTEN = """
consignment of office Durrës Gjirokastër Şirket İstanbul çelik Müşteri fi affix
Товары Қазақстан әуежай контейнер Душанбе ўзбек Шеньжэнь їжак
شركة النقل الدولية بغداد محمد أحمد البضائع لله
شرکت کابل گمرک می\u200cرود افغانستان چای پنبه
ګمرک ښار ږمنځ پښتو څنګه ځای ډېر ړوند
"""
NUMBERED = """
AA-123-BB 24GB000246J8NY33L7 MSCU1234565 1/N760/Pr3v4 T2F 0018063-2 010130
2026-11-22 22.11.2026 13:05 +93-70-123 €1,200.50 50% #12 №7 A/B
۱۲۳۴ ٤٥٦ ۲۰۲۶/۱۱/۲۲ ٢٥٠٠٫٥ ۵۰٪
"""
WORDS = WRITTEN.split()
CODES = NUMBERED.split()
SIGNS = ("(", ")", "[", "]", "{", "}", "«", "»", "<", ">", "،", "؛", "؟", ".", ":", "-", "/")


def generated(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(LINES):
        parts: list[str] = []
        for _ in range(chance.randint(1, 7)):
            word = chance.choice(WORDS if chance.random() < 0.65 else CODES)
            if chance.random() < 0.35:
                word = chance.choice(SIGNS) + word
            if chance.random() < 0.35:
                word += chance.choice(SIGNS)
            parts.append(word)
        yield (" " if chance.random() < 0.9 else "").join(parts)


def ours(text: str, *, right_to_left: bool) -> list[tuple[str, int]]:
    line = shape(text, Typeface.REGULAR, right_to_left=right_to_left)
    return [
        (FAMILIES[segment.face is Face.ARABIC], glyph.number)
        for segment in line.segments
        for glyph in segment.glyphs
        if glyph.advance
    ]


def theirs(text: str, font: QFont, *, right_to_left: bool) -> list[tuple[str, int]]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    placed: list[tuple[float, str, int]] = []
    for run in layout.glyphRuns():
        face = run.rawFont()
        advances = face.advancesForGlyphIndexes(run.glyphIndexes())
        for glyph, where, advance in zip(
            run.glyphIndexes(), run.positions(), advances, strict=True
        ):
            joiner = face.familyName() == FAMILIES[1] and glyph == JOINER
            if advance.x() and not joiner:
                placed.append((where.x(), face.familyName(), glyph))
    return [(family, glyph) for _, family, glyph in sorted(placed, key=lambda one: one[0])]


@pytest.fixture
def font(qapp: QApplication) -> Iterator[QFont]:
    assert qapp.platformName()
    added = [
        QFontDatabase.addApplicationFont(str(face_path(face)))
        for face in (Face.REGULAR, Face.ARABIC)
    ]
    chosen = QFont(list(FAMILIES))
    chosen.setPixelSize(1000)
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    yield chosen
    for number in added:
        QFontDatabase.removeApplicationFont(number)


@pytest.mark.parametrize("right_to_left", [False, True])
def test_glyphs_stand_in_the_order_that_qt_gives_them(font: QFont, *, right_to_left: bool) -> None:
    for text in generated(20261124):
        assert ours(text, right_to_left=right_to_left) == theirs(
            text, font, right_to_left=right_to_left
        ), ascii(text)
