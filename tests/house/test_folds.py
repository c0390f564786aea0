"""What records keep may change; then every store is folded again, once, when it opens."""

import hashlib
from typing import Any, get_args, get_type_hints

import msgspec

from app.acts.kinds import FOLD_VERSION
from app.workstation.rooms import Rooms

KEPT = {2: "382a6aa9868fd9b6", 3: "382a6aa9868fd9b6"}
"""What the records of each version keep: change a record, raise ``FOLD_VERSION``, add a line."""


def shapes(struct: type[msgspec.Struct], seen: set[Any]) -> list[str]:
    """Every field of a struct and of those in it, with its type, in one spelling."""
    if struct in seen:
        return []
    seen.add(struct)
    lines, deeper = [], []
    for name, hint in sorted(get_type_hints(struct).items()):
        lines.append(f"{struct.__qualname__}.{name}: {hint}")
        deeper += [one for one in _parts(hint) if isinstance(one, type)]
    for one in deeper:
        if issubclass(one, msgspec.Struct):
            lines += shapes(one, seen)
    return lines


def _parts(hint: Any) -> list[Any]:
    return [hint] + [deep for part in get_args(hint) for deep in _parts(part)]


def test_a_record_that_keeps_something_else_raises_the_version_of_folds() -> None:
    seen: set[Any] = set()
    lines: list[str] = []
    for kind in sorted(Rooms().registry.records.values(), key=lambda kind: kind.name):
        lines += shapes(kind.struct, seen)
    kept = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    assert KEPT.get(FOLD_VERSION) == kept, f"records keep {kept} now"
