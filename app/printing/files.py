"""Printing from a file: which message makes which document, without a record or a store."""

from collections.abc import Callable

from app.base.clock import Day
from app.base.errors import Refused
from app.base.findings import Findings
from app.consignment.declaration import Declaration
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import Message, read
from app.printing.footer import Footer
from app.printing.tad import Printed, Tad, render
from app.reference.codelists import load
from app.reference.texts import Texts

_UNION = "CL010"  # countries of the customs union: whose forms bear the title of the Union


def tad_of(
    declaration: Declaration,
    texts: Texts,
    *,
    footer: Footer | None = None,
    findings: Findings = (),
) -> Tad:
    """Ready a released declaration for ``app.printing.tad.render``.

    Whether the form bears the title of the European Union follows from the country of the office
    of departure on the day of release.
    """
    country = declaration.office_of_departure[:2]
    day = declaration.release_date or declaration.acceptance_date or Day(0)
    member = load(day).contains(_UNION, country) is True
    return Tad(
        declaration=declaration,
        texts=texts,
        member_state=member,
        footer=footer,
        findings=findings,
    )


def _tad(message: Message, texts: Texts, findings: Findings) -> Printed:
    if message.type != "CC029C":
        raise Refused("printing.other_message", kind="TAD", needed="029", found=message.type)
    return render(tad_of(declaration_of(message), texts, findings=findings))


_MAKERS: dict[str, Callable[[Message, Texts, Findings], Printed]] = {"tad": _tad}

KINDS = tuple(_MAKERS)
"""The documents that a message alone can make, by the names of the command line."""


def print_message(kind: str, raw: bytes, texts: Texts) -> Printed:
    """Make one document of the bytes of a message; nothing stands outside its form.

    The print carries what reading the message found; breaches of its schema do not stop it.

    Raises:
        KeyError: ``kind`` is none of ``KINDS``.
        Refused: ``printing.no_message`` if the bytes are no message, ``printing.other_message`` if
            another one is needed, and what rendering refuses.
        Broken: ``fonts.missing`` where set-up has not made the faces.
    """
    make = _MAKERS[kind]
    message, _, findings = read(raw)
    if message is None:
        raise Refused("printing.no_message")
    return make(message, texts, findings)
