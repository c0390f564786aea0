"""Officers are spoken to in their own words: what the house never says."""

import re
from collections.abc import Iterator, Mapping

import pytest

from app.reference.catalogue import read_language
from tests.house.reading import ROOT, Source, breaches, hold, literals, sources, whole_word

ENGLISH = ROOT / "resources" / "translations" / "en"

NEVER = whole_word(
    [
        "success(?:ful|fully)?",
        "failed",
        "invalid",
        "local",
        "remote",
        "servers?",
        "conflicts?",
        "sync required",
        "submit(?:s|ted|ting)?",
        "users?",
        "real[ -]time",
        "are you sure",
        "please",
        "oops",
        "sufficient",
    ]
)
"""The list of ``interface.md`` section 10."""

FIELD_TERMS = whole_word(["local reference numbers?", "local time"])
"""Terms of the field that hold such a word and mean nothing of ours by it."""

SENTENCE = re.compile(r"[A-Z][a-z]*[ ,]\S+ .*[a-z]")


def unsaid(words: str) -> str | None:
    """Return the first word of a text that the house never says, or None."""
    if words == "OK":
        return words
    found = NEVER.search(FIELD_TERMS.sub("", words))
    return None if found is None else found.group()


def unsaid_in(catalogue: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Name each text of a catalogue that says such a word."""
    return [
        f"{code}: {word}"
        for code, forms in catalogue.items()
        for form in forms
        if (word := unsaid(form)) is not None
    ]


def unsaid_in_source(file: Source) -> Iterator[str]:
    """Find sentences of a source that say such a word: help texts, words of the terminal."""
    for number, words in literals(file):
        if SENTENCE.match(words) and (word := unsaid(words)) is not None:
            yield f"line {number}: {word}"


def test_no_text_says_what_the_house_never_says() -> None:
    words = read_language(ENGLISH).words
    hold(unsaid_in({code: text.forms for code, text in words.items()}))


def test_no_sentence_in_a_source_does_either() -> None:
    hold(breaches(unsaid_in_source, sources("app", "installer")))


@pytest.mark.parametrize(
    "words",
    [
        "The import failed.",
        "Are you sure?",
        "OK",
        "Saved on the server",
        "In Real-Time",
        "Successful",
    ],
)
def test_such_a_word_is_caught(words: str) -> None:
    assert unsaid_in({"x.y": (words,)}) != []


@pytest.mark.parametrize("words", ["Local reference number", "Okay at 14:05 local time", "Serves"])
def test_terms_of_the_field_are_left_alone(words: str) -> None:
    assert unsaid_in({"x.y": (words,)}) == []


def test_a_sentence_in_a_source_is_told_from_a_name() -> None:
    planted = 'x = "The import failed on line {n}"\nstate = "failed"\n'
    assert list(unsaid_in_source(Source("app/x.py", planted))) == ["line 1: failed"]
