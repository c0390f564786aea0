"""Identity by number: two dark offices that scan the same number work on the same record."""

from app.base.ids import RecordId
from app.security import canonical


def by_number(administration: str, kind: str, number: str) -> RecordId:
    """The id of the record that bears ``number``: 16 bytes of a SHA-256.

    >>> by_number("AL", "movement", "26AL002000K7Q20MJ3").hex()[:8]
    '438f0a8e'
    """
    named = ["waypost record 1", administration, kind, number]
    return RecordId(canonical.digest(canonical.encode(named))[:16])
