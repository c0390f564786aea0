"""What a rule looks at: a message, place by place, and the code lists of the day."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from app.base.errors import Parameter
from app.base.findings import Finding, Severity
from app.messages.ncts import values
from app.messages.ncts.message import Message
from app.messages.tree import Node
from app.reference.codelists import CodeLists


class Place(NamedTuple):
    """A node with its XPath; a place among namesakes is counted where there are several."""

    path: str
    node: Node

    def all(self, path: str) -> Iterator["Place"]:
        """Every place at ``A/B/C`` below this one, in document order."""
        step, _, rest = path.partition("/")
        for place in self._step(step):
            if rest:
                yield from place.all(rest)
            else:
                yield place

    def _step(self, name: str) -> list["Place"]:
        found = [child for child in self.node.children if child.name == name]
        if len(found) == 1:
            return [Place(f"{self.path}/{name}", found[0])]
        return [Place(f"{self.path}/{name}[{n}]", node) for n, node in enumerate(found, 1)]

    def value(self, path: str) -> str | None:
        """The text at ``A/B/C``; None where there is none."""
        return self.node.value(path)

    def has(self, path: str) -> bool:
        """Whether there is anything at ``A/B/C``."""
        return self.node.one(path) is not None

    def number(self, path: str) -> int | None:
        """The whole number at ``A/B/C``; None where there is none or it means nothing."""
        text = self.value(path)
        return None if text is None else values.read_integer(text)

    def decimal(self, path: str) -> Decimal | None:
        """The decimal number at ``A/B/C``."""
        text = self.value(path)
        read = None if text is None else values.read_quantity(text)
        return None if read is None else read.decimal

    def last(self) -> str:
        """The name of this element."""
        return self.node.local


class Look(NamedTuple):
    """One message under examination."""

    message: Message
    lists: CodeLists

    @property
    def root(self) -> Place:
        """The message itself."""
        return Place(f"/{self.message.type}", self.message.root)

    def all(self, path: str) -> Iterator[Place]:
        """Every place at ``A/B/C``."""
        return self.root.all(path)

    def value(self, path: str) -> str | None:
        """The text of the first element at ``A/B/C``."""
        return self.root.value(path)

    def has(self, path: str) -> bool:
        """Whether there is anything at ``A/B/C``."""
        return self.root.has(path)

    def is_in(self, number: str, code: str | None) -> bool:
        """Whether list ``number`` surely has the code."""
        return code is not None and self.lists.contains(number, code) is True

    def is_not_in(self, number: str, code: str | None) -> bool:
        """Whether list ``number`` surely has not the code."""
        return code is not None and self.lists.contains(number, code) is False


Found: TypeAlias = Iterator[Finding]
Rule: TypeAlias = Callable[[Look], Found]
"""A rule: its docstring begins with its number and says what it demands, and its source."""

Rules: TypeAlias = tuple[tuple[tuple[str, ...], Rule], ...]
"""The rules of a module, each with the numbers it goes by."""


def breach(
    number: str,
    path: str,
    code: str,
    *,
    severity: Severity = Severity.STOP,
    **parameters: Parameter,
) -> Finding:
    """Make the finding of a rule."""
    return Finding(code=code, rule=number, path=path, severity=severity, parameters=parameters)


def demanded(number: str, place: Place, name: str, because: str) -> Found:
    """Find that ``name`` is missing below a place; ``because`` is the code of the reason."""
    if not place.has(name):
        yield breach(
            number, f"{place.path}/{name}", "ncts.demanded", name=_plain(name), because=because
        )


def forbidden(number: str, place: Place, name: str, because: str) -> Found:
    """Find that ``name`` stands below a place where it may not."""
    for found in place.all(name):
        yield breach(number, found.path, "ncts.forbidden", name=_plain(name), because=because)


def _plain(name: str) -> str:
    return name.rpartition("/")[2]


def doubles(places: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give those of (path, value) whose value came before."""
    seen: Counter[str] = Counter()
    for path, value in places:
        seen[value] += 1
        if seen[value] > 1:
            yield path, value
