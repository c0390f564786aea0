"""A device without a vault: a store, keys, an officer's key, and nothing else that takes time."""

import ssl
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from app.acts.chain import Author, Draft, Tip, write
from app.acts.envelope import Act
from app.acts.kinds import Kind
from app.acts.stamps import Ticker, tick
from app.acts.steps import Enclosure, Plan, Planned
from app.base.clock import FakeClock
from app.base.ids import Heads, RecordId, SystemChance, fresh_record_id
from app.duty.acts import EpochOpened, Printed
from app.hub import enrolment
from app.hub.hub import Hub
from app.models.store import Store
from app.security import certificates
from app.security.certificates import fresh_tls_key, tls_public
from app.security.credentials import Credential
from app.security.device import fresh_epoch, stream_of
from app.security.roles import Capacity, Role
from app.security.signatures import SigningKey, fresh_signing_key
from app.sync import pairing
from app.sync.https import HttpsLink
from app.sync.link import Link
from app.sync.pairing import Request
from app.sync.peers import Peer
from app.sync.round import Report, Round
from app.workstation.scribe import Scribe
from tests.hub.links import Direct
from tests.hub.world import ROOMS

ALL = 1 << 40
"""Handed over up to here: everything."""
STORE_KEY = bytes(range(32))
YEAR_MS = 365 * 86_400_000


class Keys(msgspec.Struct, frozen=True):
    """What a device and its officer sign with; a clone has the same."""

    device: SigningKey
    officer: SigningKey
    tls: bytes


class Light:
    """A device of an office, enrolled at a hub."""

    def __init__(
        self, folder: Path, hub: Hub, office: str = "AL002000", *, url: str = "https://127.0.0.1:9"
    ) -> None:
        assert isinstance(hub.clock, FakeClock)
        self.hub = hub
        self.office = office
        self.clock = hub.clock
        self.chance = SystemChance()
        self.folder = folder
        folder.mkdir(parents=True)
        chance = self.chance
        self.keys = Keys(
            fresh_signing_key(chance), fresh_signing_key(chance), fresh_tls_key(chance)
        )
        self.store = Store.create(
            folder, STORE_KEY, ROOMS.registry, clock=self.clock, chance=chance
        )
        self.stream = stream_of(self.keys.device.key_id, fresh_epoch(chance))
        self.echo = b""
        self.peer = self._enrolled(url)

    @property
    def scribe(self) -> Scribe:
        return Scribe(
            self.store,
            ROOMS,
            self.hub.pack,
            stream=self.stream,
            clock=self.clock,
            chance=self.chance,
        )

    def author(self, signer: SigningKey | None = None) -> Author:
        key = signer or self.keys.officer
        return Author(office=self.office, capacity=Capacity.OFFICER, signer=key)

    def prints(
        self, count: int = 1, *, document: str = "tad", signer: SigningKey | None = None
    ) -> tuple[Act, ...]:
        """Acts of an officer, each on a record of its own."""
        planned = [
            Planned(
                record=fresh_record_id(self.clock.now(), self.chance),
                kind="duty.printed",
                fact=Printed(
                    document=document, record=bytes(16), pages=number + 1, copy=1, digest=bytes(32)
                ),
            )
            for number in range(count)
        ]
        return self.scribe.write(Plan(acts=tuple(planned)), self.author(signer)).acts

    def attaches(self, content: bytes) -> Act:
        """An act that stands on bytes beside it."""
        fact = Printed(document="scan", record=bytes(16), pages=1, copy=1, digest=bytes(32))
        planned = Planned(
            record=fresh_record_id(self.clock.now(), self.chance),
            kind="duty.printed",
            fact=fact,
            enclosures=(Enclosure(content, "image/jpeg"),),
        )
        return self.scribe.write(Plan(acts=(planned,)), self.author()).acts[0]

    def opens(self, reason: str, heads: Heads | None = None) -> Act:
        """An act of the device itself, all on one record."""
        planned = Planned(
            record=RecordId(self.keys.device.key_id),
            kind="device.epoch_opened",
            fact=EpochOpened(reason=reason),
        )
        device = Author(office=self.office, capacity=Capacity.DEVICE)
        return self.scribe.write(Plan(acts=(planned,)), device, heads).acts[0]

    def round(
        self, link: Link | None = None, *, handed: int = ALL, echo: bytes | None = None
    ) -> Report:
        one = Round(
            self.store,
            ROOMS.registry,
            self.peer,
            device=self.keys.device,
            office=self.office,
            clock=self.clock,
            chance=self.chance,
            stream=self.stream,
            echo=self.echo if echo is None else echo,
        )
        try:
            return one.run(link or Direct(self.hub), handed={self.stream: handed})
        finally:
            self.echo = one.echo

    def https(self, url: str = "", *, stall_s: float = 8.0, most: int = 1 << 24) -> HttpsLink:
        address = url or self.peer.url
        return HttpsLink(self.peer.name, address, self.context, stall_s=stall_s, most=most)

    @cached_property
    def context(self) -> ssl.SSLContext:
        peer = self.peer
        return certificates.client_context(peer.authority, peer.certificate, self.keys.tls)

    def levels(self) -> dict[bytes, int]:
        """Each act of this device, in every stream, and how far it has come."""
        with self.store.reading() as look:
            return {
                act.id: look.receipts.level(tip.stream, act.envelope.seq)
                for tip in look.tips()
                if tip.stream.startswith(self.keys.device.key_id)
                for act in look.stream_acts(tip.stream, 0, 1 << 20)
            }

    def all_received(self) -> bool:
        return set(self.levels().values()) == {3}

    def reopened(self, folder: Path, stream: bytes = b"") -> "Light":
        """The same device over another folder: its store put back from a backup, or a clone."""
        other = object.__new__(Light)
        other.__dict__.update(self.__dict__)
        other.folder = folder
        other.store = Store.open(folder, STORE_KEY, ROOMS.registry)
        other.stream = stream or self.stream
        other.echo = b""
        return other

    def close(self) -> None:
        self.store.close()

    def _enrolled(self, url: str) -> Peer:
        signing = self.keys.device
        credential = Credential(
            public=self.keys.officer.public,
            person="1001",
            name="HOXHA Arben",
            roles=(Role.OFFICER,),
            offices=(self.office,),
            not_after=self.clock.now() + YEAR_MS,
        )
        request = Request(
            device=signing.key_id,
            public=signing.public,
            tls=tls_public(self.keys.tls),
            office=self.office,
            name=f"desk {signing.key_id.hex()[:4]}",
            officers=(credential,),
        )
        content = enrolment.enrol(
            self.hub.premises, request, url=url, clock=self.clock, chance=self.chance
        )
        return pairing.accept(self.store, pairing.read_grant(content, signing.key_id))


def written(
    light: Light, kind: Kind, fact: msgspec.Struct, tip: Tip, *, signer: SigningKey | None = None
) -> Act:
    """An act made without a store: of any kind, in any place of a stream."""
    stamp, _ = tick(Ticker(), light.clock)
    author = Author(office=light.office, capacity=Capacity.OFFICER, signer=signer)
    record = fresh_record_id(light.clock.now(), light.chance)
    draft = Draft(record=record, kind=kind, fact=fact)
    return write(draft, author, tip, stamp=stamp, chance=light.chance)


def held(store: Store, acts: Sequence[Act]) -> list[bool]:
    with store.reading() as look:
        return [look.act(act.id) is not None for act in acts]
