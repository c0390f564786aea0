"""What a country pack says: frozen shapes; ``app.reference.packs`` reads them from tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from app.base.errors import Broken
from app.reference.codelists import Addition
from app.reference.offices import Office
from app.security.roles import Table


class Numbering(StrEnum):
    """Where numbers of a kind come from, and so what an office can do while the link is down."""

    CENTRE_ONLY = "centre only"
    LEASED_BLOCK = "leased block"
    STRUCTURED_SERIAL = "structured serial"


class Clocks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The legal clocks, in calendar days of the office's zone unless the name says otherwise."""

    limit_days: int  # for a journey with no row of its own in the table of routes
    control_result_days: int  # result due after presentation: implementing act, art. 310
    control_result_consignee_days: int  # ... at an authorised consignee
    result_asked_days: int  # departure asks for a missing result, counted from the arrival advice
    result_asked_late_days: int  # ... in the exceptional case
    no_arrival_days: int  # after the limit date departure asks where the goods are
    enquiry_days: int  # answer to an enquiry without or with poor information (G0125)
    enquiry_long_days: int  # ... in other cases
    discrepancies_days: int  # solution of discrepancies after the result (G0064)
    recovery_months: int  # recovery starts about this long after the limit date
    prelodged_days: int  # a declaration lodged before waits this long for presentation
    return_copy_days: int  # paper procedure: return copy
    holder_told_days: int  # paper procedure: holder is informed
    paper_enquiry_days: int  # paper procedure: enquiry
    approval_minutes: int  # an asked approval lapses
    second_look_hours: int  # a deferred second look becomes a case at the centre


class Journal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the journal is kept: ``copies`` at the centre before anything may be purged."""

    copies: int
    retention_days: int  # of personal data after discharge
    credential_days: int  # officers may work this long without contact
    unsent_warn_hours: int  # the strip warns when the oldest unsent act is this old
    early_message_minutes: int  # a message before its predecessor waits, then is answered code 92
    lone_officer: bool  # may a second look be deferred


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome of selectivity; a higher ``restriction`` is stricter, ``colour`` is a token."""

    code: str
    restriction: int
    colour: str
    sign: str
    documents: bool
    scan: bool
    examine: bool
    audit_after: bool
    auto_next: str  # lane it becomes by itself after ``after_minutes``; '' never
    after_minutes: int
    may_raise: str
    may_lower: str
    names: Mapping[str, str]


class Partner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another administration that messages are exchanged with, and from where.

    ``shares`` are the messages' codes that travel to it; ``channel`` is its address on the way,
    given at run time.
    """

    country: str
    known_as: str  # as messages address it: NTA.XK
    names: Mapping[str, str]
    family: str
    version: Literal["p5", "p6"]
    via: Literal["post", "hub"]
    shares: tuple[str, ...]
    channel: str = ""

    def takes(self, message: str) -> bool:
        """Whether messages of this code travel to the partner."""
        return message in self.shares


class Route(msgspec.Struct, frozen=True):
    """Days a journey between two offices may take."""

    departure: str
    destination: str
    days: int


class CountryPack(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one country does its own way."""

    country: str
    training: bool  # invented; nothing of it ever reaches a real partner
    known_as: str
    centre: str  # office reference of the centre
    names: Mapping[str, str]
    languages: tuple[str, ...]
    zone: str  # IANA
    currency: str
    numbering: Mapping[str, Numbering]
    clocks: Clocks
    near_hours: Mapping[str, int]
    journal: Journal
    lanes: tuple[Lane, ...]  # the least restrictive first
    fallback_lane: str
    roles: Table
    four_eyes: frozenset[str]
    partners: tuple[Partner, ...]
    routes: tuple[Route, ...]
    offices: tuple[Office, ...]
    additions: tuple[Addition, ...]

    def name(self, language: str) -> str:
        """Give the administration's name, English where the language has none."""
        return self.names.get(language) or self.names["en"]

    def partner(self, country: str) -> Partner:
        """Give the partner administration of a country.

        Raises:
            Broken: the pack names no such partner.
        """
        for partner in self.partners:
            if country in {partner.country, partner.known_as}:
                return partner
        raise Broken("reference.no_partner", country=country, pack=self.country)

    def has_partner(self, country: str) -> bool:
        """Whether messages are exchanged with this country."""
        return any(country in {partner.country, partner.known_as} for partner in self.partners)

    def reached_at(self, country: str, channel: str) -> "CountryPack":
        """Give the same pack with the address of a partner's channel filled in."""
        filled = msgspec.structs.replace(self.partner(country), channel=channel)
        others = (filled if each.country == filled.country else each for each in self.partners)
        return msgspec.structs.replace(self, partners=tuple(others))

    def lane(self, code: str) -> Lane:
        """Give a lane by its code.

        Raises:
            Broken: the pack has no such lane.
        """
        for lane in self.lanes:
            if lane.code == code:
                return lane
        raise Broken("reference.no_lane", lane=code, pack=self.country)

    def strictest(self, *codes: str) -> str:
        """Give the most restrictive of some lanes, as when two acts each set one.

        Raises:
            Broken: the pack has no such lane.
        """
        return max((self.lane(code) for code in codes), key=lambda lane: lane.restriction).code

    def limit_days(self, departure: str, destination: str) -> int:
        """Days a journey may take: by the table of routes, else the general number."""
        for route in self.routes:
            if (route.departure, route.destination) == (departure, destination):
                return route.days
        return self.clocks.limit_days

    def hours_near(self, queue: str) -> int:
        """Hours before its end when a clock of this queue is near."""
        return self.near_hours.get(queue, self.near_hours["default"])

    def needs_second(self, rule: str) -> bool:
        """Whether a rule of the four-eyes list binds here."""
        return rule in self.four_eyes
