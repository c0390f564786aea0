"""What was keyed as the message a holder would lodge: the same model, the same rules.

The texts of a sheet become the elements of a CC015C in their order; numbers of sequence are
counted, never keyed. What the message would lack is found here, because a schema only tells the
first of it; formats, conditions, rules and code lists are those a file is examined by.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from app.base import plaintext
from app.base.clock import Instant
from app.base.findings import Finding, Findings
from app.consignment.declaration import Declaration
from app.messages.ncts import message as ncts
from app.messages.ncts.catalogue import Entry, table
from app.messages.ncts.compose import Envelope, Value, Values, compose
from app.messages.ncts.declared import DECLARATION, declaration_of
from app.messages.ncts.rules import book
from app.reference.codelists import CodeLists
from app.transit import sheets
from app.transit.blanks import MESSAGE, VERSION, bare, entry_at
from app.transit.sheets import Sheet
from app.transit.written import NAMES, told

COUNTED = frozenset({"sequenceNumber"})
_ITEM = "ConsignmentItem"
_OF_ITEM = frozenset({"goodsItemNumber", "declarationGoodsItemNumber"})
_LRN = "TransitOperation/LRN"
_ENVELOPE = frozenset(
    {
        "messageSender",
        "messageRecipient",
        "preparationDateAndTime",
        "messageIdentification",
        "messageType",
        "correlationIdentifier",
    }
)
_FILLED = "0"


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet declares, and what there is to say about it, at the paths of the sheet."""

    declaration: Declaration
    findings: Findings = ()


def read(sheet: Sheet, lists: CodeLists, zone: str) -> Keyed:
    """Read a sheet as a file would be read; total, whatever was keyed.

    Moments are written in the time of ``zone`` (an IANA name).
    """
    plain, unclear = _plain(sheet)
    said = _Walk(plain, zone)
    values = said.whole()
    message = compose(MESSAGE, _envelope(), values)
    findings = (*unclear, *said.missing, *_format(plain, zone), *book.run(message, lists))
    return Keyed(
        declaration=declaration_of(message),
        findings=tuple(said.placed(one) for one in findings),
    )


def sheet_of(declaration: Declaration, zone: str) -> Sheet:
    """The sheet that keys a declaration; what is counted is left out."""
    root = table(MESSAGE, VERSION).root
    return dict(_unread(DECLARATION.write(declaration), root, "", ZoneInfo(zone)))


def _envelope() -> Envelope:
    """Nothing is sent: the letter only has to be whole."""
    return Envelope(
        sender="NTA.XX", recipient="NTA.XX", prepared=Instant(0), identification="KEYED"
    )


def _plain(sheet: Sheet) -> tuple[Sheet, Findings]:
    """The texts in the form they are kept in; what nobody could have typed is left out."""
    plain: dict[str, str] = {}
    unclear: list[Finding] = []
    for path, text in sheet.items():
        entry = entry_at(path)
        if entry is None:
            unclear.append(
                Finding(code="transit.keyed.no_such_field", rule="XSD unexpected", path=path)
            )
            continue
        kept = told(path, text)
        if not plaintext.shows(kept) or (not kept.isprintable() and entry.name not in NAMES):
            unclear.append(Finding(code="transit.keyed.sign", rule="XSD pattern", path=path))
            kept = ""
        plain[path] = kept
    return plain, tuple(unclear)


def _format(sheet: Sheet, zone: str) -> Iterator[Finding]:
    """What the schema says of every value; of what is missing nothing, that is found elsewhere."""
    walk = _Walk(sheet, zone, fill=True)
    message = compose(MESSAGE, _envelope(), walk.whole())
    for finding in ncts.read(ncts.write(message), VERSION).findings:
        if walk.canonical(finding.path) not in walk.filled:
            yield finding


class _Walk:
    """One walk through the catalogue with a sheet in hand.

    ``missing`` names, at the paths of the sheet, what the message may not be without. With
    ``fill`` something stands in each such place, so that a schema reads on.
    """

    def __init__(self, sheet: Sheet, zone: str, *, fill: bool = False) -> None:
        self._sheet, self._zone, self._fill = sheet, ZoneInfo(zone), fill
        self._tree = _grown(sheet)
        self._item = 0
        self._places: dict[str, str] = {}
        self.missing: list[Finding] = []
        self.filled: set[str] = set()

    def whole(self) -> Values:
        """The values of the whole message, without its envelope."""
        root = table(MESSAGE, VERSION).root
        entries = tuple(one for one in root.entries if one.name not in _ENVELOPE)
        top = msgspec.structs.replace(root, entries=entries)
        return self._group(top, self._tree, _At())

    def _group(self, entry: Entry, here: "_Tree", at: "_At") -> dict[str, Value]:
        said: dict[str, Value] = {}
        if entry.name == _ITEM:
            self._item += 1
        for below in entry.entries:
            inner = at.below(below.name)
            if below.name in COUNTED:
                said[below.name] = str(at.number)
            elif entry.name == _ITEM and below.name in _OF_ITEM:
                counted = at.number if below.name == "goodsItemNumber" else self._item
                said[below.name] = str(counted)
            else:
                value = (self._below if below.entries else self._value)(below, here, inner)
                if value is not None:
                    said[below.name] = value
        return said

    def _value(self, entry: Entry, here: "_Tree", at: "_At") -> Value:
        text = here.text(entry.name)
        if text:
            self._places[at.out] = at.own
            return self._moment(at.own, text)
        if not entry.least:
            return None
        self._places[at.out] = at.own
        if at.own != _LRN:
            self.missing.append(_missing(at.own))
        self.filled.add(at.out)
        return _FILLED if self._fill else None

    def _below(self, entry: Entry, here: "_Tree", at: "_At") -> Value:
        found = here.groups(entry.name)
        if entry.most > 1:
            return self._many(entry, found, at)
        if not entry.least and not any(one.holds_text for _, one in found):
            return None
        self._places[at.out] = at.own
        return self._group(entry, found[0][1] if found else _Tree(), at)

    def _many(self, entry: Entry, found: list[tuple[int, "_Tree"]], at: "_At") -> Value:
        """All that stand of a group that repeats; one that may not be missing stands blank."""
        kept = [
            (place, one)
            for place, one in found
            if one.holds_text or (entry.least and f"{at.own}[{place}]" in self._sheet)
        ]
        if entry.least and not kept:
            kept = [(1, _Tree())]
        many = []
        for number, (place, one) in enumerate(kept, 1):
            inner = _At(f"{at.own}[{place}]", f"{at.out}[{number}]", number)
            self._places[inner.out] = inner.own
            many.append(self._group(entry, one, inner))
        return many or None

    def _moment(self, path: str, text: str) -> str:
        """A moment in the time of the office, as the message has it: UTC."""
        if not _is_moment(path):
            return text
        try:
            moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=self._zone)
        except ValueError:
            return text
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def canonical(self, path: str) -> str:
        """A path of the message with a place at everything that repeats."""
        steps: list[str] = []
        for step in path.split("/")[2:]:
            steps.append(step)
            entry = entry_at("/".join(steps))
            if entry is not None and entry.most > 1 and not step.endswith("]"):
                steps[-1] = f"{step}[1]"
        return "/".join(steps)

    def placed(self, finding: Finding) -> Finding:
        """A finding of the message at its place in the sheet."""
        if not finding.path.startswith("/"):
            return finding
        path, rest = self.canonical(finding.path), ""
        while path and path not in self._places:
            path, _, last = path.rpartition("/")
            rest = f"/{last}{rest}"
        place = (self._places.get(path, "") + rest).lstrip("/")
        return msgspec.structs.replace(finding, path=place)


class _At(NamedTuple):
    """Where a walk is: in the sheet, in the message, and as which of its namesakes."""

    own: str = ""
    out: str = ""
    number: int = 0

    def below(self, name: str) -> "_At":
        """One step further in."""
        own, out = (f"{base}/{name}" if base else name for base in (self.own, self.out))
        return _At(own, out)


class _Tree:
    """The texts of a sheet by their steps."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._groups: dict[str, dict[int, _Tree]] = {}
        self.holds_text = False

    def grow(self, steps: list[str], text: str) -> None:
        """Take a text in; a mark of a part is a path without text."""
        self.holds_text = self.holds_text or bool(text)
        name, place = bare(steps[0]), sheets.place_of(steps[0]) or 1
        if len(steps) == 1 and (text or not steps[0].endswith("]")):
            self._texts[name] = text
        if len(steps) > 1 or steps[0].endswith("]"):
            inner = self._groups.setdefault(name, {}).setdefault(place, _Tree())
            if len(steps) > 1:
                inner.grow(steps[1:], text)

    def text(self, name: str) -> str:
        """What is written at a name."""
        return self._texts.get(name, "")

    def groups(self, name: str) -> list[tuple[int, "_Tree"]]:
        """What is below a name, by place."""
        return sorted(self._groups.get(name, {}).items(), key=lambda one: one[0])


def _missing(path: str) -> Finding:
    return Finding(code="transit.keyed.missing", rule="XSD missing", path=path)


def _grown(sheet: Sheet) -> _Tree:
    tree = _Tree()
    for path, text in sheet.items():
        tree.grow(path.split("/"), text)
    return tree


def _is_moment(path: str) -> bool:
    entry = entry_at(path)
    return entry is not None and entry.format == "datetime"


def _unread(said: Values, entry: Entry, at: str, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    for below in entry.entries:
        value = said.get(below.name)
        path = f"{at}/{below.name}" if at else below.name
        counted = below.name in COUNTED or (entry.name == _ITEM and below.name in _OF_ITEM)
        if isinstance(value, str) and not counted:
            yield path, _local(path, value, zone)
        for own, group in _groups(value, path, below):
            if below.most > 1 or sheets.part_at(own) is not None:
                yield own, ""
            yield from _unread(group, below, own, zone)


def _groups(value: Value, path: str, entry: Entry) -> Iterator[tuple[str, Values]]:
    if isinstance(value, Mapping):
        yield path, value
    elif value is not None and not isinstance(value, str) and entry.entries:
        for place, group in enumerate(value, 1):
            yield f"{path}[{place}]", group


def _local(path: str, text: str, zone: ZoneInfo) -> str:
    if not _is_moment(path):
        return text
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
