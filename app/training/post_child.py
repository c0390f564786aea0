"""A post as a process of its own, asked over its input."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from app.base.clock import SystemClock
from app.base.errors import Broken, Refused
from app.base.ids import RecordId, SystemChance
from app.consignment.declaration import plates_of
from app.printing.files import print_message
from app.printing.pdf.pictures import barcodes
from app.reference.texts import texts
from app.security.roles import Role
from app.sync.https import HttpsLink
from app.training import pipes
from app.training.holding import Holding, holding
from app.training.post import Officer, Post, plain
from app.transit.lists import Find
from app.transit.movement import Movement
from app.workstation.status import Strip

_DPI = 200.0
_RELEASE_MESSAGE = "CC029C"


class OpenPost(msgspec.Struct, frozen=True, kw_only=True):
    """Where the post lives, which office it is, who works there."""

    folder: str
    office: str
    officer: str
    secret: str


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A use case by name, with its fields."""

    name: str
    fields: msgspec.Raw


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did: its answer as text, codes found, acts made, how long it took."""

    done: bool
    value: str
    findings: tuple[str, ...]
    acts: int
    ms: int


class Rounds(msgspec.Struct, frozen=True, kw_only=True):
    """What a round moved."""

    sent: int
    received: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    ms: int
    level: int


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer sees of a movement: its record, states, plates and seals in force."""

    record: bytes
    mrn: str = ""
    departure: str = ""
    transit: str = ""
    destination: str = ""
    plates: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    result: str = ""
    kinds: tuple[str, ...] = ()


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """A paper to make: of which record, into which file."""

    record: bytes
    file: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper made."""

    pages: int
    sha256: str


class PostDesk:
    """The verbs of a post process."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._chance = SystemChance()
        self._post: Post | None = None
        self._link: HttpsLink | None = None

    @property
    def post(self) -> Post:
        """The open post.

        Raises:
            Broken: it was never opened.
        """
        if self._post is None:
            raise Broken("training.not_open", name="post")
        return self._post

    def open(self, body: bytes) -> bytes:
        """Make the post and sign its officer in; the answer asks a hub to enrol it."""
        asked = msgspec.json.decode(body, type=OpenPost)
        officer = Officer(asked.officer, "1001", Role.OFFICER)
        self._post = Post.create(
            Path(asked.folder),
            asked.office,
            (officer,),
            asked.secret,
            clock=self._clock,
            chance=self._chance,
        )
        return self._post.request()

    def pair(self, body: bytes) -> str:
        """Take the hub's grant; the answer names the hub."""
        peer = self.post.pair(msgspec.json.decode(body, type=bytes))
        self._link = self.post.https()
        return peer.name

    def do(self, body: bytes) -> Done:
        """Do a use case by its name."""
        asked = msgspec.json.decode(body, type=Step)
        kind = self.post.workstation.rooms.use_cases.get(asked.name)
        if kind is None:
            raise Refused("workstation.no_such_step", step=asked.name)
        case = msgspec.json.decode(asked.fields, type=kind)
        began = self._clock.monotonic()
        outcome = self.post.do(case)
        return Done(
            done=outcome.done,
            value=plain(outcome.value),
            findings=tuple(finding.code for finding in outcome.findings),
            acts=len(outcome.acts),
            ms=self._clock.monotonic() - began,
        )

    def sync(self, body: bytes) -> Rounds:
        """Make one round with the hub."""
        del body
        if self._link is None:
            raise Refused("training.not_paired", office=self.post.office)
        report = self.post.round(self._link)
        return Rounds(
            sent=report.sent,
            received=report.received,
            bytes_up=report.bytes_up,
            bytes_down=report.bytes_down,
            round_trips=report.round_trips,
            ms=report.ms,
            level=report.level,
        )

    def waiting(self, body: bytes) -> int:
        """How many acts the centre has not received yet, as the status strip says."""
        del body
        return self.post.ask(Strip()).waiting

    def scan(self, body: bytes) -> Seen:
        """Read the bars of a printed paper and find what they name."""
        paper = Path(msgspec.json.decode(body, type=str)).read_bytes()
        read = barcodes(paper, 0, _DPI)
        return self._found(read[0] if read else "")

    def find(self, body: bytes) -> Seen:
        """Find a movement by what is typed."""
        return self._found(msgspec.json.decode(body, type=str))

    def look(self, body: bytes) -> Seen:
        """A movement by its id."""
        return self._seen(RecordId(msgspec.json.decode(body, type=bytes)))

    def print(self, body: bytes) -> Paper:
        """Make the accompanying document of a released movement."""
        asked = msgspec.json.decode(body, type=Print)
        with self.post.workstation.store.reading() as look:
            messages = [one.message for one in look.messages(RecordId(asked.record))]
        released = [one for one in messages if one.message == _RELEASE_MESSAGE]
        if not released:
            raise Refused("printing.not_released")
        printed = print_message("tad", released[-1].content, texts("en"))
        Path(asked.file).write_bytes(printed.pdf)
        return Paper(pages=printed.pages, sha256=printed.sha256)

    def holding(self, body: bytes) -> Holding:
        """Everything it holds."""
        del body
        workstation = self.post.workstation
        return holding(
            workstation.store,
            workstation.rooms.registry,
            device=self.post.premises.device.id,
        )

    def close(self) -> None:
        """Let go of the line, lock and close the store."""
        if self._link is not None:
            self._link.close()
        if self._post is not None:
            self._post.close()

    def _found(self, text: str) -> Seen:
        found = self.post.ask(Find(text=text)) if text else None
        movements = [hit for hit in found.hits if hit.kind == "movement"] if found else []
        return self._seen(movements[0].record) if movements else Seen(record=b"", mrn=text)

    def _seen(self, record: RecordId) -> Seen:
        with self.post.workstation.store.reading() as look:
            folded = look.folded(look.surviving(record))
            acts = look.acts_of(folded.id) if folded else ()
        movement = folded.state if folded and isinstance(folded.state, Movement) else Movement()
        declaration = movement.declaration
        return Seen(
            record=folded.id if folded else b"",
            mrn=movement.mrn,
            departure=movement.departure.value,
            transit=movement.transit.value,
            destination=movement.destination.value,
            plates=plates_of(declaration) if declaration else (),
            seals=tuple(seal.identifier for seal in movement.seals),
            result=movement.result.code if movement.result else "",
            kinds=tuple(act.envelope.kind for act in acts),
        )


def main() -> int:
    """Answer until the input ends."""
    desk = PostDesk()
    verbs: Mapping[str, Any] = {
        "open": desk.open,
        "pair": desk.pair,
        "do": desk.do,
        "sync": desk.sync,
        "waiting": desk.waiting,
        "scan": desk.scan,
        "find": desk.find,
        "look": desk.look,
        "print": desk.print,
        "holding": desk.holding,
    }
    try:
        pipes.serve(verbs, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
