"""The movement reference number on paper: as bars, and below them in bold figures.

Source: printing guidelines of the transit documents: Code 128 set B, figures in bold 7.
"""

from app.printing.barcode import MODULE, QUIET, bars, length
from app.printing.forms.setting import Setter
from app.printing.text.faces import Typeface

_TOP = 3.0  # mm between the top of the box and the bars: the label's row
_BELOW = 4.4  # mm of the figures' row
_FIGURES = 7.0
_BASE = 1.3  # mm between the base line and the bottom of the box


def draw_mrn(
    setter: Setter, mrn: str, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    """Draw bars and figures in the middle of a box.

    Raises:
        Refused: ``printing.not_in_set_b`` if the number cannot be written in bars.
    """
    (x, y), (width, height) = corner, size
    start = x + (width - length(mrn)) / 2
    for distance, wide in bars(mrn):
        setter.page.bar((start + distance, y + _TOP), (wide, height - _TOP - _BELOW))
    style = setter.style(Typeface.BOLD, _FIGURES)
    setter.centred(mrn, style, (x, x + width), y + height - _BASE)


def room_for(mrn: str) -> float:
    """Return the width that bars and quiet zones need, mm."""
    return length(mrn) + 2 * QUIET * MODULE
