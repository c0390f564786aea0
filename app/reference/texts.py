"""The words officers read: a code and named parameters in, one language's plain text out.

Catalogues are ``resources/translations/<language>/<room>.po`` with codes as ``msgid``. English
speaks, text by text, wherever a language has no words yet. Numbers are written in Latin digits in
every language.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import bidirectional

from app.base.errors import Broken, Parameter, WaypostError
from app.base.findings import Finding
from app.reference.catalogue import Catalogue, Words, read_language
from app.reference.coded import CODED, DAY, filled
from app.reference.places import translations_root
from app.reference.stretched import STRETCHED, lengthened

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BREAKS = "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_STEERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HEAD, _TAIL = 100, 40  # characters of a long text that are shown
_OURS = frozenset({"names", "what", "why"})
"""Parameters that are lists and words of our own."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_FIRST_STRONG, _END, _FROM_RIGHT = "\u2068", "\u2069", "\u200f"


class Texts:
    """One officer's language; never raises on a text, whatever code or parameters it is given."""

    def __init__(self, language: str, chain: Iterable[Catalogue]) -> None:
        self.language = language
        self.right_to_left = language in _RIGHT_TO_LEFT
        self._chain = tuple(chain)

    def has(self, code: str) -> bool:
        """Whether any language of the chain has words for this code."""
        return any(code in catalogue.words for catalogue in self._chain)

    def codes(self) -> frozenset[str]:
        """Every code that has words in this language or in English."""
        return frozenset(code for catalogue in self._chain for code in catalogue.words)

    def say(self, code: str, /, **parameters: Parameter) -> str:
        """Give the words for ``code``.

        ``{name}`` in the words takes the parameter's value; a parameter ``n`` chooses the plural
        form. In the places that ``coded`` lists a value may be the code of another text. A code
        without words is given back in angle quotes; a place without its parameter stays as it is
        written.
        In a language that runs right to left every value stands in an isolate of its own (Unicode
        Annex 9): a number, plate or MRN keeps its order, and a name in Arabic letters its own.

        >>> texts("en").say("reference.no_such.code")
        '«reference.no_such.code»'
        """
        for catalogue in self._chain:
            words = catalogue.words.get(code)
            if words is not None:
                form = _form(catalogue, words, parameters.get("n"))
                said = _PLACE.sub(lambda place: self._value(code, place, parameters), form)
                return f"{_FROM_RIGHT}{said}" if self.right_to_left and _misled(form) else said
        return f"\u00ab{code}\u00bb"

    def error(self, error: WaypostError) -> str:
        """Give the words for what went wrong."""
        return self.say(error.code, **_quoted(error.parameters))

    def finding(self, finding: Finding) -> str:
        """Give the words for what a rule found; the rule's number is shown apart."""
        return self.say(finding.code, **_quoted(finding.parameters))

    def _value(self, code: str, place: re.Match[str], parameters: dict[str, Parameter]) -> str:
        value = parameters.get(place.group(1))
        if value is None:
            return place.group(0)
        beginnings = CODED.get((code, place.group(1)))
        if beginnings and isinstance(value, str) and (value[:1] == "@" or beginnings is DAY):
            return filled(value, beginnings, self._named)
        return self._apart(str(value))

    def _apart(self, value: str) -> str:
        """Keep a value in its own direction: figures and Latin letters left to right."""
        return f"{_FIRST_STRONG}{value}{_END}" if self.right_to_left and value else value

    def _named(self, code: str) -> str:
        return self.say(code) if self.has(code) else f"@{code}"


def _quoted(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """What somebody else wrote, fit for a sentence of ours: on one line, short, held together."""
    return {
        name: _short(value) if isinstance(value, str) and name not in _OURS else value
        for name, value in parameters.items()
    }


def _short(value: str) -> str:
    r"""Cut a long text in its middle; what steers the direction steers nothing outside.

    >>> len(_short("x" * 10_000)), _short("a\nb"), _short("26AL002000000001J6")
    (141, 'a b', '26AL002000000001J6')
    """
    if len(value) > _HEAD + _TAIL:
        value = f"{value[:_HEAD]}\u2026{value[-_TAIL:]}"
    if value.isprintable():
        return value
    one_line = "".join(" " if sign in _BREAKS else sign for sign in value)
    return f"\u2068{one_line}\u2069" if _STEERS.search(one_line) else one_line


def _form(catalogue: Catalogue, words: Words, n: Parameter | None) -> str:
    if not words.counted:
        return words.forms[0]
    return words.forms[catalogue.form_of(abs(n) if isinstance(n, int) else 1)]


@cache
def _misled(form: str) -> bool:
    """Whether words from the right would be laid out from the left, for how they begin.

    Their first letter decides, and letters in isolates do not count (Unicode Annex 9, P2).
    """
    own = _PLACE.sub("", form)
    sides = [side for side in map(bidirectional, own) if side in {"L", "R", "AL"}]
    if not sides:
        return own != form
    return sides[0] == "L" and set(sides) != {"L"}


@cache
def _catalogue(language: str) -> Catalogue:
    return read_language(translations_root() / language)


@cache
def texts(language: str) -> Texts:
    """Give the words of one language, with English behind it; read once.

    ``en-long`` is English made longer, for looking at; it is offered to nobody.

    Raises:
        Broken: no such language, or one of its files is refused.
    """
    if language == STRETCHED:
        return Texts(language, [lengthened(_catalogue("en"))])
    if language not in languages():
        raise Broken("reference.no_language", language=language)
    chain = ["en"] if language == "en" else [language, "en"]
    return Texts(language, [_catalogue(name) for name in chain])


def languages() -> tuple[str, ...]:
    """The languages there are words in, English first, then by code."""
    found = {path.parent.name for path in translations_root().glob("*/*.po")}
    return ("en", *sorted(found - {"en"}))
