import pytest

from app.base.findings import Severity
from app.reference.numbers import grn, mrn
from app.reference.numbers.wrong import WrongNumber
from tests.reference.numbers import published


@pytest.mark.parametrize("number", published.MRN_FITS)
def test_a_published_mrn_raises_no_doubt(number: str) -> None:
    assert mrn.validate(number) == number
    assert mrn.doubts(number) == ()
    assert mrn.calc_check_digit(number) == number[-1]


@pytest.mark.parametrize("number", published.MRN_FITS_NOT)
def test_an_mrn_whose_check_digit_does_not_fit_is_taken_with_a_doubt(number: str) -> None:
    assert mrn.is_valid(number)
    (finding,) = mrn.doubts(number)
    assert (finding.code, finding.severity) == ("numbers.mrn.check_digit", Severity.WARN)


@pytest.mark.parametrize("number", published.GRN_FITS)
def test_a_published_grn_raises_no_doubt(number: str) -> None:
    assert grn.validate(number) == number
    assert grn.doubts(number) == ()


@pytest.mark.parametrize("number", published.GRN_FITS_NOT)
def test_a_grn_whose_check_digit_does_not_fit_is_taken_with_a_doubt(number: str) -> None:
    assert grn.is_valid(number)
    assert [finding.code for finding in grn.doubts(number)] == ["numbers.grn.check_digit"]


def test_montenegro_writes_f_when_its_system_is_down() -> None:
    assert [found.code for found in mrn.doubts("24ME000246J8NY33LF")] == ["numbers.mrn.fallback"]
    assert [found.code for found in mrn.doubts("24GB000246J8NY33LF")] == [
        "numbers.mrn.check_digit"
    ]


def test_an_mrn_of_another_procedure_is_told_by_its_letter() -> None:
    export = "26AL0020001A2B3CA"
    number = export + mrn.calc_check_digit(export)
    assert [found.code for found in mrn.doubts(number)] == ["numbers.mrn.letter"]


def test_an_mrn_of_2024_may_be_of_either_generation() -> None:
    old = "24AL0020001A2B3CZ"
    assert mrn.doubts(old + mrn.calc_check_digit(old)) == ()


@pytest.mark.parametrize("security", ["0", "1", "2", "3"])
def test_an_mrn_that_is_made_raises_no_doubt_and_comes_apart_again(security: str) -> None:
    letter = mrn.LETTERS[security]
    made = mrn.make(2026, "AL", "0020001A2B3C", letter)
    assert mrn.doubts(made) == ()
    assert mrn.parts(made) == mrn.Parts(26, "AL", "0020001A2B3C", letter, made[-1])


@pytest.mark.parametrize(
    ("country", "body", "letter"),
    [("AL", "0020001A2B3C", "A"), ("AL", "0020001A2B3", "J"), ("A1", "0020001A2B3C", "J")],
)
def test_no_mrn_is_made_of_parts_that_do_not_fit(country: str, body: str, letter: str) -> None:
    with pytest.raises(WrongNumber):
        mrn.make(2026, country, body, letter)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "numbers.mrn.length"),
        ("24GB000246J8NY33L", "numbers.mrn.length"),
        ("2XGB000246J8NY33L7", "numbers.mrn.shape"),
        ("24G1000246J8NY33L7", "numbers.mrn.shape"),
        ("24GB000246J8NY33LE", "numbers.mrn.shape"),
        ("24GB000246J8NY3$L7", "numbers.mrn.shape"),
    ],
)
def test_what_cannot_be_an_mrn_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refused:
        mrn.validate(written)
    assert refused.value.code == code
    assert not mrn.is_valid(written)


@pytest.mark.parametrize(
    "typed",
    [
        "24gb 0002 46j8 ny33 l7",
        "24-GB-000246.J8/NY33L7",
        "24G\u0412000246J8NY33L7",
        "\uff12\uff14GB000246J8NY33L7",
        "\u0662\u0664GB000246J8NY33L7",
    ],
)
def test_an_mrn_is_read_however_it_is_typed(typed: str) -> None:
    assert mrn.compact(typed) == "24GB000246J8NY33L7"


def test_the_last_six_name_a_movement() -> None:
    assert mrn.last_six("24gb000246j8ny33l7") == "NY33L7"


def test_a_voucher_carries_seven_characters_more() -> None:
    without = "24GB0000010000295"
    assert not grn.is_voucher(without)
    assert grn.is_voucher(without + "A123456")
    assert grn.doubts(without + "A123456") == ()
    assert grn.country(without) == "GB"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("24GB000001000029", "numbers.grn.length"),
        ("24GB0000010000295A12345", "numbers.grn.length"),
        ("24GB000001000029X", "numbers.grn.shape"),
        ("24GB00000100002951234567", "numbers.grn.shape"),
    ],
)
def test_what_cannot_be_a_grn_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refused:
        grn.validate(written)
    assert refused.value.code == code
    assert not grn.is_valid(written)


def test_a_grn_that_is_made_raises_no_doubt() -> None:
    assert grn.doubts(grn.make(2026, "AL", "000000000017")) == ()
    with pytest.raises(WrongNumber):
        grn.make(2026, "AL", "17")
    with pytest.raises(WrongNumber):
        grn.make(2026, "A1", "000000000017")


@pytest.mark.parametrize("serial", [0, 1, 35, 36, 36**6 - 1])
def test_a_leased_serial_becomes_an_mrn_of_its_office(serial: int) -> None:
    made = mrn.for_office(2026, "AL003010", serial, "0")
    assert mrn.doubts(made) == ()
    assert made.startswith("26AL003010")
    assert int(made[10:16], 36) == serial


@pytest.mark.parametrize(
    ("office", "serial", "security"),
    [("AL003010", 36**6, "0"), ("AL003010", 1, "9"), ("AL00301", 1, "0")],
)
def test_no_mrn_is_made_of_a_serial_that_does_not_fit(
    office: str, serial: int, security: str
) -> None:
    with pytest.raises(WrongNumber):
        mrn.for_office(2026, office, serial, security)
