"""Giving officers a way in on this device, and closing it: an act of the administrator each."""

from typing import Protocol

import msgspec

from app.acts.chain import Author
from app.acts.steps import Plan, Planned
from app.base.clock import Instant
from app.base.errors import Refused
from app.base.ids import Chance, RecordId
from app.duty.acts import OfficerEnrolled, OfficerRemoved
from app.security.credentials import Credential
from app.security.roles import Role
from app.security.sealing import FLOOR, Cost
from app.security.secret_rules import check_secret
from app.security.signatures import SigningKey, fresh_signing_key
from app.security.vault import Vault
from app.workstation.cases import Enrol, Remove

DAY_MS = 86_400_000
CREDENTIAL_DAYS = 365
HANDED_OUT = frozenset(
    {Role.OFFICER, Role.MOBILE, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR}
)
"""The roles a person at a post may have."""

ENROLLED, REMOVED = "device.officer_enrolled", "device.officer_removed"


class Newcomer(Protocol):
    """Whoever is to be given a way in."""

    @property
    def name(self) -> str:
        """As acts and screens show it."""

    @property
    def person(self) -> str:
        """The staff number."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """In the order the holder prefers."""

    @property
    def secret(self) -> str:
        """What opens the wrap, together with the machine's own secret."""


class Drawn(msgspec.Struct, frozen=True):
    """A newcomer's key and credential, not yet wrapped; never prints."""

    key: SigningKey
    credential: Credential

    def __repr__(self) -> str:
        return f"Drawn({self.credential.person})"


class WayIn(msgspec.Struct, frozen=True, kw_only=True):
    """What newcomers are wrapped with: the vault and its store key; never prints."""

    vault: Vault
    store_key: bytes
    office: str
    cost: Cost = FLOOR

    def drawn(self, newcomer: Newcomer, *, now: Instant, chance: Chance) -> Drawn:
        """Draw a newcomer's key; the hub signs the credential at pairing."""
        key = fresh_signing_key(chance)
        credential = Credential(
            public=key.public,
            person=newcomer.person,
            name=newcomer.name,
            roles=newcomer.roles,
            offices=(self.office,),
            not_after=now + CREDENTIAL_DAYS * DAY_MS,
        )
        return Drawn(key, credential)

    def admit(self, drawn: Drawn, secret: str) -> None:
        """Wrap the store key and the newcomer's own under their secret.

        Raises:
            Refused: the secret is short or soon guessed.
            OSError: the disk would not take it.
        """
        self.vault.enrol(
            drawn.key,
            drawn.credential,
            secret=secret,
            store_key=self.store_key,
            not_after=Instant(drawn.credential.not_after),
            cost=self.cost,
        )

    def __repr__(self) -> str:
        return f"WayIn({self.office})"


def checked(case: Enrol, vault: Vault, office: str) -> Enrol:
    """Give the enrolment with its words trimmed.

    Raises:
        Refused: no name or number, a role of no person, a number that is enrolled here, a secret
            that is short or soon guessed.
    """
    name, person = " ".join(case.name.split()), case.person.strip()
    if not name or not person:
        raise Refused("enrol.name_missing", field="person" if name else "name")
    if not case.roles or not set(case.roles) <= HANDED_OUT:
        raise Refused("enrol.no_such_role", field="roles")
    if any(line.credential.person == person for line in vault.officers()):
        raise Refused("enrol.enrolled", field="person", person=person)
    check_secret(case.secret, pin_allowed=vault.pin_allowed, known_words=(name, person, office))
    return msgspec.structs.replace(case, name=name, person=person)


def enrolment(credential: Credential, device: bytes) -> Plan:
    """Plan the act that tells of an enrolment."""
    fact = OfficerEnrolled(
        officer=credential.key_id,
        name=credential.name,
        roles=tuple(role.value for role in credential.roles),
    )
    return Plan(
        acts=(Planned(record=RecordId(device), kind=ENROLLED, fact=fact),),
        value=credential.key_id,
    )


def removal(case: Remove, vault: Vault, device: bytes, *, by: Author) -> Plan:
    """Plan the act that tells of a removal.

    Raises:
        Refused: nobody of that key here, no reason, or one's own way in.
    """
    known = {line.officer for line in vault.officers()}
    if case.officer not in known:
        raise Refused("enrol.nobody", field="officer")
    if by.signer is not None and by.signer.key_id == case.officer:
        raise Refused("enrol.own", field="officer")
    reason = case.reason.strip()
    if not reason:
        raise Refused("enrol.reason_missing", field="reason")
    fact = OfficerRemoved(officer=case.officer, reason=reason)
    return Plan(acts=(Planned(record=RecordId(device), kind=REMOVED, fact=fact),))
