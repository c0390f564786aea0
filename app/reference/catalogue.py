"""One language's words, read from gettext ``.po`` files without compiling them.

The reader is strict: a file it does not understand whole is refused with file, line and reason, so
that a typing mistake in a translation is found when it is made. Untranslated and fuzzy entries are
left out; the next language of the chain speaks for them.
"""

import ast
import re
from collections.abc import Callable, Mapping
from gettext import c2py
from pathlib import Path
from types import MappingProxyType

import msgspec

from app.base.errors import Broken

_STATEMENT = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgstr\[[0-9]\])\s+)?(".*")$')
_PLURAL_RULE = re.compile(
    r"Plural-Forms:\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.*?);?\s*$", re.MULTILINE
)

PluralRule = Callable[[int], int]


class Words(msgspec.Struct, frozen=True):
    """One text: its forms, one for a plain text, as many as the language counts for a plural."""

    forms: tuple[str, ...]
    counted: bool


class Catalogue(msgspec.Struct, frozen=True):
    """All words of one language: code -> words, and which form a number takes."""

    words: Mapping[str, Words]
    form_of: PluralRule


class _Entry:
    """An entry being read: its statements by keyword, and where it began."""

    def __init__(self) -> None:
        self.line = 0
        self.fuzzy = False
        self.parts: dict[str, str] = {}
        self.last = ""


def _refuse(path: Path, line: int, reason: str) -> Broken:
    return Broken("reference.bad_table", file=path.name, line=line, reason=reason)


def _unquote(path: Path, line: int, quoted: str) -> str:
    try:
        read: object = ast.literal_eval(quoted)
    except (SyntaxError, ValueError) as wrong:
        raise _refuse(path, line, "@reference.reason.quotes") from wrong
    return str(read)


def _take(entry: _Entry, path: Path, line: int, text: str) -> None:
    found = _STATEMENT.match(text)
    if found is None:
        raise _refuse(path, line, "@reference.reason.statement")
    keyword, quoted = found.group(1), found.group(2)
    if keyword is None:
        if not entry.last:
            raise _refuse(path, line, "@reference.reason.statement")
        entry.parts[entry.last] += _unquote(path, line, quoted)
        return
    if keyword in entry.parts:
        raise _refuse(path, line, "@reference.reason.twice")
    entry.line = entry.line or line
    entry.last = keyword
    entry.parts[keyword] = _unquote(path, line, quoted)


def _entries(path: Path) -> list[_Entry]:
    """Split a file into entries; a blank line or a new ``msgid`` ends one."""
    done: list[_Entry] = []
    entry = _Entry()
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = raw.strip()
        begins = text.startswith("msgid ") and bool(entry.parts)
        if (not text or begins) and entry.parts:
            done.append(entry)
            entry = _Entry()
        if text.startswith("#,") and "fuzzy" in text:
            entry.fuzzy = True
        if text and not text.startswith("#"):
            _take(entry, path, number, text)
    if entry.parts:
        done.append(entry)
    return done


def _words(entry: _Entry, path: Path, count: int) -> Words | None:
    """Turn an entry into words; None where nothing is translated yet."""
    counted = "msgid_plural" in entry.parts
    keys = [f"msgstr[{form}]" for form in range(count)] if counted else ["msgstr"]
    expected = {"msgid", *keys} | ({"msgid_plural"} if counted else set())
    if set(entry.parts) != expected:
        raise _refuse(path, entry.line, "@reference.reason.forms")
    forms = tuple(entry.parts[key] for key in keys)
    if entry.fuzzy or not all(forms):
        return None
    return Words(forms, counted)


def _header(entries: list[_Entry], path: Path) -> tuple[int, str]:
    """Read the number of forms and the plural rule: ``(2, "(n != 1)")``."""
    for entry in entries:
        if entry.parts.get("msgid") == "":
            found = _PLURAL_RULE.search(entry.parts.get("msgstr", ""))
            if found is not None:
                return int(found.group(1)), found.group(2)
    raise _refuse(path, 1, "@reference.reason.header")


def read_file(path: Path) -> tuple[Mapping[str, Words], int, str]:
    """Read one ``.po`` file: words by code, number of plural forms, plural rule.

    Raises:
        Broken: the file is not a catalogue this reader understands whole.
    """
    entries = _entries(path)
    count, rule = _header(entries, path)
    read: dict[str, Words] = {}
    seen: set[str] = set()
    for entry in entries:
        code = entry.parts.get("msgid", "")
        if code == "":
            if "msgid" not in entry.parts:
                raise _refuse(path, entry.line, "@reference.reason.forms")
            continue
        if code in seen:
            raise _refuse(path, entry.line, "@reference.reason.twice")
        seen.add(code)
        words = _words(entry, path, count)
        if words is not None:
            read[code] = words
    return read, count, rule


def read_language(folder: Path) -> Catalogue:
    """Read every ``.po`` file of one language's folder, one per room.

    Raises:
        Broken: a file is not understood, two rooms say one code, or they count differently.
    """
    words: dict[str, Words] = {}
    counting: tuple[int, str] | None = None
    for path in sorted(folder.glob("*.po")):
        read, count, rule = read_file(path)
        if counting is not None and counting != (count, rule):
            raise _refuse(path, 1, "@reference.reason.header")
        counting = (count, rule)
        doubled = sorted(words.keys() & read.keys())
        if doubled:
            raise _refuse(path, 1, f"@reference.reason.twice {doubled[0]}")
        words.update(read)
    if counting is None:
        raise Broken("reference.no_language", language=folder.name)
    return Catalogue(MappingProxyType(words), _rule(folder, *counting))


def _rule(folder: Path, count: int, written: str) -> PluralRule:
    try:
        rule = c2py(written)
        tried = {rule(n) for n in range(120)}
    except (ValueError, ZeroDivisionError) as wrong:
        raise _refuse(folder, 1, "@reference.reason.header") from wrong
    if max(tried) >= count:
        raise _refuse(folder, 1, "@reference.reason.header")
    return rule
