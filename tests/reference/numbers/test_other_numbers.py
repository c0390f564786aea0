import re
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.reference.numbers import carnet, container, eori, kinds, lrn, office, plate, seal
from app.reference.numbers.letters import skeleton, twins
from app.reference.numbers.wrong import WrongNumber
from app.reference.texts import texts


@pytest.mark.parametrize(
    ("module", "written", "code"),
    [
        (lrn, "  ", "numbers.lrn.length"),
        (lrn, "x" * 23, "numbers.lrn.length"),
        (lrn, "a\x00b", "numbers.lrn.shape"),
        (office, "AL00301", "numbers.office.shape"),
        (office, "1L003010", "numbers.office.shape"),
        (carnet, "", "numbers.carnet.length"),
        (carnet, "1" * 13, "numbers.carnet.length"),
        (carnet, "12$", "numbers.carnet.characters"),
        (container, "", "numbers.container.length"),
        (container, "A" * 18, "numbers.container.length"),
        (container, "CSQU30543\u00df", "numbers.container.shape"),
        (container, "CSQU+", "numbers.container.characters"),
        (seal, " ", "numbers.seal.length"),
        (seal, "7" * 21, "numbers.seal.length"),
        (seal, "7\x007", "numbers.seal.shape"),
        (plate, " - ", "numbers.plate.length"),
        (plate, "A" * 36, "numbers.plate.length"),
        (eori, "GB", "numbers.eori.shape"),
        (eori, "12345", "numbers.eori.shape"),
    ],
)
def test_what_cannot_be_such_a_number_is_told_in_words(
    module: ModuleType, written: str, code: str
) -> None:
    name = module.__name__.rpartition(".")[2]
    (finding,) = kinds.examine(name, written, "field")
    assert finding.code == code
    assert "{" not in texts("en").finding(finding)


@pytest.mark.parametrize(
    ("name", "typed", "stored", "shown"),
    [
        ("lrn", " INV 7 ", "INV 7", "INV 7"),
        ("office", "al 003010", "AL003010", "AL003010"),
        ("carnet", "xb-25000001", "XB25000001", "XB 25000001"),
        ("carnet", "1234567", "1234567", "1234567"),
        ("container", "csqu 305438 3", "CSQU3054383", "CSQU 305438 3"),
        ("container", "box", "BOX", "BOX"),
        ("seal", " GB 17 ", "GB 17", "GB 17"),
        ("plate", "aa-123-bc", "AA123BC", "AA 123 BC"),
        ("eori", "gb 1", "GB1", "GB1"),
        ("grn", "24gb0000010000295", "24GB0000010000295", "24GB 000001 000029 5"),
        ("mrn", "24gb000246j8ny33l7", "24GB000246J8NY33L7", "24GB 000246 J8 NY33L7"),
    ],
)
def test_a_number_is_stored_in_one_form_and_shown_in_another(
    name: str, typed: str, stored: str, shown: str
) -> None:
    kind = kinds.BY_NAME[name]
    assert kind.is_valid(typed)
    assert kind.validate(typed) == stored
    assert kind.format(typed) == shown
    assert kind.compact(shown) == stored


@pytest.mark.parametrize("name", sorted(kinds.BY_NAME))
def test_the_empty_text_is_no_number(name: str) -> None:
    assert not kinds.BY_NAME[name].is_valid("")


@pytest.mark.parametrize(
    "number",
    ["24999999", "25000000", "XB25000001", "XB99999999", "BX26000000", "XB123456789", "1234567"],
)
def test_a_carnet_within_the_published_ranges_raises_no_doubt(number: str) -> None:
    assert carnet.doubts(number) == ()


@pytest.mark.parametrize("number", ["25000001", "AB26000000", "XB24999999", "0123"])
def test_a_carnet_outside_the_published_ranges_is_taken_with_a_doubt(number: str) -> None:
    assert carnet.is_valid(number)
    assert [found.code for found in carnet.doubts(number)] == ["numbers.carnet.shape"]


@pytest.mark.parametrize(
    "number", ["CSQU3054383", "MSKU0000006", "TCLU1234568", "ABCU0000001", "TSTU0000020"]
)
def test_a_container_of_the_standard_raises_no_doubt(number: str) -> None:
    assert container.doubts(number) == ()
    assert container.calc_check_digit(number) == number[-1]


@pytest.mark.parametrize(
    ("number", "code"),
    [("CSQU3054384", "numbers.container.check_digit"), ("SWAP17", "numbers.container.shape")],
)
def test_another_container_is_taken_with_a_doubt(number: str, code: str) -> None:
    assert container.is_valid(number)
    assert [found.code for found in container.doubts(number)] == [code]


def test_seals_are_the_same_however_they_are_typed() -> None:
    assert seal.key("AO-I 7") == seal.key("a0.17") == "A017"
    assert seal.key("AO17") != seal.key("AO18")


def test_a_plate_is_read_by_its_shape() -> None:
    cyrillic = "\u0410\u0415 1234 \u041d\u041e"
    assert plate.compact(cyrillic) == "AE1234HO"
    assert plate.skeleton(cyrillic) == plate.skeleton("AE-1234-H0")
    greek = "\u0399\u039a\u0396 1234"
    assert plate.compact(greek) == "IKZ1234"
    assert plate.compact("\u0160I-123") == "SI123"


def test_capitals_that_look_alike_become_latin() -> None:
    assert twins("\u0430\u0432\u0441") == "ABC"
    assert skeleton("OIL") == "01L"


@given(st.text(max_size=40))
@example("\u00c0\u00b8")  # a cedilla of its own takes its space along
def test_no_text_breaks_a_number_module(text: str) -> None:
    for name, kind in kinds.BY_NAME.items():
        written = kind.compact(text)
        assert kind.compact(written) == written
        assert isinstance(kind.format(text), str)
        for finding in kinds.examine(name, text, "/"):
            assert texts("en").has(finding.code)
    assert re.fullmatch("[0-9A-Z]*", plate.compact(text))
    assert re.fullmatch("[0-9A-Z]*", seal.key(text))
    assert len(kinds.recognise(text)) <= len(kinds.BY_NAME)


def test_a_scanned_text_is_recognised_by_its_shape() -> None:
    assert kinds.recognise("27WF9X1FQ9RCKN0TM3") == ("mrn",)
    assert kinds.recognise("24GB0000010000295") == ("grn",)
    assert kinds.recognise("AA123BC") == ()
    assert kinds.recognise("CSQU3054384") == ()


def test_a_wrong_number_is_a_value_error_with_code_and_parameters() -> None:
    with pytest.raises(ValueError, match=r"numbers\.office\.shape") as refused:
        office.validate("x")
    assert isinstance(refused.value, WrongNumber)
    assert refused.value.parameters == {"written": "X"}


def test_an_office_names_its_country() -> None:
    assert office.country("xk-001010") == "XK"
