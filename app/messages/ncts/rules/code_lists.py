"""Codes: every code of a message is in the list the catalogue names for it."""

from collections.abc import Iterator

from app.messages.ncts.catalogue import Entry, table
from app.messages.ncts.rules.look import Found, Look, Place, breach

_BY_SCHEMA = frozenset({"CL027", "CL060"})
"""Lists whose values the schema holds."""


def codes_are_in_their_lists(look: Look) -> Found:
    """A code stands in its list on the day; where the list is not held, nobody can tell."""
    message = look.message
    for place, entry in _coded(look.root, table(message.type, message.version).root):
        if entry.code_list in _BY_SCHEMA:
            continue
        if look.is_not_in(entry.code_list, place.node.text.strip()):
            yield breach(
                entry.code_list,
                place.path,
                "ncts.not_in_list",
                name=entry.name,
                found=place.node.text.strip()[:40],
                list=entry.code_list,
            )


def _coded(place: Place, entry: Entry) -> Iterator[tuple[Place, Entry]]:
    for below in entry.entries:
        if below.code_list:
            for found in place.all(below.name):
                yield found, below
        elif below.entries:
            for group in place.all(below.name):
                yield from _coded(group, below)
