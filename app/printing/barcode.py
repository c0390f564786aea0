"""Code 128, character set B: bars and spaces of a text, counted in modules.

Source: ISO/IEC 15417. The transit forms print the MRN in set B throughout and without the function
character of EAN-128 (printing guidelines of the transit documents, "Printing of the bar code").
"""

from app.base.errors import Refused

MODULE = 0.24
"""Width of the narrowest bar, mm."""

QUIET = 10
"""Modules left white on either side."""

_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212
112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131
311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
"""
"""Symbols 0 to 105: six widths each, bar first, eleven modules in all."""

_WIDTHS = tuple(_TABLE.split())

_START_B, _STOP = 104, "2331112"
_FIRST, _LAST = " ", "\x7f"


def modules(text: str) -> tuple[int, ...]:
    """Return the widths of bars and spaces by turns, bar first, from start to stop.

    Raises:
        Refused: ``printing.not_in_set_b`` if a character is none of ASCII 32 to 127.

    >>> sum(modules("24GB000246J8NY33L7"))
    233
    """
    wrong = next((one for one in text if not _FIRST <= one <= _LAST), None)
    if wrong is not None:
        raise Refused("printing.not_in_set_b", character=f"U+{ord(wrong):04X}")
    values = [ord(one) - ord(_FIRST) for one in text]
    check = _START_B + sum(place * value for place, value in enumerate(values, 1))
    symbols = [_START_B, *values, check % 103]
    return tuple(map(int, "".join(_WIDTHS[symbol] for symbol in symbols) + _STOP))


def bars(text: str) -> tuple[tuple[float, float], ...]:
    """Return each bar as (distance from the first bar, width), mm.

    Raises:
        Refused: ``printing.not_in_set_b`` if a character is none of ASCII 32 to 127.
    """
    placed: list[tuple[float, float]] = []
    position = 0
    for place, width in enumerate(modules(text)):
        if place % 2 == 0:
            placed.append((position * MODULE, width * MODULE))
        position += width
    return tuple(placed)


def length(text: str) -> float:
    """Return the length of the bars without the quiet zones, mm.

    Raises:
        Refused: ``printing.not_in_set_b`` if a character is none of ASCII 32 to 127.
    """
    return sum(modules(text)) * MODULE
