"""Lines checked by hand: the order in which a reader meets the words, from left to right.

Words in upper case Arabic are written here as they are stored; ``r`` turns one round, so that each
expectation reads as the paper does, from the left edge.
"""

import pytest

from app.printing.text.ordering import apart, clean, hidden, visual


def r(word: str) -> str:
    return word[::-1]


NAQL = "نقل"  # transport
BAGHDAD = "بغداد"
SHIRKA = "شركة"
GUMRUK = "گمرک"
SHAR = "ښار"  # Pashto: town
MIRAVAD = "می\u200cرود"  # Dari, with a zero-width non-joiner

LEFT_TO_RIGHT = [
    ("plain words", "plain words"),
    ("a (b) [c] {d} <e>", "a (b) [c] {d} <e>"),
    ("Ж (Қ) «ә»", "Ж (Қ) «ә»"),
    (NAQL, r(NAQL)),
    (f"{NAQL} {BAGHDAD}", f"{r(BAGHDAD)} {r(NAQL)}"),
    (f"AB {NAQL} CD", f"AB {r(NAQL)} CD"),
    (f"AB {NAQL} {BAGHDAD} CD", f"AB {r(BAGHDAD)} {r(NAQL)} CD"),
    (f"{NAQL} 12", f"12 {r(NAQL)}"),
    (f"12 {NAQL}", f"12 {r(NAQL)}"),
    (f"{NAQL} 12 AB", f"12 {r(NAQL)} AB"),
    (f"{NAQL} AB 12", f"{r(NAQL)} AB 12"),
    (f"{NAQL} (AB)", f"{r(NAQL)} (AB)"),
    (f"({NAQL})", f"({r(NAQL)})"),
    (f"{NAQL} ({BAGHDAD})", f"({r(BAGHDAD)}) {r(NAQL)}"),
    (f"{NAQL}.", f"{r(NAQL)}."),
    (f"{NAQL}/{BAGHDAD}", f"{r(BAGHDAD)}/{r(NAQL)}"),
    (f"{NAQL}/\u200e{BAGHDAD}", f"{r(NAQL)}/{r(BAGHDAD)}"),
    (f"{NAQL}/\u200e+93 70 123", f"{r(NAQL)}/+93 70 123"),
    (f"{NAQL} ۱۲۳۴", f"۱۲۳۴ {r(NAQL)}"),
    (f"{SHAR} AB-12", f"{r(SHAR)} AB-12"),
    (MIRAVAD, r(MIRAVAD)),
    (f"1/{NAQL}; 2/{BAGHDAD}", f"1/{r(BAGHDAD)}/2 ;{r(NAQL)}"),
]

RIGHT_TO_LEFT = [
    ("AB 12", "AB 12"),
    ("AB.", ".AB"),
    ("(AB", "AB)"),
    ("AB (CD) 12", "AB (CD) 12"),
    (NAQL, r(NAQL)),
    (f"{NAQL} AB", f"AB {r(NAQL)}"),
    (f"{NAQL} AB {BAGHDAD}", f"{r(BAGHDAD)} AB {r(NAQL)}"),
    (f"{NAQL} 2026-11-22", f"22-11-2026 {r(NAQL)}"),
    (f"{NAQL} (AB) {BAGHDAD}", f"{r(BAGHDAD)} (AB) {r(NAQL)}"),
    (f"{NAQL} ({BAGHDAD})", f"({r(BAGHDAD)}) {r(NAQL)}"),
    (f"{NAQL} [{GUMRUK}", f"{r(GUMRUK)}] {r(NAQL)}"),
    (f"{NAQL}) {GUMRUK}", f"{r(GUMRUK)} ({r(NAQL)}"),
    (f"{NAQL} «AB»", f"«AB» {r(NAQL)}"),
    (f"{NAQL} <{GUMRUK}>", f"<{r(GUMRUK)}> {r(NAQL)}"),
    (f"{NAQL} ۵۰٪", f"٪۵۰ {r(NAQL)}"),
    (f"{SHIRKA}: 24GB000246J8NY33L7", f"24GB000246J8NY33L7 :{r(SHIRKA)}"),
    (f"{NAQL} 1,200.50", f"1,200.50 {r(NAQL)}"),
    (f"{SHAR}، {GUMRUK}", f"{r(GUMRUK)} ،{r(SHAR)}"),
    ("Ж 12 (Қ)", "Ж 12 (Қ)"),
]


@pytest.mark.parametrize(("stored", "read"), LEFT_TO_RIGHT)
def test_a_line_of_a_left_to_right_form_reads_as_expected(stored: str, read: str) -> None:
    assert visual(stored, right_to_left=False) == read


@pytest.mark.parametrize(("stored", "read"), RIGHT_TO_LEFT)
def test_a_line_of_a_right_to_left_form_reads_as_expected(stored: str, read: str) -> None:
    assert visual(stored, right_to_left=True) == read


def test_text_is_composed_and_freed_of_controls_but_the_four_that_shape_it() -> None:
    assert clean("Durre\u0308s\n\u202eAB\u2066\u200d") == "Durr\u00ebs AB\u200d"


def test_what_cannot_be_seen_is_named() -> None:
    assert hidden("AB\u202e12\u202c\u202e\u200e") == "\u202e\u202c"


def test_fields_keep_their_places_beside_a_field_that_runs_the_other_way() -> None:
    assert visual(apart("/", [NAQL, "+93 70"]), right_to_left=False) == f"{r(NAQL)}/+93 70"
    assert apart("/", ["AB", "12"]) == "AB/12"
