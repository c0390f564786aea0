"""Messages out of facts and declarations: what the office sends, in the order of the tables."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from app.base.clock import Day
from app.base.quantities import Quantity
from app.consignment.consignments import Consignment, HouseConsignment
from app.consignment.declaration import ControlResult, Declaration
from app.consignment.goods import ConsignmentItem
from app.consignment.guarantees import Guarantee
from app.consignment.parties import Address, Party
from app.messages.ncts.compose import Envelope, compose
from app.messages.ncts.declared import DECLARATION
from app.messages.ncts.facts import (
    SHAPES,
    ArrivalAdvice,
    ControlResults,
    CrossingNotification,
    Facts,
    GoodsReleased,
    MrnAllocated,
    WriteOff,
)
from app.messages.ncts.message import Message

Holding = TypeVar("Holding", Consignment, HouseConsignment)

Completed = Callable[[Party], Party]
"""Gives a party the name and address the traders' register knows."""


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """What the office of departure adds to a declaration when it releases the goods."""

    mrn: str
    acceptance_date: Day
    release_date: Day
    control_result: ControlResult


def released(declaration: Declaration, release: Release) -> Declaration:
    """Give the declaration as released: numbered, dated, with the control result."""
    return msgspec.structs.replace(
        declaration,
        mrn=release.mrn,
        acceptance_date=release.acceptance_date,
        release_date=release.release_date,
        control_result=release.control_result,
    )


def cc015(envelope: Envelope, declaration: Declaration) -> Message:
    """Declare: holder to office of departure."""
    return compose("CC015C", envelope, DECLARATION.write(declaration))


def cc028(envelope: Envelope, facts: MrnAllocated) -> Message:
    """Tell the holder that the declaration is accepted and numbered."""
    return _short("CC028C", envelope, facts)


def cc029(envelope: Envelope, declaration: Declaration, release: Release) -> Message:
    """Release for transit: office of departure to holder; the only source of a TAD.

    029 demands what 015 may leave out: the indicator of containers, who controlled, an amount
    (0 where nobody has stated one).
    """
    whole = _with_indicator(released(declaration, release))
    result = release.control_result
    by = result.controlled_by or declaration.office_of_departure
    whole = msgspec.structs.replace(
        whole,
        control_result=msgspec.structs.replace(result, controlled_by=by),
        guarantees=tuple(_with_amounts(guarantee) for guarantee in whole.guarantees),
    )
    return compose("CC029C", envelope, DECLARATION.write(whole))


def cc025(envelope: Envelope, facts: GoodsReleased) -> Message:
    """Tell the trader at destination what is released."""
    return _short("CC025C", envelope, facts)


def cc045(envelope: Envelope, facts: WriteOff) -> Message:
    """Tell the holder or the guarantor that the procedure is discharged."""
    return _short("CC045C", envelope, facts)


def cd001(
    envelope: Envelope,
    declaration: Declaration,
    release: Release,
    completed: Completed = lambda party: party,
    *,
    in_security_area: bool = False,
) -> Message:
    """Announce the movement to the office of destination.

    Only a recipient inside the security area (CL147) gets carrier, place of unloading, charges
    and offices of exit (C0812). 001 demands name and address of every party; where neither the
    declaration nor the register knows them, the number stands for the name and a dash for the
    rest.
    """
    whole = _announced(declaration, release, completed, in_security_area=in_security_area)
    return compose("CD001C", envelope, DECLARATION.write(whole))


def cd050(
    envelope: Envelope,
    declaration: Declaration,
    release: Release,
    completed: Completed = lambda party: party,
    *,
    in_security_area: bool = False,
) -> Message:
    """Announce the movement to an administration with offices of transit; never for TIR.

    Security area and names as in 001.
    """
    whole = _announced(declaration, release, completed, in_security_area=in_security_area)
    return compose("CD050C", envelope, DECLARATION.write(whole))


def cd006(envelope: Envelope, facts: ArrivalAdvice) -> Message:
    """Tell the office of departure that the movement has arrived."""
    return _short("CD006C", envelope, facts)


def cd018(envelope: Envelope, facts: ControlResults) -> Message:
    """Tell the office of departure what the control at destination found."""
    return _short("CD018C", envelope, facts)


def cd118(envelope: Envelope, facts: CrossingNotification) -> Message:
    """Tell the office of departure that the movement crossed the frontier."""
    return _short("CD118C", envelope, facts)


def for_outside_security_area(declaration: Declaration) -> Declaration:
    """Leave out what a country outside the security area (CL147) does not get (C0812)."""
    consignment = msgspec.structs.replace(
        declaration.consignment,
        carrier=None,
        place_of_unloading=None,
        charges_method_of_payment=None,
        house_consignments=tuple(
            msgspec.structs.replace(
                house,
                charges_method_of_payment=None,
                goods=tuple(
                    msgspec.structs.replace(line, charges_method_of_payment=None)
                    for line in house.goods
                ),
            )
            for house in declaration.consignment.house_consignments
        ),
    )
    return msgspec.structs.replace(
        declaration, consignment=consignment, offices_of_exit=(), specific_circumstance=None
    )


def _announced(
    declaration: Declaration, release: Release, completed: Completed, *, in_security_area: bool
) -> Declaration:
    whole = _with_indicator(_with_names(released(declaration, release), completed))
    return whole if in_security_area else for_outside_security_area(whole)


def _short(message_type: str, envelope: Envelope, facts: Facts) -> Message:
    return compose(message_type, envelope, SHAPES[message_type].write(facts))


def _with_indicator(declaration: Declaration) -> Declaration:
    consignment = declaration.consignment
    if consignment.container_indicator is not None:
        return declaration
    contained = any(one.container_identification_number for one in consignment.equipment)
    consignment = msgspec.structs.replace(consignment, container_indicator=contained)
    return msgspec.structs.replace(declaration, consignment=consignment)


def _with_amounts(guarantee: Guarantee) -> Guarantee:
    references = tuple(
        msgspec.structs.replace(
            reference,
            amount=reference.amount or Quantity(0, 0),
            currency=reference.currency or "EUR",
        )
        for reference in guarantee.references
    )
    return msgspec.structs.replace(guarantee, references=references)


def _with_names(declaration: Declaration, completed: Completed) -> Declaration:
    consignment = _named(declaration.consignment, completed)
    houses = tuple(
        msgspec.structs.replace(
            _named(house, completed),
            goods=tuple(_named_goods(line, completed) for line in house.goods),
        )
        for house in consignment.house_consignments
    )
    return msgspec.structs.replace(
        declaration,
        holder=_complete(declaration.holder, completed),
        consignment=msgspec.structs.replace(consignment, house_consignments=houses),
    )


def _named(holding: Holding, completed: Completed) -> Holding:
    consignor = holding.consignor and _complete(holding.consignor, completed)
    consignee = holding.consignee and _complete(holding.consignee, completed)
    return msgspec.structs.replace(holding, consignor=consignor, consignee=consignee)


def _named_goods(line: ConsignmentItem, completed: Completed) -> ConsignmentItem:
    consignee = line.consignee and _complete(line.consignee, completed)
    return msgspec.structs.replace(line, consignee=consignee)


def _complete(party: Party, completed: Completed) -> Party:
    if party.name and party.address:
        return party
    known = completed(party)
    number = party.identification_number or party.tir_holder_number or "-"
    return msgspec.structs.replace(
        known,
        name=known.name or number,
        address=known.address
        or Address(street_and_number="-", city="-", country=_country(number)),
    )


def _country(number: str) -> str:
    """The country that issued an EORI or TIR holder's number: its first two letters."""
    letters = number[:2]
    return letters if len(letters) == 2 and letters.isascii() and letters.isupper() else "ZZ"  # noqa: PLR2004 - two letters make a country
