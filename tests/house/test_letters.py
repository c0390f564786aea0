"""Every letter of a source is what it looks like, and text runs in the order it is written."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.house.reading import ROOT, Source, breaches, hold, sources

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset(  # Cyrillic, then Greek
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0432\u043a\u043c\u0442\u043d"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
    "\u03bf\u03bd\u03b1\u03c1\u03b9\u03ba"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
"""Letters of Cyrillic and Greek that pass for Latin ones."""


def deceiving(file: Source) -> Iterator[str]:
    """Find controls that reorder or hide text, and words that mix alphabets that look alike."""
    for number, line in file.lines():
        for control in (*_BIDI.findall(line), *_HIDDEN.findall(line)):
            yield f"line {number}: U+{ord(control):04X}, write it as an escape"
        for word in _WORD.findall(line):
            if not word.isascii() and mixed(word):
                yield f"line {number}: {word} mixes alphabets"


def mixed(word: str) -> bool:
    """Whether a word holds Latin letters, and beside them only letters that pass for Latin."""
    others = [letter for letter in word if not unicodedata.name(letter, "").startswith("LATIN")]
    return len(others) < len(word) and bool(others) and set(others) <= _ALIKE


def files() -> tuple[Source, ...]:
    """Every file a person reviews as code."""
    return (
        *sources("app", "installer", "tests"),
        *sources("resources", ending=".toml"),
        *sources("resources", ending=".csv"),
        *sources("docs", ending=".md"),
        *(
            Source(name, (ROOT / name).read_text("utf-8"))
            for name in ("README.md", "pyproject.toml")
        ),
    )


def test_sources_hold_no_look_alikes_and_no_controls() -> None:
    hold(breaches(deceiving, files()))


@pytest.mark.parametrize(
    "planted", ["\u202e", "\u2066", "\u200b", "p\u0430ss", "\u041eK", "m\u03bfvement"]
)
def test_a_deceiving_letter_is_caught(planted: str) -> None:
    assert list(deceiving(Source("app/x.py", f"x = '{planted}'\n"))) != []


@pytest.mark.parametrize(
    "honest",
    [
        "Gjirokast\u00ebr",
        "\u0411\u0435\u043b\u0433\u0440\u0430\u0434",
        "\u0391\u03b8\u03ae\u03bd\u03b1",
        "\u062a\u06cc\u0631",
        "a\u0416\u0436",
    ],
)
def test_a_word_of_another_alphabet_is_left_alone(honest: str) -> None:
    assert list(deceiving(Source("app/x.py", f"x = '{honest}'\n"))) == []
