"""What goes wrong is told in two sentences at most: what and where, and how to put it right."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from app.reference.catalogue import Words, read_language
from tests.house.reading import Source, hold, sources
from tests.house.test_texts import TRANSLATIONS, said

_END = re.compile(r"[.!?](?=\s|$)")
_SHORTENED = re.compile(r"\b(?:nr|it|Decl)\.")
_MOST = 2

LISTS = re.compile(
    r"(?:Choose (?:from|one of)|with --officer): \{names\}$|=VALUE$|--country al$|\{folder\}$"
)
"""How a sentence may end without a full stop: what follows is typed as it stands."""


def sentences(words: str) -> int:
    """Count the sentences of a text."""
    return len(_END.findall(_SHORTENED.sub("", words)))


def long_winded(words: Mapping[str, Words]) -> Iterator[str]:
    """Name the texts that have more than two sentences."""
    for code, text in words.items():
        if any(sentences(form) > _MOST for form in text.forms):
            yield f"{code}: {text.forms[0]}"


def told(files: Iterable[Source]) -> set[str]:
    """The codes that are raised as errors, written down as such."""
    return {
        use.code
        for file in files
        for use in said(file)
        if re.search(rf"(?:Refused|Broken|Unreachable)\(\s*\"{re.escape(use.code)}\"", file.text)
    }


def unfinished(codes: set[str], words: Mapping[str, Words]) -> Iterator[str]:
    """Name the errors whose words are no whole sentences."""
    for code in sorted(codes & set(words)):
        for form in words[code].forms:
            if not form.endswith(".") and not LISTS.search(form):
                yield f"{code}: {form}"


def test_no_text_has_more_than_two_sentences() -> None:
    hold(list(long_winded(read_language(TRANSLATIONS / "en").words)))


def test_every_error_is_told_in_whole_sentences() -> None:
    codes = told(sources("app"))
    assert len(codes) > 100
    hold(list(unfinished(codes, read_language(TRANSLATIONS / "en").words)))


@pytest.mark.parametrize("form", ["No such seal", "Look: {seal}"])
def test_half_a_sentence_is_caught(form: str) -> None:
    assert list(unfinished({"x.y"}, {"x.y": Words((form,), counted=False)})) != []


def test_a_third_sentence_is_caught() -> None:
    assert list(long_winded({"x.y": Words(("One. Two. Three.",), counted=False)})) != []
