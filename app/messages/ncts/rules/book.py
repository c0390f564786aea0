"""The book of rules: which run on a message, in which order."""

from functools import cache

from app.base.findings import Findings
from app.messages.ncts.catalogue import Entry, table, versions_of
from app.messages.ncts.message import Message
from app.messages.ncts.rules import (
    answers,
    code_lists,
    controls,
    details,
    exchanges,
    goods,
    guarantees,
    incidents,
    means,
    numbers,
    operation,
    origins,
    seals,
)
from app.messages.ncts.rules.look import Look, Rules
from app.reference.codelists import CodeLists

RULES: Rules = (
    *controls.RULES,
    *operation.RULES,
    *guarantees.RULES,
    *means.RULES,
    *seals.RULES,
    *goods.RULES,
    *details.RULES,
    *incidents.RULES,
    *exchanges.RULES,
    *answers.RULES,
    *origins.RULES,
    *numbers.RULES,
)
"""Every executed rule: the numbers it goes by, and the function."""

_ALWAYS = frozenset({"DDNTA", "ISO6346", "R0028", "R0410"})
"""Rules that hold for every message, whether or not an element of its table names them."""


def run(message: Message, lists: CodeLists) -> Findings:
    """Run every rule that the catalogue names for this type of message, and the code lists.

    Total: a message that breaks its schema is examined as far as its elements go. Where a version
    has no rules of its own in the catalogue, those of the other version hold.
    """
    if not message.version:
        return ()
    look = Look(message, lists)
    named = rules_of(message.type)
    found = [
        finding for numbers, rule in RULES if named.intersection(numbers) for finding in rule(look)
    ]
    return (*found, *code_lists.codes_are_in_their_lists(look))


@cache
def rules_of(message_type: str) -> frozenset[str]:
    """The numbers of all rules the catalogue names for a type, executed or not."""
    roots = (table(message_type, version).root for version in versions_of(message_type))
    return frozenset(number for root in roots for number in _numbers(root)) | _ALWAYS


def _numbers(entry: Entry) -> set[str]:
    below = {number for one in entry.entries for number in _numbers(one)}
    return below | set(entry.rules)
