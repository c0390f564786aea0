"""What the store is: how it is encrypted, how it is written, how much lies in it."""

from collections.abc import Iterator

from app.bench.frame import Figure
from app.bench.large import Large
from app.workstation.workstation import Workstation


def facts(post: Workstation, built: Large, took_s: float) -> Iterator[Figure]:
    """Cipher, synchronous mode, rows, file size and the time it took to build."""
    told = post.store.facts()
    cipher = f"SQLCipher {told.get('cipher_version', '?')}, page HMAC"
    modes = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}
    mode = f"{told.get('journal_mode', '?')}, {modes.get(told.get('synchronous', ''), '?')}"
    yield Figure(what="cipher", ours=0, unit="", words=cipher)
    yield Figure(what="journal and synchronous mode", ours=0, unit="", words=mode)
    yield Figure(what="movements in the store", ours=built.movements, unit="records")
    yield Figure(what="of them open", ours=built.open, unit="records")
    yield Figure(what="acts in the store", ours=built.acts, unit="acts")
    yield Figure(what="file size", ours=round(built.bytes / 1e6, 1), unit="MB")
    yield Figure(what="built in", ours=took_s, unit="s")
