"""The MRN a device gives from its leased block: office, serial, letter by security, check digit.

The twelve characters of the body are the six of the office after its country, then the serial of
the lease in base 36, so that numbers of two offices never meet and a lease needs no memory.
"""

from app.reference.numbers import mrn as mrns

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SERIAL = 6
MOST = 36**_SERIAL - 1
"""The highest serial six characters can hold."""


def mrn_of(office: str, serial: int, year: int, security: str) -> str:
    """Make the MRN of a serial; ``security`` is a code of CL217.

    Raises:
        ValueError: the serial does not fit six characters.

    >>> mrn_of("AL002000", 46_655, 2026, "0")
    '26AL002000000ZZZJ1'
    """
    letter = mrns.LETTERS.get(security, mrns.LETTERS["0"])
    return mrns.make(year, office[:2], office[2:] + _base36(serial), letter)


def _base36(serial: int) -> str:
    if not 0 <= serial <= MOST:
        raise ValueError(f"no serial of six characters: {serial}")
    written = ""
    for _ in range(_SERIAL):
        serial, digit = divmod(serial, 36)
        written = _DIGITS[digit] + written
    return written
