"""Lodged from keyed entry: what an officer keyed becomes the declaration a file would be.

The same model, the same rules, the same act; only that no bytes were received.
"""

import base64
from collections.abc import Iterable

import msgspec

from app.acts.steps import Desk, Plan, View
from app.base import plaintext
from app.base.clock import Day, date_of
from app.base.errors import Refused
from app.base.findings import Finding, Findings, Severity, stops
from app.cases.look import Look
from app.reference import codelists, offices, packs
from app.reference.codelists import CodeLists
from app.reference.pack import CountryPack
from app.transit import acts, departure, keying, rules
from app.transit.blanks import entry_at
from app.transit.loading import allow, day_at
from app.transit.sheets import Sheet
from app.transit.use_cases import Declare, KeyedText, Lodge
from app.transit.written import NAMES, told

LRN = "TransitOperation/LRN"


class CheckKeyed(View[Findings], frozen=True, kw_only=True):
    """What there is to say about what was keyed so far, at its fields."""

    keyed: tuple[KeyedText, ...]


class CodesOf(View[tuple["CodeLine", ...]], frozen=True, kw_only=True):
    """The codes of a list today, with their words in a language; offices are codes, too."""

    number: str
    language: str = "en"


class CodeLine(msgspec.Struct, frozen=True):
    """One code and its words."""

    code: str
    words: str


def lodge(case: Lodge, desk: Desk) -> Plan:
    """Open a record for what was keyed; the answer is its id.

    An LRN left out is drawn by the rule of the office. Findings that stop keep it from being
    lodged: who keyed it has it before him and can put it right.

    Raises:
        Refused: not this office's to take, a sign no code has, an LRN in use.
    """
    allow(desk, acts.DECLARED)
    sheet = _sheet(case.keyed)
    if not sheet.get(LRN, "").strip():
        sheet[LRN] = drawn_lrn(desk)
    _codes_are_plain(sheet)
    read = keying.read(sheet, _lists(day_at(desk, desk.now), desk.pack), desk.pack.zone)
    office = tuple(rules.office_is_departure(read.declaration, desk.actor.office))
    findings = (*read.findings, *_at_fields(office))
    if stops(findings):
        return Plan(acts=(), findings=findings)
    plan = departure.declare(Declare(declaration=read.declaration), desk)
    return msgspec.structs.replace(plan, findings=findings)


def drawn_lrn(desk: Desk) -> str:
    """An LRN of this office's own: office, day, five letters by chance (22 characters at most)."""
    day = date_of(day_at(desk, desk.now))
    letters = base64.b32encode(desk.fresh()[-5:]).decode()[:5]
    return f"{desk.actor.office}-{day:%y%m%d}-{letters}"


def check_keyed(view: CheckKeyed, look: Look) -> Findings:
    """Say what a file of the same content would be told, and whether it is ours to take."""
    sheet = _sheet(view.keyed)
    read = keying.read(sheet, _lists(day_at(look, look.now), look.pack), look.pack.zone)
    office = tuple(rules.office_is_departure(read.declaration, look.actor.office))
    return tuple(sorted((*read.findings, *_at_fields(office)), key=_gravity))


def codes_of(view: CodesOf, look: Look) -> tuple[CodeLine, ...]:
    """Give a list; nothing of one that is not held."""
    if view.number in offices.LISTS:
        return _offices(view)
    lists = _lists(day_at(look, look.now), look.pack)
    return tuple(
        CodeLine(one.code, lists.label(view.number, one.code, view.language))
        for one in lists.codes(view.number)
    )


def _offices(view: CodesOf) -> tuple[CodeLine, ...]:
    held = offices.load()
    found = {
        office.reference: office.name(view.language)
        for country in packs.countries()
        for role in offices.LISTS[view.number]
        for office in held.of(country, role)
    }
    return tuple(CodeLine(code, words) for code, words in sorted(found.items()))


def _lists(day: Day, pack: CountryPack) -> CodeLists:
    return codelists.load(day, pack.additions)


def _sheet(keyed: Iterable[KeyedText]) -> dict[str, str]:
    return {one.field: one.text for one in keyed}


def _codes_are_plain(sheet: Sheet) -> None:
    """No code has signs that do not show.

    Raises:
        Refused: one has, beside its field.
    """
    for path, text in sheet.items():
        entry = entry_at(path)
        if entry is None:
            raise Refused("transit.keyed.no_such_field", field=path)
        if entry.name not in NAMES:
            plaintext.kept(told(path, text), path, code=True)


_OURS = {"office_of_departure": "CustomsOfficeOfDeparture/referenceNumber"}


def _at_fields(findings: Findings) -> Findings:
    return tuple(
        msgspec.structs.replace(one, path=_OURS.get(one.path, one.path)) for one in findings
    )


_ORDER = tuple(Severity)


def _gravity(finding: Finding) -> int:
    return _ORDER.index(finding.severity)
