"""What records are found by: exact keys and their beginnings, and the words of names and goods.

Texts come folded; nothing here folds. Keys of the kinds in ``WORDY``, and all with a space, are
also taken apart into words.
"""

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Index, Table, bindparam, delete, select, text, update
from sqlalchemy.dialects.sqlite import insert

from app.acts.kinds import Key
from app.models.metadata import METADATA, number, words
from app.models.ready import Ready
from app.models.record_rows import RecordRow, RecordRows

KEYS = Table(
    "keys",
    METADATA,
    words("kind", primary=True),
    words("text", primary=True),
    number("place", primary=True),
    number("is_open"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
_IS_OPEN = text("is_open = 1")  # in the partial index's very words
Index("keys_open", KEYS.c.kind, KEYS.c.text, KEYS.c.place, sqlite_where=_IS_OPEN)

_WORDS_TABLE: Final = """CREATE VIRTUAL TABLE words
USING fts5(text, content='', contentless_delete=1, detail=none, prefix='2 3')"""
WORDS_DDL: Final = (
    _WORDS_TABLE,
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",  # purged words leave no trace
)
WORDY: Final = frozenset({"trader", "goods", "person", "words"})
_WORD = re.compile(r"[^\W_]+")
_LAST = "\U0010ffff"
_MOST_BY_WORDS = 100  # the newest so many are ranked; each costs a page of the file: 0.1 ms


class Why(IntEnum):
    """Why a record was found, best first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2


class Wanted(msgspec.Struct, frozen=True):
    """A key to look for: its kind, its folded text, and whether a beginning is enough."""

    kind: str
    text: str
    is_prefix: bool = False


class Hit(msgspec.Struct, frozen=True):
    """A record that was found; ``kind`` is the key's kind, ``words`` for words."""

    found: RecordRow
    why: Why
    kind: str


_EXACT_OPEN = Ready(
    select(KEYS.c.place)
    .where(KEYS.c.kind == bindparam("kind"), KEYS.c.text == bindparam("text"), _IS_OPEN)
    .order_by(KEYS.c.place.desc())
    .limit(bindparam("limit"))
)
_EXACT = Ready(
    select(KEYS.c.place)
    .where(KEYS.c.kind == bindparam("kind"), KEYS.c.text == bindparam("text"))
    .order_by(KEYS.c.place.desc())
    .limit(bindparam("limit"))
)
_BEGINS_OPEN = Ready(
    select(KEYS.c.place)
    .where(
        KEYS.c.kind == bindparam("kind"),
        KEYS.c.text >= bindparam("text"),
        KEYS.c.text < bindparam("end"),
        _IS_OPEN,
    )
    .order_by(KEYS.c.text)
    .limit(bindparam("limit"))
)
_BEGINS = Ready(
    select(KEYS.c.place)
    .where(
        KEYS.c.kind == bindparam("kind"),
        KEYS.c.text >= bindparam("text"),
        KEYS.c.text < bindparam("end"),
    )
    .order_by(KEYS.c.text)
    .limit(bindparam("limit"))
)
_WORDS = Ready(
    text("SELECT rowid FROM words WHERE words MATCH :terms ORDER BY rowid DESC LIMIT :limit")
)
_ENTER = Ready(insert(KEYS).on_conflict_do_nothing())
_LEAVE = Ready(
    delete(KEYS).where(
        KEYS.c.kind == bindparam("kind"),
        KEYS.c.text == bindparam("text"),
        KEYS.c.place == bindparam("place"),
    )
)
_TURN = Ready(
    update(KEYS)
    .where(
        KEYS.c.kind == bindparam("of_kind"),
        KEYS.c.text == bindparam("of_text"),
        KEYS.c.place == bindparam("at"),
    )
    .values(is_open=bindparam("open"))
)
_SPEAK = Ready(text("INSERT OR REPLACE INTO words(rowid, text) VALUES (:place, :text)"))
_SILENCE = Ready(text("DELETE FROM words WHERE rowid = :place"))
SILENCE_ALL = text("DELETE FROM words")


class Search:
    """Finds records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, wanted: Iterable[Wanted], *, terms: str = "", limit: int = 20
    ) -> tuple[Hit, ...]:
        """Records by any of these keys or by all words of ``terms`` (the last may be begun).

        Ranked: exact key, beginning, words; open before closed; last changed first. By the
        primary key, ``keys_open`` and the index of words.
        """
        why: dict[int, tuple[Why, str]] = {}
        for one in sorted(wanted, key=lambda key: key.is_prefix):
            for place in self._places(one, limit):
                why.setdefault(place, (Why.BEGINS if one.is_prefix else Why.EXACT, one.kind))
        for place in self._by_words(terms):
            why.setdefault(place, (Why.WORDS, "words"))
        if not why:
            return ()
        rows = RecordRows(self._connection).placed(why)
        hits = [Hit(rows[place], *told) for place, told in why.items() if place in rows]
        hits.sort(key=lambda hit: (hit.why, not hit.found.is_open, -hit.found.updated))
        return tuple(hits[:limit])

    def enter(self, key: Key, place: int, *, is_open: bool) -> None:
        """Let the record at a place be found by a key."""
        _ENTER.run(
            self._connection, kind=key.kind, text=key.text, place=place, is_open=int(is_open)
        )

    def leave(self, key: Key, place: int) -> None:
        """Let it no longer be found by the key."""
        _LEAVE.run(self._connection, kind=key.kind, text=key.text, place=place)

    def turn(self, key: Key, place: int, *, is_open: bool) -> None:
        """Say of a key whether its record is open."""
        _TURN.run(
            self._connection, of_kind=key.kind, of_text=key.text, at=place, open=int(is_open)
        )

    def speak(self, place: int, spoken: str) -> None:
        """Let the record at a place be found by these words, in place of the former."""
        if spoken:
            _SPEAK.run(self._connection, place=place, text=spoken)
        else:
            _SILENCE.run(self._connection, place=place)

    def _places(self, wanted: Wanted, limit: int) -> Iterable[int]:
        asked: dict[str, str | int] = {"kind": wanted.kind, "text": wanted.text, "limit": limit}
        if not wanted.is_prefix:
            statements = (_EXACT_OPEN, _EXACT)
        else:
            asked["end"] = wanted.text + _LAST
            statements = (_BEGINS_OPEN, _BEGINS)
        for statement in statements:
            yield from (row[0] for row in statement.rows(self._connection, **asked))

    def _by_words(self, terms: str) -> Iterable[int]:
        """The newest by whole words; where they are few, also by what the last one begins.

        Whole words are read from the newest back. A beginning is gathered from every word that
        begins so before the newest is known: of common words that takes longer than anybody waits.
        """
        said = _WORD.findall(terms)
        found: list[tuple[Any, ...]] = []
        for begun in ("", "*"):
            if said and len(found) < _MOST_BY_WORDS:
                match = _match(said) + begun
                found = _WORDS.rows(self._connection, terms=match, limit=_MOST_BY_WORDS)
        return [row[0] for row in found]


def spoken(keys: Iterable[Key]) -> str:
    """The words of a record's keys, each once, in order."""
    texts = [key.text for key in keys if key.kind in WORDY or " " in key.text]
    return " ".join(sorted({word for one in texts for word in _WORD.findall(one)}))


def _match(said: Iterable[str]) -> str:
    """Letters and digits alone, quoted: to the index neither a sign nor OR means anything."""
    return " AND ".join(f'"{word}"' for word in said)
