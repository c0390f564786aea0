import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference.folding import is_mixed, last_six, name_key, number_key, words


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Шабац", "Šabac"),
        ("Хаџић", "Hadžić"),
        ("Ђорђе", "Đorđe"),
        ("Щукин", "Shchukin"),
        ("Ильич", "Ilich"),
        ("ÇELIK", "Celik"),
        ("Gjokë", "GJOKE"),
        ("Müller & Söhne", "Muller Sohne"),
        ("Pristhinë", "Pristhine"),
        ("ПЛЮС", "plyus"),
        ("AGRO BALKAN SH.P.K.", "agro-balkan shpk"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(here: str, there: str) -> None:
    assert name_key(here) == name_key(there)


@pytest.mark.parametrize(("here", "there"), [("Hoxha", "Hodja"), ("Kola", "Kolaj")])
def test_other_names_stay_apart(here: str, there: str) -> None:
    assert name_key(here) != name_key(there)


def test_a_word_of_mixed_scripts_is_told_and_read_by_its_shape() -> None:
    disguised = "D\u0415NTAL"
    assert is_mixed(disguised)
    assert name_key(disguised) == name_key("DENTAL")
    assert not is_mixed("DENTAL \u0414\u041e\u041e")


def test_arabic_names_fold_to_something_that_can_be_searched() -> None:
    assert words("محمد علي") != ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("AA 123-BB", "AA123BB"),
        ("\u0410\u0410 123 \u0412\u0412", "AA123BB"),
        ("O1-I0", "0110"),
        ("mscu 305438 3", "MSCU3054383"),
    ],
)
def test_a_number_is_found_however_it_is_typed(typed: str, key: str) -> None:
    assert number_key(typed) == key


def test_the_last_six_are_those_of_the_key() -> None:
    assert last_six("26AL003010AB12C8J9") == "12C8J9"
    assert last_six("26al-003010-ab12cO") == "AB12C0"
    assert last_six("12345") == ""


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    key = name_key(text)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    number = number_key(text)
    assert number_key(number) == number
    assert len(last_six(text)) in {0, 6}
