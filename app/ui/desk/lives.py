"""The life of a record: its acts on the timeline, its messages, its declared facts, its seals."""

from collections.abc import Iterator

from app.acts.steps import Words
from app.base.clock import Day, Instant
from app.consignment.declaration import Declaration, goods_of
from app.consignment.goods import ConsignmentItem
from app.consignment.parties import Party
from app.reference import codelists
from app.transit import rows
from app.ui.desk.speech import Speech, apart
from app.ui.pages.facts import FactLine
from app.ui.tables.timeline import Entry
from app.ui.text import Run, grouped, isolate
from app.ui.theme import Role

_ICONS = {
    "transit.declared": "doc",
    "transit.accepted": "check",
    "transit.control": "control",
    "transit.seals": "seal",
    "transit.limit": "clock",
    "transit.released": "truck",
    "transit.announced": "info",
    "transit.crossed": "gate",
    "transit.arrived": "building",
    "transit.result": "result",
    "transit.ended": "check",
    "transit.held": "hold",
    "transit.hold": "hold",
    "record.withdrawn": "rejected",
    "case.": "case",
}
_ANY_DAY = Day(20260101)  # the list of guarantee types has no validities
_LEVELS = {1: "saved", 2: "sent", 3: "received"}
_TROUBLE = frozenset({"overruled", "provisional", "set aside", "doubtful"})


def entry_of(line: rows.TimelineLine, now: Instant, speech: Speech) -> Entry:
    """One act as the timeline shows it."""
    return Entry(
        key=line.act,
        time=speech.on_day(line.at, now),
        icon=icon_of(line.words),
        words=speech.words(line.words),
        second=_second(line, now, speech),
        where=speech.say("desk.timeline.there") if line.there else "",
        trouble=line.standing in _TROUBLE,
    )


def timeline_of(row: rows.RecordRow, speech: Speech) -> tuple[Entry, ...]:
    """The acts of a record, oldest first."""
    return tuple(entry_of(line, row.head.now, speech) for line in row.timeline)


def icon_of(words: Words) -> str:
    """The icon of an act, by the code of its sentence."""
    return next((icon for code, icon in _ICONS.items() if words.code.startswith(code)), "info")


def _second(line: rows.TimelineLine, now: Instant, speech: Speech) -> str:
    if line.there:
        came = speech.say("desk.timeline.came", time=speech.stamp(line.arrived, now))
    else:
        level = _LEVELS.get(line.level, "saved")
        came = speech.say(f"desk.timeline.{level}", time=speech.stamp(line.at, now))
    standing = ""
    if line.standing != "in effect":
        standing = speech.say(f"desk.standing.{line.standing.replace(' ', '_')}")
    return speech.joined(line.who, line.office_name, came, standing)


def messages_of(row: rows.RecordRow, speech: Speech) -> tuple[Entry, ...]:
    """The messages that the acts made due, newest last."""
    return tuple(_message(line, row.head.now, speech) for line in row.messages)


def _message(line: rows.MessageLine, now: Instant, speech: Speech) -> Entry:
    steps = [
        speech.say(f"desk.step.{step.replace(' ', '_')}", time=speech.stamp(at, now))
        for step, at in line.steps
    ]
    trouble = f"«{line.last_trouble}»" if line.last_trouble else ""
    if line.last_trouble and speech.texts.has(line.last_trouble):
        trouble = speech.say(line.last_trouble, peer=line.partner)
    state = speech.say(f"desk.message.{line.state.replace(' ', '_')}")
    return Entry(
        key=line.message_id,
        time=speech.on_day(line.made, now),
        icon="rejected" if line.state == "failed" else "unsent",
        words=speech.say("desk.message.to", message=line.message, to=isolate(line.to)),
        second=speech.joined(state, *steps, trouble),
        trouble=line.state == "failed",
    )


def declared_facts(declaration: Declaration, speech: Speech) -> tuple[FactLine, ...]:
    """What is declared, in groups."""
    return tuple(
        fact
        for fact in (*_consignment(declaration, speech), *_goods(declaration, speech))
        if fact.value or fact.key == _HEAD
    )


_HEAD = "head"


def _line(speech: Speech, name: str, value: str | None, *, code: bool = False) -> FactLine:
    runs = (Run(value, code=code),) if value else ()
    return FactLine(label=speech.say(f"desk.fact.{name}"), value=runs)


def _consignment(declaration: Declaration, speech: Speech) -> Iterator[FactLine]:
    consignment = declaration.consignment
    yield _line(speech, "type", declaration.declaration_type)
    yield _line(speech, "lrn", declaration.lrn, code=True)
    yield _party(speech, "holder", declaration.holder)
    yield _party(speech, "consignor", consignment.consignor)
    yield _party(speech, "consignee", _consignee(declaration))
    yield _party(speech, "carrier", consignment.carrier)
    offices = (
        declaration.office_of_departure,
        *(one.reference_number for one in declaration.offices_of_transit),
        declaration.office_of_destination,
    )
    yield _line(speech, "offices", ", ".join(offices), code=True)
    routing = (one.country for one in consignment.countries_of_routing)
    yield _line(speech, "routing", ", ".join(filter(None, routing)))
    means = (one.identification_number for one in consignment.departure_means)
    yield _line(speech, "means", ", ".join(filter(None, means)), code=True)
    boxes = (one.container_identification_number for one in consignment.equipment)
    yield _line(speech, "containers", ", ".join(filter(None, boxes)), code=True)
    mass = consignment.gross_mass
    yield _line(speech, "gross_mass", _mass(str(mass), speech) if mass is not None else "")
    numbers = (
        *(one.reference_number for one in consignment.previous_documents),
        *(one.reference_number for one in consignment.transport_documents),
    )
    yield _line(speech, "documents", ", ".join(filter(None, numbers)), code=True)


def _mass(kilogrammes: str, speech: Speech) -> str:
    return speech.say("desk.head.mass", mass=grouped(kilogrammes))


def _consignee(declaration: Declaration) -> Party | None:
    consignment = declaration.consignment
    parties = (consignment.consignee, *(one.consignee for one in consignment.house_consignments))
    return next((party for party in parties if party is not None), None)


def _party(speech: Speech, name: str, party: Party | None) -> FactLine:
    if party is None:
        return _line(speech, name, "")
    address = party.address
    place = (address.street_and_number, address.city, address.country) if address else ()
    words = speech.comma.join(apart(part) for part in (party.name, *place) if part)
    number = party.identification_number or ""
    runs = [Run(words)] if words else []
    space = "  " if words else ""
    runs += [Run(f"{space}{isolate(number)}", code=True, role=Role.QUIET)] if number else []
    return FactLine(label=speech.say(f"desk.fact.{name}"), value=tuple(runs))


def _goods(declaration: Declaration, speech: Speech) -> Iterator[FactLine]:
    for one in goods_of(declaration):
        number = one.declaration_goods_item_number
        yield FactLine(
            label=speech.say("desk.fact.item", n=number), note=_packages(one, speech), key=_HEAD
        )
        commodity = one.commodity
        label = speech.say("desk.fact.goods")
        runs = (Run(commodity.description_of_goods or ""),)
        yield FactLine(label=label, value=runs, key=("goods", number))
        yield from _measures(one, number, speech)


def _measures(one: ConsignmentItem, number: int, speech: Speech) -> Iterator[FactLine]:
    masses = (("gross_mass", one.commodity.gross_mass), ("net_mass", one.commodity.net_mass))
    for name, mass in masses:
        if mass is not None:
            words = (Run(_mass(str(mass), speech)),)
            label = speech.say(f"desk.fact.{name}")
            yield FactLine(label=label, value=words, key=(name, number))


def _packages(one: ConsignmentItem, speech: Speech) -> str:
    return speech.say("desk.head.packages", n=one.total_packages) if one.total_packages else ""


def seal_facts(seals: tuple[rows.SealLine, ...], speech: Speech) -> tuple[FactLine, ...]:
    """Each seal in force and how it was last found."""
    lines = []
    for one in seals:
        code = "desk.seal.not_looked" if not one.answered else f"transit.seal.{_state(one)}"
        role = Role.STOP if one.answered and one.state.value != "intact" else Role.QUIET
        runs = [Run(speech.say(code), role=role)]
        if one.number_found:
            runs.append(Run(one.number_found, code=True, gap=8))
        lines.append(FactLine(label=one.identifier, value=tuple(runs), key=one.identifier))
    return tuple(lines)


def _state(seal: rows.SealLine) -> str:
    return seal.state.value.replace(" ", "_")


def guarantee_facts(
    lines: tuple[rows.GuaranteeLine, ...], now: Instant, speech: Speech
) -> tuple[FactLine, ...]:
    """Each guarantee drawn on; every amount says as of when."""
    facts = []
    for place, one in enumerate(lines):
        head = speech.say("desk.guarantee.number", n=place + 1)
        facts.append(FactLine(label=head, key=("head", place)))
        known = ""
        if one.as_known:
            known = speech.say("desk.head.known", time=speech.stamp(one.as_known, now))
        amount = f"{grouped(one.amount)} {one.currency}".strip()
        values = (
            ("grn", one.grn, ""),
            ("guarantee_type", guarantee_type(one.type, speech), ""),
            ("amount", amount, ""),
            ("reservation", reservation(one.reservation, speech), known),
            ("reserved_here", _reserved(one), ""),
        )
        facts += [
            FactLine(
                label=speech.say(f"desk.fact.{name}"),
                value=(Run(value, code=name == "grn"),),
                note=note,
                key=(name, place),
            )
            for name, value, note in values
            if value
        ]
    return tuple(facts)


def guarantee_type(code: str, speech: Speech) -> str:
    """``1, comprehensive``."""
    words = codelists.load(_ANY_DAY).label("CL251", code, speech.texts.language)
    return f"{code}, {words}" if words and words != code else code


def reservation(state: str, speech: Speech) -> str:
    """What has become of the reservation, in words."""
    return speech.say(f"desk.reservation.{state.replace(' ', '_')}") if state else ""


def _reserved(one: rows.GuaranteeLine) -> str:
    return f"{grouped(one.reserved_here)} {one.currency}" if one.reserved_here.strip("0.") else ""
