"""Shaping and breaking: joined letters, missing characters, widths, cut codes."""

from hypothesis import given
from hypothesis import strategies as st

from app.base.fonts import Face
from app.printing.text.breaking import MAY_BREAK, break_lines
from app.printing.text.faces import Typeface, advance_of, glyph_of
from app.printing.text.lines import shape

WORDS = st.lists(st.text("abcжқشرکت/-.()12", min_size=1, max_size=30), min_size=1, max_size=12)


def numbers(text: str) -> list[int]:
    line = shape(text, Typeface.REGULAR)
    return [glyph.number for segment in line.segments for glyph in segment.glyphs]


def test_letters_of_an_arabic_word_are_joined() -> None:
    alone = [glyph_of(Face.ARABIC, letter) for letter in "بيب"]
    assert set(numbers("بيب")).isdisjoint(alone)


def test_eight_pashto_letters_are_joined() -> None:
    for letter in "ټځڅډړږښګ":
        assert numbers(f"ب{letter}ب") != [glyph_of(Face.ARABIC, one) for one in f"ب{letter}ب"], (
            letter
        )


def test_a_non_joiner_parts_letters_and_leaves_no_glyph() -> None:
    assert len(numbers("می\u200cرود")) == 5
    assert numbers("می\u200cرود") != numbers("میرود")


def test_joiners_alone_are_nothing() -> None:
    assert numbers("\u200d\u200c") == []
    assert shape("\u200d", Typeface.REGULAR).width == 0


def test_arabic_digits_keep_the_order_in_which_they_are_read() -> None:
    assert numbers("۱۲۳") == [glyph_of(Face.ARABIC, digit) for digit in "۱۲۳"]


def test_a_character_that_the_latin_face_lacks_comes_from_the_arabic_one() -> None:
    line = shape("A،", Typeface.REGULAR)
    assert [segment.face for segment in line.segments] == [Face.REGULAR, Face.ARABIC]
    assert not line.missing


def test_a_character_that_no_face_has_is_named_and_never_a_box() -> None:
    line = shape("AB \u10d0\u10d1 \u2713", Typeface.CONDENSED)
    assert line.missing == "\u10d0\u10d1\u2713"
    assert 0 not in [glyph.number for part in line.segments for glyph in part.glyphs]


def test_the_condensed_face_is_narrower() -> None:
    text = "1/N380/INV-2026-00001"
    narrow, plain = shape(text, Typeface.CONDENSED), shape(text, Typeface.REGULAR)
    assert narrow.width < 0.88 * plain.width
    assert advance_of(Face.CONDENSED, glyph_of(Face.CONDENSED, "A")) > 0


@given(WORDS, st.integers(2_000, 40_000))
def test_cut_lines_fit_and_lose_nothing(words: list[str], room: int) -> None:
    text = " ".join(words)
    lines = break_lines(text, Typeface.CONDENSED, lambda _: room, cut=True)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert shape(line, Typeface.CONDENSED).width <= room * 1.02


def test_a_no_break_space_never_ends_a_line() -> None:
    text = "one\u00a0two\u00a0three four"
    assert break_lines(text, Typeface.REGULAR, lambda _: 5_000, cut=False) == (
        "one\u00a0two\u00a0three",
        "four",
    )


def test_a_word_that_the_short_first_line_cannot_hold_begins_on_the_second() -> None:
    lines = break_lines(
        "CONSIGNMENT", Typeface.REGULAR, lambda line: 20_000 if line else 2_000, cut=False
    )
    assert lines == ("", "CONSIGNMENT")


def test_a_cut_comes_after_a_sign_where_one_is_near() -> None:
    lines = break_lines("AAAAAAAA/BBBBBBBB", Typeface.REGULAR, lambda _: 8_500, cut=True)
    assert lines == ("AAAAAAAA/", "BBBBBBBB")


def test_a_line_may_end_at_the_unseen_mark() -> None:
    text = f"AAAA;{MAY_BREAK}BBBB"
    assert break_lines(text, Typeface.REGULAR, lambda _: 4_000, cut=False) == ("AAAA;", "BBBB")


def test_a_label_that_leaves_no_room_does_not_hold_the_printing_up() -> None:
    lines = break_lines("26AL", Typeface.REGULAR, lambda line: -5 if line < 1 else 5_000, cut=True)
    assert "".join(lines) == "26AL"
    lines = break_lines("26AL", Typeface.REGULAR, lambda _line: -5, cut=True)
    assert "".join(lines) == "26AL"
