"""Code lists: which codes a list has on a day, and what they mean in the officer's language.

One CSV per list under ``resources/codelists/``, named by the list's number. The head says where
the codes come from, ``# NAMES`` which list lends its words, ``# WORDS: none`` that there are none,
and ``# COMPLETE: no`` that the list is known in part only. Of a list that is not here, and of a
code missing from a part, nobody can tell. A country's own codes are added by its pack.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from app.base.clock import Day
from app.reference import offices
from app.reference.places import codelists_root
from app.reference.tables import Row, Table, day_in, read_table

_LANGUAGE = re.compile(r"[a-z]{2}")
_DATES = ("valid_from", "valid_to")


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One code: days it is valid from and to, both included (None: open), words by language."""

    code: str
    valid_from: Day | None = None
    valid_to: Day | None = None
    names: Mapping[str, str] = {}

    def is_valid_on(self, day: Day) -> bool:
        """Whether the code may be used on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


class CodeList(msgspec.Struct, frozen=True, kw_only=True):
    """One list: ``codes`` by code in the table's order; ``names`` is the list that lends words."""

    number: str
    source: str
    codes: Mapping[str, Code]
    is_complete: bool = True
    names: str = ""


class Addition(msgspec.Struct, frozen=True):
    """A code that one country adds to a list."""

    list: str
    code: Code


class CodeLists:
    """All lists as they stand on one day."""

    def __init__(self, day: Day, lists: Mapping[str, CodeList]) -> None:
        self.day = day
        self._lists = lists

    def numbers(self) -> tuple[str, ...]:
        """The lists that are held, in order."""
        return tuple(sorted(self._lists))

    def contains(self, number: str, code: str, on: Day | None = None) -> bool | None:
        """Whether list ``number`` has ``code`` on a day; None: cannot tell.

        The lists that are customs offices are answered from the office lists of the packs.
        """
        if number in offices.LISTS:
            return offices.load().in_list(number, code)
        held = self._lists.get(number)
        if held is None:
            return None
        found = held.codes.get(code)
        if found is not None:
            return found.is_valid_on(on or self.day)
        return False if held.is_complete else None

    def codes(self, number: str, on: Day | None = None) -> tuple[Code, ...]:
        """The valid codes of a list in the order of its table; () of a list that is not held."""
        held = self._lists.get(number)
        if held is None:
            return ()
        return tuple(code for code in held.codes.values() if code.is_valid_on(on or self.day))

    def label(self, number: str, code: str, language: str = "en") -> str:
        """Give the words for a code, English where a language has none, else the code itself."""
        named = self._words(number, code)
        return named.get(language) or named.get("en") or code

    def _words(self, number: str, code: str) -> Mapping[str, str]:
        held = self._lists.get(number)
        if held is None:
            return {}
        found = held.codes.get(code)
        if found is not None and found.names:
            return found.names
        lender = self._lists.get(held.names)
        lent = None if lender is None else lender.codes.get(code)
        return {} if lent is None else lent.names


def code_of(table: Table, row: Row) -> Code:
    """Read one code of a table with the columns code, valid_from, valid_to and languages.

    Raises:
        Broken: the code is empty, or its days are no days or the wrong way round.
    """
    begins, ends = day_in(table, row, "valid_from"), day_in(table, row, "valid_to")
    if not row.fields["code"]:
        raise table.refuse(row.line, "@reference.reason.code")
    if begins is not None and ends is not None and ends < begins:
        raise table.refuse(row.line, "@reference.reason.day")
    languages = [column for column in table.columns if _LANGUAGE.fullmatch(column)]
    names = {language: row.fields[language] for language in languages if row.fields[language]}
    return Code(code=row.fields["code"], valid_from=begins, valid_to=ends, names=names)


def read_list(path: Path) -> CodeList:
    """Read one list.

    Raises:
        Broken: ``reference.bad_table`` with file, line and reason.
    """
    languages = ("en", "sq", "ar", "sr", "fr", "ru", "fa")
    table = read_table(path, ("code", *_DATES), optional=languages, unique=("code",))
    names = table.head.get("NAMES", "")
    if not names and "en" not in table.columns and table.head.get("WORDS") != "none":
        raise table.refuse(1, "@reference.reason.columns")
    codes = [code_of(table, row) for row in table.rows]
    return CodeList(
        number=path.stem,
        source=table.head["SOURCE"],
        codes={code.code: code for code in codes},
        is_complete=table.head.get("COMPLETE") != "no",
        names=names,
    )


@cache
def _held() -> Mapping[str, CodeList]:
    return {path.stem: read_list(path) for path in sorted(codelists_root().glob("*.csv"))}


def load(day: Day, additions: Iterable[Addition] = ()) -> CodeLists:
    """Give the lists as they stand on ``day``, with the codes a country adds.

    Raises:
        Broken: a table is refused, with file, line and reason.
    """
    lists = dict(_held())
    for addition in additions:
        held = lists.get(addition.list)
        if held is not None:
            added = {**held.codes, addition.code.code: addition.code}
            lists[addition.list] = msgspec.structs.replace(held, codes=added)
    return CodeLists(day, lists)
