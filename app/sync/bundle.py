"""Bundles: acts as they travel, without what the receiver can rebuild.

Canonical array ``[wire version, dictionary, size, compressed, signatures, seal]``. The compressed
part is a table of the words that repeat and a row an act; the officers' signatures do not compress
and lie outside. The seal is the sender's signature over the ids and signatures of all acts in
order: the rebuilt bytes must lead to it. Source: the house's sync specification, 3.3.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from app.acts import envelope as envelopes
from app.acts.envelope import Act, Attachment, Envelope, NotAnAct, Stamp
from app.acts.stamps import COUNTER_BITS
from app.security import canonical
from app.security.signatures import SIGNATURE_BYTES, Signer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WIRE = 1
NO_DICTIONARY = 0
MOST_ACTS = 50
AIM_BYTES = 8192
MOST_INFLATED = 4 << 20
MOST_BYTES = 4 << 20
LEVEL, LEVEL_OF_LARGE = 19, 9
LARGE = 256 << 10  # bytes above which the highest level costs more time than it saves line
SEALED_AS = "waypost bundle 1"

Word = TypeVar("Word", str, bytes)


class NotABundle(ValueError):
    """Bytes that do not rebuild to signed acts; ``args[0]`` says why, for the log."""


Odd: TypeAlias = list[tuple[Act, bytes]]
"""Acts whose payload cannot be read, with that payload."""


class _Table(Generic[Word]):
    """Words in the order they were first said."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._place: dict[Word, int] = {}

    def place(self, word: Word) -> int:
        """The word's place, giving it one when it is new."""
        if word not in self._place:
            self._place[word] = len(self.words)
            self.words.append(word)
        return self._place[word]


def encode(acts: Sequence[Act], signer: Signer) -> bytes:
    """Pack acts for the wire; the order is kept. ``signer`` is the sending device."""
    names: _Table[bytes] = _Table()
    words: _Table[str] = _Table()
    rows: list[list[Any]] = []
    before: Act | None = None
    for act in acts:
        rows.append(_row(act, before, names, words))
        before = act
    plain = canonical.encode([names.words, words.words, rows])
    signatures = b"".join(act.signature for act in acts)
    seal = signer.sign(SEALED_AS, _sealed(acts))
    return canonical.encode([WIRE, NO_DICTIONARY, len(plain), pressed(plain), signatures, seal])


def decode(
    content: bytes,
    holds: Callable[[bytes, bytes], bool],
    aside: Callable[[Act, bytes], None] | None = None,
) -> tuple[Act, ...]:
    """Rebuild acts; ``holds(body, seal)`` says whether the sender's seal is genuine.

    A payload that is not canonical, or too large, is handed to ``aside``, and its act goes on by
    the payload's hash: one odd payload must not stop the acts behind it.

    Raises:
        NotABundle: not canonical, too large, does not rebuild, or the seal does not hold; an odd
            payload too where nobody puts it aside.
    """
    try:
        acts, odd = _decoded(content, holds)
    except (canonical.NotCanonical, NotAnAct, zstd.ZstdError) as wrong:
        raise NotABundle(str(wrong)) from wrong
    except (TypeError, ValueError, IndexError, msgspec.ValidationError) as wrong:
        raise NotABundle(f"rows do not rebuild: {wrong}") from wrong
    for act, payload in odd:
        if aside is None:
            raise NotABundle("a payload that is not canonical")
        aside(act, payload)
    return acts


def batches(acts: Iterable[Act]) -> Iterable[tuple[Act, ...]]:
    """Group acts for the wire: up to fifty, or about 8 KiB of payload, whichever comes first."""
    batch: list[Act] = []
    size = 0
    for act in acts:
        weight = len(act.payload or b"") + SIGNATURE_BYTES
        if batch and (len(batch) == MOST_ACTS or size + weight > AIM_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(act)
        size += weight
    if batch:
        yield tuple(batch)


def _decoded(content: bytes, holds: Callable[[bytes, bytes], bool]) -> tuple[tuple[Act, ...], Odd]:
    outer: Any = canonical.decode(content, limit=MOST_BYTES)
    wire, dictionary, size, packed, signatures, seal = outer
    if (wire, dictionary) != (WIRE, NO_DICTIONARY) or not 0 < size <= MOST_INFLATED:
        raise NotABundle("another wire version, dictionary or size")
    plain = inflated(packed, size)
    inner: Any = canonical.decode(plain, limit=MOST_INFLATED)
    names, words, rows = inner
    acts: list[Act] = []
    odd: Odd = []
    for row in rows:
        signed = row[8] >= 0
        signature, signatures = (
            (signatures[:SIGNATURE_BYTES], signatures[SIGNATURE_BYTES:])
            if signed
            else (b"", signatures)
        )
        acts.append(_act(row, acts[-1] if acts else None, (names, words), (signature, odd)))
    if signatures:
        raise NotABundle("signatures left over")
    if not holds(_sealed(acts), seal):
        raise NotABundle("the seal does not hold")
    return tuple(acts), odd


def pressed(plain: bytes) -> bytes:
    """Compress for the wire; the same bytes always give the same bytes."""
    return zstd.compress(plain, level=LEVEL if len(plain) <= LARGE else LEVEL_OF_LARGE)


def inflated(packed: bytes, size: int) -> bytes:
    """Inflate up to the declared size; 1.5 kB can hold 50 MB.

    Raises:
        NotABundle: it does not hold that many bytes.
    """
    inflater = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 22})
    try:
        plain = inflater.decompress(packed, max_length=size + 1)
    except zstd.ZstdError as wrong:
        raise NotABundle("not compressed as declared") from wrong
    if len(plain) != size or not inflater.eof or inflater.unused_data:
        raise NotABundle("not the declared size")
    return plain


def _sealed(acts: Iterable[Act]) -> bytes:
    return canonical.digest(b"".join(act.id + act.signature for act in acts))


def _row(act: Act, before: Act | None, names: _Table[bytes], words: _Table[str]) -> list[Any]:
    """An act as a row: places in the tables, differences to the act before."""
    envelope = act.envelope
    continues = before is not None and _continues(envelope, before)
    return [
        names.place(envelope.stream),
        0 if continues else envelope.seq,
        b"" if continues else envelope.prev,
        names.place(envelope.record),
        [_parent(parent, before) for parent in envelope.parents],
        words.place(envelope.kind),
        envelope.kind_version,
        _clock(envelope.clock, before, names),
        names.place(envelope.officer) if act.signature else -1,
        b"" if act.signature or not envelope.officer else envelope.officer,
        words.place(envelope.office),
        envelope.capacity,
        act.payload if act.payload is not None else [envelope.payload],
        [[one.digest, one.size, words.place(one.media_type)] for one in envelope.attachments],
    ]


def _act(
    row: Any,
    before: Act | None,
    tables: tuple[list[bytes], list[str]],
    beside: tuple[bytes, Odd],
) -> Act:
    """A row as an act again; ``beside`` are its signature and the list of odd payloads."""
    signature, odd = beside
    names, words = tables
    stream, seq, prev, record, parents, kind, version, clock = row[:8]
    signer, officer, office, capacity, payload, attachments = row[8:]
    if seq == 0:
        if before is None:
            raise NotABundle("a row continues nothing")
        seq, prev = before.envelope.seq + 1, before.id
    held = payload if isinstance(payload, bytes) else None
    envelope = Envelope(
        version=envelopes.VERSION,
        stream=names[_at(stream)],
        seq=seq,
        prev=prev,
        record=names[_at(record)],
        parents=tuple(sorted(_whole(parent, before) for parent in parents)),
        kind=words[_at(kind)],
        kind_version=version,
        clock=_stamp(clock, before, names),
        officer=names[signer] if signer >= 0 else officer,
        office=words[_at(office)],
        capacity=capacity,
        payload=canonical.digest(held) if held is not None else payload[0],
        attachments=tuple(
            Attachment(digest, size, words[_at(media)]) for digest, size, media in attachments
        ),
    )
    whole = envelopes.encode(envelope)
    try:
        return envelopes.read(whole, signature, held)
    except NotAnAct:
        act = envelopes.read(whole, signature, None)
        odd.append((act, held or b""))
        return act


def _continues(envelope: Envelope, before: Act) -> bool:
    return (
        before.envelope.stream == envelope.stream
        and before.envelope.seq + 1 == envelope.seq
        and before.id == envelope.prev
    )


def _parent(parent: bytes, before: Act | None) -> bytes | bool:
    """The act before is the commonest parent: one byte instead of 32."""
    return True if before is not None and parent == before.id else parent


def _whole(parent: Any, before: Act | None) -> bytes:
    if parent is True:
        if before is None:
            raise NotABundle("a parent that is not there")
        return before.id
    if not isinstance(parent, bytes):
        raise NotABundle("a parent that is no id")
    return parent


def _clock(clock: Stamp, before: Act | None, names: _Table[bytes]) -> list[int]:
    last = before.envelope.clock if before else Stamp(0, 0, 0, 0, b"", 0, 0, 0)
    return [
        clock.hlc - (clock.wall << COUNTER_BITS),
        clock.wall - last.wall,
        clock.highest - clock.wall,
        clock.monotonic - last.monotonic,
        names.place(clock.boot),
        clock.anchor - last.anchor,
        clock.uncertainty,
        clock.offset,
    ]


def _stamp(row: Any, before: Act | None, names: list[bytes]) -> Stamp:
    last = before.envelope.clock if before else Stamp(0, 0, 0, 0, b"", 0, 0, 0)
    logical, wall, highest, monotonic, boot, anchor, uncertainty, offset = row
    now = last.wall + wall
    return Stamp(
        hlc=logical + (now << COUNTER_BITS),
        wall=now,
        highest=now + highest,
        monotonic=last.monotonic + monotonic,
        boot=names[_at(boot)],
        anchor=last.anchor + anchor,
        uncertainty=uncertainty,
        offset=offset,
    )


def _at(place: Any) -> int:
    """A place in a table: a negative number would count from the end."""
    if not isinstance(place, int) or isinstance(place, bool) or place < 0:
        raise NotABundle("a place outside the table")
    return place
