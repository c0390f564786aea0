from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.quantities import quantity


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_quantity_is_exactly_the_decimal_it_was_read_from(value: Decimal) -> None:
    assert quantity(value).decimal == value


@given(st.integers())
def test_a_whole_number_is_written_in_plain_digits(value: int) -> None:
    assert str(quantity(value)) == str(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers(0, 6))
def test_trailing_zeros_make_no_other_quantity(value: Decimal, zeros: int) -> None:
    longer = value.quantize(Decimal(1).scaleb(-3 - zeros)) if abs(value) < 10**15 else value
    assert quantity(longer) == quantity(value)


def test_a_long_number_is_not_rounded() -> None:
    written = "1234567890123456789012345678901234567.5"
    assert str(quantity(written)) == written


@pytest.mark.parametrize("written", ["", "12,5", "NaN", "Infinity", "-Infinity", "1..2"])
def test_what_is_no_number_is_told(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a (decimal|finite) number"):
        quantity(written)


def test_nothing_is_one_nothing() -> None:
    assert quantity("0.000") == quantity("-0") == quantity(0)
