import pytest

from app.base.errors import Refused
from app.security.secret_rules import check_secret

WORDS = ("Ana Hoxha", "K 4711", "AL006200")


def code_of(secret: str, *, pin_allowed: bool) -> str | None:
    try:
        check_secret(secret, pin_allowed=pin_allowed, known_words=WORDS)
    except Refused as refused:
        return f"{refused.code} at {refused.field}"
    return None


@pytest.mark.parametrize("pin", ["739105", "406218", "90417362", "882635"])
def test_six_digits_are_enough_where_the_machine_guards_its_own_secret(pin: str) -> None:
    assert code_of(pin, pin_allowed=True) is None
    assert code_of(pin, pin_allowed=False) == "security.pin_not_here at secret"


@pytest.mark.parametrize(
    "pin",
    [
        "123456",
        "345678",
        "890123",
        "987654",
        "000000",
        "121212",
        "123123",
        "311299",
        "123199",
        "991231",
        "31121999",
        "12311999",
        "19991231",
        "29022000",
        "006200",
        "162009",
        "004711",
    ],
)
def test_runs_repeats_dates_and_office_numbers_are_no_pins(pin: str) -> None:
    assert code_of(pin, pin_allowed=True) == "security.secret_known at secret"


def test_a_pin_has_six_digits_at_least() -> None:
    assert code_of("73910", pin_allowed=True) == "security.pin_short at secret"


@pytest.mark.parametrize(
    "secret",
    ["seven goats by the river", "Öl im Getriebe, immer", "739105284617", "ψάρι στον πάγο 7"],
)
def test_a_long_passphrase_is_taken_everywhere_whatever_it_is_made_of(secret: str) -> None:
    assert code_of(secret, pin_allowed=False) is None
    assert code_of(secret, pin_allowed=True) is None


@pytest.mark.parametrize("secret", ["", "seven goats", "goat 7"])
def test_a_passphrase_has_twelve_characters_at_least(secret: str) -> None:
    assert code_of(secret, pin_allowed=False) == "security.secret_short at secret"


@pytest.mark.parametrize(
    "secret",
    [
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "Password 2026!",
        "qwertyuiop12",
        "poiuytrewq!!",
        "Ana Hoxha 2026",
        "ANAHOXHA!!!!!",
        "123456789012",
        "Correct Horse Battery Staple",
        "administrator1",
    ],
)
def test_what_a_thief_tries_first_is_no_passphrase(secret: str) -> None:
    assert code_of(secret, pin_allowed=False) == "security.secret_known at secret"


@pytest.mark.parametrize("secret", ["grey herons on\x07 the weir", "herons on the weir " * 100])
def test_a_secret_nobody_can_type_again_is_refused(secret: str) -> None:
    with pytest.raises(Refused) as refused:
        check_secret(secret, pin_allowed=False)
    assert refused.value.code == "security.secret_untypable"
