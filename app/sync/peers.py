"""Who a post exchanges acts with, and how the last round went; kept among the settings."""

import msgspec

from app.models.looks import Rooms, StoreUnit

PEERS = "peers"
LINKS = "links"
NOTED_EVERY_MS = 60_000


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A hub: ``hub`` its device id (16), ``public`` its Ed25519 key, certificates in PEM.

    ``role`` is what its receipts may promise: arbiter, relay or regional.
    """

    name: str
    url: str
    hub: bytes
    public: bytes
    authority: bytes
    certificate: bytes
    role: str = "arbiter"


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


def state_of(look: Rooms, name: str) -> LinkState:
    """A link as the last round left it."""
    return next((one for one in links(look) if one.name == name), LinkState(name=name))


def after_round(before: LinkState, *, now: int, trouble: str = "", notice: str = "") -> LinkState:
    """A link after a round; ``since`` stays while the state stays.

    ``trouble`` ended the round; a ``notice`` of the other end leaves the link up and is shown too.
    """
    state = "down" if trouble else "up"
    return LinkState(
        name=before.name,
        state=state,
        last_exchange=before.last_exchange if trouble else now,
        since=before.since if state == before.state else now,
        trouble=trouble or notice,
    )


def is_worth_noting(before: LinkState, after: LinkState) -> bool:
    """Whether a link's new state must go to disk: it changed, or a minute has passed."""
    moved = (before.state, before.trouble) != (after.state, after.trouble)
    return moved or after.last_exchange - before.last_exchange >= NOTED_EVERY_MS


def note_link(unit: StoreUnit, state: LinkState) -> None:
    """Write a link's state down."""
    others = tuple(one for one in links(unit) if one.name != state.name)
    unit.settings.set(LINKS, msgspec.msgpack.encode((*others, state)))
