"""Rules of a guarantee's use: which kinds carry a number, and what an old balance never says."""

from collections.abc import Iterator

from app.base.findings import HOUSE, Finding, Severity
from app.consignment.declaration import Declaration
from app.consignment.guarantees import Guarantee
from app.reference.numbers import grn
from app.reference.numbers.wrong import WrongNumber

NUMBERED = frozenset({"0", "1", "2", "4", "9"})
"""Kinds of guarantee (CL251) whose reference carries GRN and access code (C0086)."""

ONCE_ONLY = frozenset({"2", "4"})
"""Kinds that secure one movement: voucher and individual guarantee (G05, G10)."""


def reference_complete(guarantee: Guarantee, path: str = "guarantees") -> Iterator[Finding]:
    """A numbered kind needs its GRN (C0086); the others need none (C0085)."""
    if guarantee.type not in NUMBERED:
        return
    numbers = [reference.grn for reference in guarantee.references if reference.grn]
    if not numbers:
        yield Finding(
            code="guarantees.rules.grn_missing",
            rule="C0086",
            path=path,
            parameters={"type": guarantee.type},
        )
    for number in numbers:
        try:
            yield from grn.doubts(number)
        except WrongNumber as wrong:
            yield wrong.finding(path)


def balance_is_old(number: str) -> Iterator[Finding]:
    """Say that only the centre knows the balance; no remembered amount is ever enough."""
    yield Finding(
        code="guarantees.rules.not_confirmed",
        rule=HOUSE,
        path="guarantees",
        severity=Severity.CENTRE,
        parameters={"grn": number},
    )


def guaranteed(declaration: Declaration) -> Iterator[Finding]:
    """A movement is secured by something: at least one kind of guarantee is declared."""
    if not declaration.guarantees:
        yield Finding(
            code="guarantees.rules.none_declared", rule="2013/952 art. 89", path="guarantees"
        )
    for guarantee in declaration.guarantees:
        yield from reference_complete(guarantee)
