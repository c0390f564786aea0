"""What frames carry: hellos, bundles under way, receipts, what is missing, notices.

Each is a canonical array read strictly into a frozen struct; whatever does not fit is refused with
a reason and never with another exception.
"""

from typing import TypeVar

import msgspec

from app.base.clock import Instant
from app.base.ids import ActId
from app.security import canonical
from app.security.device import Head, head_holds, signed_head
from app.security.signatures import Signer, key_id_of, verify

PROTOCOL = 1
HELLO_AS = "waypost hello 1"
RECEIPT_AS = "waypost receipt 1"
CERTIFICATE = "sync.certificate_renewed"
"""The notice that brings a device its next certificate."""
MOST = 17 << 20  # an attachment of 16 MiB that does not compress, and what is said about it

Shape = TypeVar("Shape", bound=msgspec.Struct)


class NotWire(ValueError):
    """Content of a frame that is not what its type says."""


class OtherVersion(NotWire):
    """A hello of a protocol this program does not speak."""


class Standing(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far a stream is known at one end.

    ``receipted`` is the seq up to which the hub's receipts reach, as the device holds them. Of the
    stream the device writes now, ``signature`` is the device's over that head and ``heard``, the
    last hub time it knew (ms UTC).
    """

    stream: bytes
    seq: int
    head: bytes
    receipted: int = 0
    heard: int = 0
    signature: bytes = b""

    @property
    def act(self) -> ActId:
        """The id of the act at its head."""
        return ActId(self.head)


class Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far a scope's deliveries were taken in, under which hub epoch."""

    scope: str
    epoch: bytes
    position: int


class Part(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A bundle half received: one bit a frame that is held, the first in the highest place."""

    bundle: bytes
    held: bytes


class Hello(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Who speaks, what they hold, what they can take.

    ``epoch`` is the hub epoch last seen (the hub: its own), ``now`` ms UTC by the speaker's clock
    (the hub's is trusted time), ``echo`` the nonce of the other end's last hello. ``parts`` are
    bundles of which the speaker holds some frames, ``offers`` names large bundles it would send
    and of which the other end may hold some, ``wanted`` attachments it would like, ``credit`` the
    bytes the answer may have.
    """

    protocol: int
    device: bytes
    office: str
    epoch: bytes
    frontier: tuple[Standing, ...]
    places: tuple[Place, ...]
    parts: tuple[Part, ...]
    offers: tuple[bytes, ...]
    wanted: tuple[bytes, ...]
    credit: int
    now: int
    nonce: bytes
    echo: bytes
    signature: bytes = b""


class Upward(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Acts of whole streams of one device: on their way up, or back to a store that lost them."""

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
    """Bundles begun or offered, with what is held of them; attachments named and not yet here."""

    parts: tuple[Part, ...]
    attachments: tuple[bytes, ...]


class Notice(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Something the other end must tell a person: a code of the catalogue, and what about."""

    code: str
    about: bytes = b""


class Bye(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The end of this answer; ``more`` when another round trip would bring more.

    ``places`` are reached once everything before this was taken in. ``heard`` is whether the
    flight counted: one that echoes no fresh nonce is answered with a nonce alone.
    """

    more: bool
    heard: bool = True
    places: tuple[Place, ...] = ()


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


def read_hello(content: bytes) -> Hello:
    """Read a hello.

    Raises:
        OtherVersion: it begins with another protocol than ours.
        NotWire: not a hello.
    """
    try:
        return decode(content, Hello)
    except NotWire as wrong:
        try:
            said = canonical.decode(content, limit=MOST)
        except canonical.NotCanonical:
            raise wrong from None
        if isinstance(said, list) and said and isinstance(said[0], int) and said[0] > PROTOCOL:
            raise OtherVersion(f"protocol {said[0]}") from wrong
        raise


def kind_of(content: bytes) -> str:
    """What a bundle's content says it is: its first word.

    Raises:
        NotWire: it says nothing.
    """
    try:
        said = canonical.decode(content, limit=MOST)
    except canonical.NotCanonical as wrong:
        raise NotWire(str(wrong)) from wrong
    if not isinstance(said, list) or not said or not isinstance(said[0], str):
        raise NotWire("a bundle without a name")
    return said[0]


def signed_hello(hello: Hello, signer: Signer) -> Hello:
    """The hello with its speaker's signature."""
    return msgspec.structs.replace(hello, signature=signer.sign(HELLO_AS, _hello_body(hello)))


def hello_holds(hello: Hello, public: bytes) -> bool:
    """Whether the holder of this key said exactly this."""
    named = hello.device == key_id_of(public)
    return named and verify(public, HELLO_AS, _hello_body(hello), hello.signature)


def signed_standing(standing: Standing, signer: Signer) -> Standing:
    """The standing of the stream a device writes now, with its signed head."""
    head = signed_head(
        signer,
        standing.stream,
        standing.seq,
        act=standing.act,
        hub_time=Instant(standing.heard),
    )
    return msgspec.structs.replace(standing, signature=head.signature)


def standing_holds(standing: Standing, public: bytes) -> bool:
    """Whether the device with this key stands behind this head."""
    head = Head(
        stream=standing.stream,
        seq=standing.seq,
        act=standing.act,
        hub_time=standing.heard,
        signature=standing.signature,
    )
    return head_holds(head, public)


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
