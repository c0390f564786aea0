"""What a declaration puts in the boxes of the accompanying document: its own and its parties'."""

from collections.abc import Iterator
from itertools import chain

from app.base.clock import date_of
from app.consignment.declaration import (
    Declaration,
    goods_of,
    limit_date_of,
    total_packages,
)
from app.consignment.guarantees import Guarantee
from app.consignment.parties import ContactPerson, Party, SupplyChainActor
from app.printing.forms.fitting import GAP, Content, code, words
from app.printing.transit.wording import (
    contact,
    ends,
    party,
    several,
    several_parts,
    slashed,
    successions,
)

_VOUCHER = "4"  # an individual guarantee in the form of vouchers (CL251)

Filled = tuple[str, Content]
"""The name of a box and what stands in it."""


def operation_boxes(declaration: Declaration) -> Iterator[Filled]:
    """Fill what concerns the whole declaration.

    The result of the control at departure is not printed: the correlation table v2.4 has no line
    for it, only for the limit date beside it.
    """
    limit = limit_date_of(declaration)
    yield "type", code(declaration.declaration_type)
    yield "additional_type", code(declaration.additional_declaration_type)
    yield "sci", code(declaration.specific_circumstance)
    yield "total_items", code(len(goods_of(declaration)))
    yield "total_packages", code(total_packages(declaration))
    yield "total_gross_mass", code(declaration.consignment.gross_mass)
    yield "security", code(declaration.security)
    yield "lrn", code(declaration.lrn)
    yield "ucr", code(declaration.consignment.reference_number_ucr)
    yield "tir", code(declaration.tir_carnet_number)
    yield "reduced_dataset", code(int(declaration.reduced_dataset))
    yield "prescribed_itinerary", code(int(declaration.binding_itinerary))
    yield (
        "authorisation",
        several(declaration.authorisations, lambda one: slashed(one.type, one.reference_number)),
    )
    yield "guarantee", guarantees(declaration.guarantees)
    yield "limit_date", code(date_of(limit).isoformat() if limit else None)


def office_boxes(declaration: Declaration) -> Iterator[Filled]:
    """Fill the offices, in the order of the itinerary."""
    yield "office_of_departure", words(declaration.office_of_departure)
    yield "office_of_destination", words(declaration.office_of_destination)
    yield (
        "offices_of_transit",
        several(declaration.offices_of_transit, lambda one: one.reference_number),
    )
    yield "offices_of_exit", several(declaration.offices_of_exit, lambda one: one.reference_number)


def party_boxes(declaration: Declaration) -> Iterator[Filled]:
    """Fill who takes part."""
    consignment = declaration.consignment
    holder = declaration.holder
    yield from _party("consignor", consignment.consignor)
    yield from _party("consignee", consignment.consignee)
    yield "holder", words(party(holder))
    yield "holder_id", words(slashed(holder.identification_number, holder.tir_holder_number))
    yield "holder_contact", words(contact(holder.contact_person))
    if declaration.representative:
        acting = declaration.representative
        yield from _acting(
            "representative", acting.status, acting.identification_number, acting.contact_person
        )
    if consignment.carrier:
        carrier = consignment.carrier
        number = carrier.identification_number
        yield from _acting("carrier", None, number, carrier.contact_person)
    yield from actors(consignment.supply_chain_actors)


def actors(found: tuple[SupplyChainActor, ...]) -> Iterator[Filled]:
    """Fill roles and numbers of further actors; both boxes keep the same order."""
    yield "actor", several(found, lambda one: one.role)
    yield "actor_id", several(found, lambda one: one.identification_number)


def guarantees(found: tuple[Guarantee, ...]) -> Content:
    """Write ``seq/type/GRN, GRN/other reference``; vouchers in series as first (...) last.

    Access codes, amounts and currencies never reach paper.
    """
    return several_parts(
        [(one.sequence_number, _guarantee(one, short=False)) for one in found],
        [_guarantee(one, short=True) for one in found],
    )


def _guarantee(one: Guarantee, *, short: bool) -> str:
    numbers = [reference.grn for reference in one.references if reference.grn]
    written = (one.type == _VOUCHER and _vouchers(numbers)) or ", ".join(numbers)
    if short:
        written = ends(numbers, ", ") or written
    return slashed(one.type, written, one.other_reference)


def _vouchers(numbers: list[str]) -> str:
    runs = successions(numbers)
    written = [[f"{run[0]}{GAP}{run[-1]}"] if len(run) > 1 else run for run in runs]
    return ", ".join(chain.from_iterable(written))


def _party(box: str, one: Party | None) -> Iterator[Filled]:
    if one is not None:
        yield box, words(party(one))
        yield f"{box}_id", words(one.identification_number)
        yield f"{box}_contact", words(contact(one.contact_person))


def _acting(
    box: str, status: str | None, number: str | None, person: ContactPerson | None
) -> Iterator[Filled]:
    yield box, words(status)
    yield f"{box}_id", words(number)
    yield f"{box}_contact", words(contact(person))
