"""Every code that is raised or found has its words, and the words get their parameters."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from app.reference.catalogue import Words, read_language
from app.reference.coded import CODED
from app.workstation.rooms import Rooms
from tests.house.reading import ROOT, Source, hold, literals, sources

TRANSLATIONS = ROOT / "resources" / "translations"

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_CODE = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
_FILE_ENDINGS = {
    "cbor",
    "db",
    "json",
    "last",
    "new",
    "pem",
    "po",
    "py",
    "store",
    "toml",
    "xml",
    "zst",
}
_RAISED = re.compile(r"_?(?:Refused|Unreachable|Broken|Wrong)")
_APART = {"field", "allowed", "path", "rule", "severity"}


class Said(NamedTuple):
    """One use of a code: where, and the parameters given; None if they are not spelled out."""

    place: str
    code: str
    given: frozenset[str] | None


def said(file: Source) -> Iterator[Said]:
    """Find the codes a source raises as errors, finds as findings, or says."""
    for node in ast.walk(file.tree()):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        place = f"{file.path}:{node.lineno}"
        if name == "Finding":
            code = literal(named.get("code"))
            if code is not None:
                yield Said(place, code, keys(named.get("parameters")))
        elif node.args and (_RAISED.fullmatch(name) or name == "say"):
            code = literal(node.args[0])
            if code is not None and "." in code:
                told = {key for key in named if key is not None} - _APART
                yield Said(place, code, None if None in named else frozenset(told))


def literal(node: ast.expr | None) -> str | None:
    """Return a string written down as such."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def keys(node: ast.expr | None) -> frozenset[str] | None:
    """Return the names in a written mapping; None if it is made elsewhere."""
    if node is None:
        return frozenset()
    if not isinstance(node, ast.Dict):
        return None
    named = [literal(key) for key in node.keys]
    return None if None in named else frozenset(name for name in named if name)


def places(words: Words) -> set[str]:
    """Return the parameters a text asks for."""
    return {name for form in words.forms for name in _PLACE.findall(form)}


def wordless(uses: Iterable[Said], words: Mapping[str, Words]) -> list[str]:
    """Name each use whose code has no words, or whose words lack a parameter."""
    found = []
    for use in uses:
        text = words.get(use.code)
        if text is None:
            found.append(f"{use.place}: {use.code} has no words")
        elif use.given is not None and places(text) - use.given:
            lacking = ", ".join(sorted(places(text) - use.given))
            found.append(f"{use.place}: {use.code} is not told {lacking}")
    return found


def named(file: Source, rooms: Collection[str], others: Collection[str]) -> Iterator[Said]:
    """Find the strings that read as codes of a room.

    Left out are names of files, ``others``, and beginnings of them.
    """
    for number, words in literals(file):
        known = any(other.startswith(words) for other in others)
        if _CODE.fullmatch(words) and not known:
            room, *_, last = words.split(".")
            if room in rooms and last not in _FILE_ENDINGS:
                yield Said(f"{file.path}:{number}", words, None)


def test_every_string_that_reads_as_a_code_has_its_words() -> None:
    words = read_language(TRANSLATIONS / "en").words
    packages = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    rooms = packages | {code.partition(".")[0] for code in words}
    kinds = Rooms().registry.kinds
    hold(wordless([use for file in sources("app") for use in named(file, rooms, kinds)], words))


def test_a_string_that_reads_as_a_code_is_told_from_kinds_files_and_modules() -> None:
    planted = Source("app/x.py", 'x = ("transit.no_such", "transit.arr", "hub.json")')
    found = [use.code for use in named(planted, {"transit", "hub"}, {"transit.arrived"})]
    assert found == ["transit.no_such"]


def test_every_code_has_its_words_and_its_parameters() -> None:
    words = read_language(TRANSLATIONS / "en").words
    spoken = [use for file in sources("app") for use in said(file)]
    hold(wordless(spoken, words))


def test_a_code_without_words_is_caught() -> None:
    planted = Source("app/x.py", 'raise Refused("x.y", field="z", n=1)\n')
    assert wordless(said(planted), {}) != []
    assert wordless(said(planted), {"x.y": Words(("{n} seals",), counted=False)}) == []


def test_a_parameter_that_is_not_given_is_caught() -> None:
    words = {"x.y": Words(("{plate} is not {other}",), counted=False)}
    raised = Source("app/x.py", 'raise Broken("x.y", plate=p)\n')
    found = Source("app/x.py", 'Finding(code="x.y", parameters={"plate": p})\n')
    elsewhere = Source("app/x.py", 'Finding(code="x.y", parameters=told)\nBroken("x.y", **told)\n')
    assert wordless(said(raised), words) != []
    assert wordless(said(found), words) != []
    assert wordless(said(elsewhere), words) == []


def test_every_language_asks_for_the_parameters_english_asks_for() -> None:
    english = read_language(TRANSLATIONS / "en").words
    for folder in {path.parent for path in TRANSLATIONS.glob("*/*.po")}:
        other = read_language(folder).words
        assert set(other) - set(english) == set(), folder.name
        strays = {code for code in other if places(other[code]) - places(english[code])}
        assert strays == set(), folder.name


_POINTS_AT = re.compile(r"@([a-z_]+\.[a-z0-9_.]*)")


def test_every_code_that_stands_in_another_text_has_its_place() -> None:
    """Elsewhere a value is shown as it stands, so that nothing typed is ever looked up."""
    beginnings = tuple(one for ours in CODED.values() for one in ours)
    lost = [
        f"{file.path}: {found}"
        for file in sources("app")
        if not file.path.endswith("/coded.py")
        for _, text in literals(file)
        for found in _POINTS_AT.findall(text)
        if not found.startswith(beginnings)
    ]
    assert not lost


def test_every_place_that_takes_codes_is_in_its_text() -> None:
    words = read_language(TRANSLATIONS / "en").words
    for code, place in CODED:
        assert place in places(words[code]), code
