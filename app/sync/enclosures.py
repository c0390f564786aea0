"""Attachments on the way: whole, compressed, checked against the hash that names them.

What acts name and is not here yet is remembered by the one they came from, until it comes.
"""

from collections.abc import Iterable

from app.acts.envelope import Act
from app.models.looks import StoreReading, StoreUnit
from app.security import canonical
from app.sync.bundle import NotABundle, inflated, pressed
from app.sync.wire import Enclosed

MOST = 16 << 20
MOST_WANTED = 4096
DIGEST = 32  # bytes


def packed(digest: bytes, content: bytes) -> Enclosed:
    """An attachment for the wire."""
    return Enclosed("enclosed", digest, len(content), pressed(content))


def unpacked(enclosed: Enclosed) -> bytes:
    """An attachment off the wire.

    Raises:
        NotABundle: too large, or not the bytes its hash names.
    """
    if not 0 < enclosed.size <= MOST:
        raise NotABundle("an attachment over 16 MiB")
    content = inflated(enclosed.packed, enclosed.size)
    if canonical.digest(content) != enclosed.digest:
        raise NotABundle("not the attachment its hash names")
    return content


def wanted(look: StoreReading | StoreUnit, whose: str) -> tuple[bytes, ...]:
    """Attachments named by acts that came from somebody and not here yet, oldest first."""
    stored = look.settings.get(_name(whose)) or b""
    return tuple(stored[at : at + DIGEST] for at in range(0, len(stored), DIGEST))


def want(unit: StoreUnit, whose: str, acts: Iterable[Act]) -> None:
    """Remember what acts name that is not here, in the transaction that keeps them."""
    named = dict.fromkeys(one.digest for act in acts for one in act.envelope.attachments)
    lacking = [digest for digest in named if unit.attached(digest) is None]
    if lacking:
        known = dict.fromkeys((*wanted(unit, whose), *lacking))
        unit.settings.set(_name(whose), b"".join(list(known)[:MOST_WANTED]))


def came(unit: StoreUnit, whose: str, digest: bytes, content: bytes) -> None:
    """Keep an attachment, and remember that it is here."""
    unit.attach(digest, content)
    known = wanted(unit, whose)
    if digest in known:
        unit.settings.set(_name(whose), b"".join(one for one in known if one != digest))


def _name(whose: str) -> str:
    return f"wanted {whose}"
