"""The log: JSON lines for repair. Codes, ids, sizes, durations; never names, plates or secrets.

The journal proves, the log repairs: a log that cannot be written never fails a step.
"""

import contextlib
import traceback
from pathlib import Path

import msgspec

from app.base.clock import Clock, Instant
from app.base.errors import Bug
from app.base.ids import Chance

MOST_BYTES = 5 << 20
FILES = 5
REFERENCE_BYTES = 4
LOG = "log.jsonl"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """An unexpected error as the log has it: when, its reference, the step or question."""

    at: int
    code: str
    reference: str = ""
    doing: str = ""


class Diary:
    """Writes lines into ``log.jsonl``, five files of five megabytes in turn."""

    def __init__(self, folder: Path, clock: Clock, chance: Chance) -> None:
        self._path = folder / LOG
        self._clock = clock
        self._chance = chance

    def note(self, code: str, **facts: str | int) -> None:
        """Write one line; trouble with the log itself stays inside."""
        line = msgspec.json.encode({"at": self._clock.now(), "code": code, **facts}) + b"\n"
        with contextlib.suppress(OSError):
            self._turn()
            with self._path.open("ab") as out:
                out.write(line)

    def bug(self, trouble: BaseException, doing: str) -> Bug:
        """Note an unexpected error under a reference; the answer is what the officer is told.

        Of the error only its type and the places it passed are kept: its words may hold names.
        """
        reference = self._chance.token(REFERENCE_BYTES).hex().upper()
        places = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trouble.__traceback__)
        ]
        self.note(
            "bug",
            reference=reference,
            doing=doing,
            error=type(trouble).__name__,
            places=" < ".join(reversed(places)),
        )
        return Bug(reference)

    def _turn(self) -> None:
        """Begin a new file when this one is full."""
        if not self._path.exists() or self._path.stat().st_size < MOST_BYTES:
            return
        for number in range(FILES - 1, 0, -1):
            older = self._path.with_suffix(f".{number}.jsonl")
            newer = self._path.with_suffix(f".{number - 1}.jsonl") if number > 1 else self._path
            if newer.exists():
                newer.replace(older)


def faults(folder: Path, since: Instant) -> tuple[Fault, ...]:
    """The unexpected errors of a post since an instant, oldest first; damaged lines left out."""
    try:
        lines = (folder / LOG).read_bytes().splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError):
            fault = msgspec.json.decode(line, type=Fault)
            if fault.code == "bug" and fault.at >= since:
                found.append(fault)
    return tuple(found)
