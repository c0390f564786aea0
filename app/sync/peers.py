"""Who a post exchanges acts with, and how the last round went; kept among the settings."""

import msgspec

from app.models.looks import Rooms, StoreUnit

PEERS = "peers"
LINKS = "links"


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A hub: ``hub`` its device id (16), ``public`` its Ed25519 key, certificates in PEM."""

    name: str
    url: str
    hub: bytes
    public: bytes
    authority: bytes
    certificate: bytes


class LinkState(msgspec.Struct, frozen=True, kw_only=True):
    """A link as the last round left it; instants in ms UTC, 0: never."""

    name: str
    state: str = "never"  # up, down, never
    last_exchange: int = 0
    since: int = 0
    trouble: str = ""


def peers(look: Rooms) -> tuple[Peer, ...]:
    """The hubs this post is paired with."""
    stored = look.settings.get(PEERS)
    return () if stored is None else msgspec.msgpack.decode(stored, type=tuple[Peer, ...])


def keep_peer(unit: StoreUnit, peer: Peer) -> None:
    """Remember a hub, in place of one of the same name."""
    others = tuple(known for known in peers(unit) if known.name != peer.name)
    unit.settings.set(PEERS, msgspec.msgpack.encode((*others, peer)))


def links(look: Rooms) -> tuple[LinkState, ...]:
    """Every link as the last round left it; one never tried is named too."""
    stored = look.settings.get(LINKS)
    noted = () if stored is None else msgspec.msgpack.decode(stored, type=tuple[LinkState, ...])
    known = {state.name for state in noted}
    fresh = (LinkState(name=peer.name) for peer in peers(look) if peer.name not in known)
    return (*noted, *fresh)


def note_link(unit: StoreUnit, name: str, *, now: int, trouble: str = "") -> LinkState:
    """Note how a round ended; ``since`` stays while the state stays."""
    before = next((one for one in links(unit) if one.name == name), LinkState(name=name))
    state = "down" if trouble else "up"
    after = LinkState(
        name=name,
        state=state,
        last_exchange=before.last_exchange if trouble else now,
        since=before.since if state == before.state else now,
        trouble=trouble,
    )
    others = tuple(one for one in links(unit) if one.name != name)
    unit.settings.set(LINKS, msgspec.msgpack.encode((*others, after)))
    return after
