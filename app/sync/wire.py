"""What frames carry: hellos, bundles under way, receipts, what is missing, notices.

Each is a canonical array read strictly into a frozen struct; whatever does not fit is refused with
a reason and never with another exception.
"""

from typing import TypeVar

import msgspec

from app.security import canonical
from app.security.signatures import Signer, verify

PROTOCOL = 1
HELLO_AS = "waypost hello 1"
RECEIPT_AS = "waypost receipt 1"
MOST = 4 << 20

Shape = TypeVar("Shape", bound=msgspec.Struct)


class NotWire(ValueError):
    """Content of a frame that is not what its type says."""


class Standing(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far a stream is known at one end; ``signature`` is the device's over that head."""

    stream: bytes
    seq: int
    head: bytes
    signature: bytes = b""


class Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far a scope's deliveries were taken in, under which hub epoch."""

    scope: str
    epoch: bytes
    position: int


class Part(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A bundle half received: the frames that are held."""

    bundle: bytes
    held: tuple[int, ...]


class Hello(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Who speaks, what they hold, what they can take.

    ``epoch`` is the hub epoch last seen (the hub: its own), ``now`` ms UTC by the speaker's clock
    (the hub's is trusted time), ``echo`` the nonce of the other end's last hello.
    """

    protocol: int
    device: bytes
    public: bytes
    office: str
    epoch: bytes
    frontier: tuple[Standing, ...]
    places: tuple[Place, ...]
    parts: tuple[Part, ...]
    credit: int
    now: int
    nonce: bytes
    echo: bytes
    signature: bytes = b""


class Upward(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Acts of whole streams on their way up."""

    what: str
    acts: bytes


class Delivery(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Attested acts on their way down; taking them in moves ``place`` on."""

    what: str
    place: Place
    acts: bytes


class Enclosed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An attachment, whole and compressed."""

    what: str
    digest: bytes
    size: int
    packed: bytes


class Receipt(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A hub's word that it holds a stream up to ``seq``; one covers all before it."""

    hub: bytes
    epoch: bytes
    role: str
    stream: bytes
    seq: int
    head: bytes
    received_at: int
    copies: int
    signature: bytes = b""


class Missing(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Frames still missing of bundles begun; attachments named by acts and not yet here."""

    parts: tuple[Part, ...]
    attachments: tuple[bytes, ...]


class Notice(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Something the other end must tell a person: a code of the catalogue."""

    code: str
    about: bytes = b""


class Bye(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The end of this answer; ``more`` when another round trip would bring more."""

    more: bool


def encode(content: msgspec.Struct) -> bytes:
    """Canonical bytes of any of the above."""
    return canonical.struct_bytes(content)


def decode(content: bytes, shape: type[Shape]) -> Shape:
    """Read the content of a frame.

    Raises:
        NotWire: not canonical, or not of that shape.
    """
    try:
        return canonical.struct_from(content, shape, limit=MOST)
    except canonical.NotCanonical as wrong:
        raise NotWire(str(wrong)) from wrong


def signed_hello(hello: Hello, signer: Signer) -> Hello:
    """The hello with its speaker's signature."""
    return msgspec.structs.replace(hello, signature=signer.sign(HELLO_AS, _hello_body(hello)))


def hello_holds(hello: Hello, public: bytes) -> bool:
    """Whether the holder of this key said exactly this."""
    return hello.public == public and verify(public, HELLO_AS, _hello_body(hello), hello.signature)


def signed_receipt(receipt: Receipt, signer: Signer) -> Receipt:
    """The receipt with the hub's signature."""
    body = _receipt_body(receipt)
    return msgspec.structs.replace(receipt, signature=signer.sign(RECEIPT_AS, body))


def receipt_holds(receipt: Receipt, public: bytes) -> bool:
    """Whether the hub with this key gave this receipt."""
    return verify(public, RECEIPT_AS, _receipt_body(receipt), receipt.signature)


def _hello_body(hello: Hello) -> bytes:
    return encode(msgspec.structs.replace(hello, signature=b""))


def _receipt_body(receipt: Receipt) -> bytes:
    return encode(msgspec.structs.replace(receipt, signature=b""))
