"""A real declaration on the demonstration's road: offices and dates are mapped, all else stays.

Every replacement is a row of the table that the story prints first.
"""

from collections.abc import Callable

import msgspec

from app.base.clock import Instant
from app.base.errors import Refused
from app.messages.ncts import values
from app.messages.ncts.message import read, write
from app.messages.tree import Node

_DAY_MS = 86_400_000
_DECLARATION = "CC015C"
_TRANSIT = "CustomsOfficeOfTransitDeclared"
_EXIT = "CustomsOfficeOfExitForTransitDeclared"
_DESTINATION = "CustomsOfficeOfDestinationDeclared"


class Road(msgspec.Struct, frozen=True, kw_only=True):
    """The offices of the demonstration; ``border`` is where the road leaves the country."""

    departure: str
    transit: tuple[str, ...]
    destination: str
    border: str


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """One replacement: the element, what stood there, what stands there now; empty: left out."""

    what: str
    was: str
    now: str


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A declaration on the road: the bytes that are lodged, and the table of replacements."""

    content: bytes
    table: tuple[Mapped, ...]


def mapped(raw: bytes, road: Road, now: Instant, limit: str) -> Placed:
    """Place a declaration 015 on the road; ``limit`` is the last day, ``2026-11-24``.

    Raises:
        Refused: no declaration that can be read.
    """
    message = read(raw).message
    if message is None or message.type != _DECLARATION:
        raise Refused("training.no_declaration", found=message.type if message else "-")
    mapper = _Mapper(road, now, limit)
    root = mapper.root(message.root)
    return Placed(
        content=write(msgspec.structs.replace(message, root=root)), table=tuple(mapper.table)
    )


class _Mapper:
    def __init__(self, road: Road, now: Instant, limit: str) -> None:
        self.table: list[Mapped] = []
        moment = values.write_instant
        self._road = road
        self._texts: dict[str, Callable[[], str]] = {
            "messageRecipient": lambda: f"NTA.{road.departure[:2]}",
            "preparationDateAndTime": lambda: moment(now),
            "TransitOperation/limitDate": lambda: limit,
            "TransitOperation/presentationOfTheGoodsDateAndTime": lambda: moment(now),
            "CustomsOfficeOfDeparture/referenceNumber": lambda: road.departure,
            "CustomsOfficeOfDestinationDeclared/referenceNumber": lambda: road.destination,
            "Consignment/LocationOfGoods/CustomsOffice/referenceNumber": lambda: road.departure,
            "Consignment/ActiveBorderTransportMeans/customsOfficeAtBorderReferenceNumber": (
                lambda: road.border
            ),
        }
        self._arrives = moment(Instant(now + _DAY_MS))

    def root(self, root: Node) -> Node:
        """The whole message, offices of transit in the order of the road."""
        children: list[Node] = []
        for child in root.children:
            if child.name in {_TRANSIT, _EXIT}:
                if child.name == _EXIT:
                    self._note(_EXIT, child.value("referenceNumber") or "", "")
                continue
            children.append(self._mapped(child, child.name))
            if child.name == _DESTINATION:
                children += self._transit(root)
        return msgspec.structs.replace(root, children=tuple(children))

    def _transit(self, root: Node) -> list[Node]:
        declared = root.all(_TRANSIT)
        placed: list[Node] = []
        for place, office in enumerate(self._road.transit):
            was = declared[place] if place < len(declared) else None
            before = was.value("referenceNumber") if was else None
            self._note(f"{_TRANSIT}[{place + 1}]", before or "", office)
            placed.append(self._office(place + 1, office, was))
        for place, gone in enumerate(declared[len(self._road.transit) :], len(placed) + 1):
            self._note(f"{_TRANSIT}[{place}]", gone.value("referenceNumber") or "", "")
        return placed

    def _office(self, number: int, office: str, was: Node | None) -> Node:
        children = [
            Node(name="sequenceNumber", text=str(number)),
            Node(name="referenceNumber", text=office),
        ]
        estimated = was.value("arrivalDateAndTimeEstimated") if was else None
        if estimated:
            path = f"{_TRANSIT}[{number}]/arrivalDateAndTimeEstimated"
            self._note(path, estimated, self._arrives)
            children.append(Node(name="arrivalDateAndTimeEstimated", text=self._arrives))
        return Node(name=_TRANSIT, children=tuple(children))

    def _mapped(self, node: Node, path: str) -> Node:
        replaced = self._texts.get(path)
        if replaced is not None:
            fresh = replaced()
            self._note(path, node.text, fresh)
            return msgspec.structs.replace(node, text=fresh)
        if not node.children:
            return node
        below = tuple(self._mapped(child, f"{path}/{child.name}") for child in node.children)
        return msgspec.structs.replace(node, children=below)

    def _note(self, what: str, was: str, now: str) -> None:
        if was != now:
            self.table.append(Mapped(what=what, was=was, now=now))
