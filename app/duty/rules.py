"""Rules of a handover: nothing in force is left out, and every line of it was checked.

Source: the house's interface specification, screen 13.
"""

from collections.abc import Collection, Iterable, Iterator

from app.acts.in_force import InForce
from app.base.findings import HOUSE, Finding


def nothing_left_out(lines: Iterable[InForce], seen: Collection[str]) -> Iterator[Finding]:
    """Whatever is in force stands on the list that is signed."""
    for line in lines:
        if line.key not in seen:
            yield _finding("duty.handover_left_out", "seen", line)


def every_line_checked(lines: Iterable[InForce], checked: Collection[str]) -> Iterator[Finding]:
    """The incoming officer answers for each line, also for those that came in force meanwhile."""
    for line in lines:
        if line.key not in checked:
            yield _finding("duty.handover_unchecked", "checked", line)


def known_lines(lines: Iterable[InForce], named: Iterable[str], path: str) -> Iterator[Finding]:
    """A mark or a remark stands at a line of the list."""
    known = {line.key for line in lines}
    for name in named:
        if name not in known:
            yield Finding(
                code="duty.handover_no_such_line", rule=HOUSE, path=path, parameters={"line": name}
            )


def _finding(code: str, path: str, line: InForce) -> Finding:
    told = {"part": f"@duty.part.{line.part}", "number": line.number, "line": line.key}
    return Finding(code=code, rule=HOUSE, path=path, parameters=told)
