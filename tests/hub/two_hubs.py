"""Two centres whose line lies in this process."""

from pathlib import Path

from app.acts.steps import Due
from app.base.clock import FakeClock
from app.base.ids import ActId, RecordId
from app.hub import enrolment, partners
from app.hub.hub import Hub
from app.hub.notices import notices
from app.hub.partners import Carried, Taken
from app.models.inbox import State as InboxState
from app.models.outbox import State, Step
from app.security import canonical
from app.security.signatures import SigningKey
from app.sync.pairing import Sealed
from tests.house.reading import ROOT
from tests.hub.links import Direct
from tests.hub.world import make_hub

MESSAGES = ROOT / "tests" / "data" / "ncts"
RECORD = RecordId(bytes(16))
MRN = "26AL0010003K7B2MJ0"


class Two:
    """Albania's hub sends, Kosovo's receives; the line between them is in this process."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.al = make_hub(folder / "al", "al", self.clock)
        self.xk = make_hub(folder / "xk", "xk", self.clock)
        for one, other in ((self.al, self.xk), (self.xk, self.al)):
            card = enrolment.card_bytes(other.premises)
            enrolment.trust(one.premises, card, "https://127.0.0.1:9")
        with self.al.store.reading() as look:
            (self.neighbour,) = enrolment.neighbours(look)

    def emits(self, message: str, *, content: bytes = b"", to: str = "XK") -> str:
        """Put a message out at Albania; the answer is its id."""
        raw = content or (MESSAGES / f"{message}-p5.xml").read_bytes()
        identity = f"{message}-{canonical.digest(raw).hex()[:8]}"
        due = Due(
            message=message,
            version="p5",
            to=to,
            partner=to if to == "XK" else "",
            content=raw,
            message_id=identity,
        )
        now = self.clock.now()
        with self.al.store.writing() as unit:
            unit.outbox.emit(due, RECORD, ActId(bytes(32)), not_before=now, made=now)
        return identity

    def sends(self, *, loses_answer: bool = False) -> int:
        link = Direct(self.xk, loses_answer=loses_answer)
        return partners.send_due(self.al, self.neighbour, link)

    def state(self, identity: str) -> State:
        with self.al.store.reading() as look:
            message = look.outbox.message(identity)
        assert message is not None
        return message.state

    def steps(self, identity: str) -> list[tuple[Step, bytes]]:
        with self.al.store.reading() as look:
            return [(one.step, one.content) for one in look.outbox.steps(identity)]

    def came(self, identity: str) -> InboxState:
        with self.xk.store.reading() as look:
            received = look.inbox.message("AL", identity)
        assert received is not None
        return received.state

    def acts(self) -> list[str]:
        with self.xk.store.reading() as look:
            return [one.act.envelope.kind for one in look.acts.arrivals(0, 100)]

    def noted(self, hub: Hub) -> list[str]:
        with hub.store.reading() as look:
            return [one.code for one in notices(look)]

    def close(self) -> None:
        self.al.close()
        self.xk.close()


def carried(hub: Hub, identity: str, content: bytes, signer: SigningKey | None = None) -> bytes:
    """A message as Albania's hub would put it on the line."""
    body = canonical.struct_bytes(
        Carried(
            sender="AL",
            message_id=identity,
            message="CD001C",
            version="p5",
            receiver="XK",
            content=content,
        )
    )
    key = signer or hub.premises.device.signing
    return canonical.struct_bytes(Sealed(body, key.sign(partners.MESSAGE_AS, body)))


def read(receipt: bytes) -> Taken:
    return canonical.struct_from(canonical.struct_from(receipt, Sealed).body, Taken)
