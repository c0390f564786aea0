"""Attachments on the way: whole, compressed, checked against the hash that names them."""

from app.security import canonical
from app.sync.bundle import NotABundle, inflated, pressed
from app.sync.wire import Enclosed

MOST = 16 << 20


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
