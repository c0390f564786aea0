"""Exact numbers with a decimal point: masses, amounts. Never floats."""

from decimal import Decimal, InvalidOperation

import msgspec


class Quantity(msgspec.Struct, frozen=True, array_like=True, order=False):
    """A decimal as ``[mantissa, exponent]`` without trailing zeros; make one with ``quantity``."""

    mantissa: int
    exponent: int

    @property
    def decimal(self) -> Decimal:
        """The same value as a Decimal."""
        return Decimal(f"{self.mantissa}E{self.exponent}")  # exact: no rounding of long ones

    def __str__(self) -> str:
        """Plain digits, no exponent: ``2400.5``."""
        return format(self.decimal, "f")


def quantity(value: str | int | Decimal) -> Quantity:
    """Read a decimal.

    Raises:
        ValueError: not a finite decimal number.

    >>> quantity("2400.50")
    Quantity(mantissa=24005, exponent=-1)
    >>> str(quantity("1200"))
    '1200'
    """
    try:
        read = Decimal(value)
    except InvalidOperation as wrong:
        message = f"not a decimal number: {value!r}"
        raise ValueError(message) from wrong
    if not read.is_finite():
        message = f"not a finite number: {value!r}"
        raise ValueError(message)
    sign, digits, exponent = read.as_tuple()
    mantissa = int("".join(map(str, digits)))
    scale = int(exponent)
    if mantissa == 0:
        return Quantity(0, 0)
    while mantissa % 10 == 0:
        mantissa //= 10
        scale += 1
    return Quantity(-mantissa if sign else mantissa, scale)
