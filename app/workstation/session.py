"""Who is signed in. Holds the officer's key while a duty lasts, and nothing else does."""

from app.acts.chain import Author
from app.acts.steps import Actor
from app.base.clock import Clock, Instant
from app.base.errors import Refused
from app.security import roles
from app.security.roles import Allowed, NeedsSecond, Role
from app.security.vault import Unlocked, Vault
from app.workstation.cases import SessionRow

BY_RIGHTS = frozenset(
    {
        "security.role_may_not",
        "security.other_office",
        "security.credential_ended",
        "session.needs_second",
        "cases.needs_second",
    }
)
"""The refusals that the journal remembers: rights forbade the step."""

PRESENT_MS = 60_000
"""How long a typed secret proves that its officer is here (the house's security page, 4)."""

IN_PERSON = frozenset({"duty.handover_given", "duty.handover_taken"})
"""The kinds whose officer must have typed the secret just now."""


class Session:
    """At most one officer at a time."""

    def __init__(self, vault: Vault, office: str, clock: Clock) -> None:
        self._vault = vault
        self._office = office
        self._clock = clock
        self._unlocked: Unlocked | None = None
        self._proved = Instant(0)
        self.duty = ""

    @property
    def is_locked(self) -> bool:
        """Whether nobody is signed in."""
        return self._unlocked is None

    def opened(self, officer: bytes, secret: str) -> Unlocked:
        """Open an officer's wrap; the duty begins with ``take``.

        Raises:
            Refused: the vault's words (wait, disabled, not unlocked), or another office's officer.
        """
        unlocked = self._vault.unlock(officer, secret, self._clock.now())
        if self._office not in unlocked.credential.offices:
            raise Refused("session.other_office", office=self._office)
        return unlocked

    def take(self, unlocked: Unlocked, duty: str) -> None:
        """Take up a duty with what an officer's secret opened."""
        self._unlocked = unlocked
        self._proved = self._clock.now()
        self.duty = duty

    def prove(self, secret: str) -> Unlocked:
        """Note that the officer signed in is here: the secret opens the wrap once more.

        The answer tells of wrong secrets before this one.

        Raises:
            Refused: nobody is signed in, or the secret is wrong.
        """
        officer = self._signed_in().officer
        unlocked = self._vault.unlock(officer, secret, self._clock.now())
        self._proved = self._clock.now()
        return unlocked

    def lock(self) -> Unlocked | None:
        """Drop the key; the answer says whose it was."""
        unlocked, self._unlocked = self._unlocked, None
        return unlocked

    def change_secret(self, old: str, new: str) -> None:
        """Write a new wrap for the officer signed in.

        Raises:
            Refused: nobody is signed in, the old secret is wrong, the new one is too weak.
        """
        officer = self._signed_in().officer
        self._unlocked = self._vault.change_secret(officer, old, new, now=self._clock.now())

    @property
    def actor(self) -> Actor:
        """Who acts now.

        Raises:
            Refused: nobody is signed in.
        """
        credential = self._signed_in().credential
        role = credential.roles[0]
        return Actor(
            name=credential.name,
            role=role,
            capacity=roles.CAPACITY[role],
            office=self._office,
            officer=credential.key_id,
        )

    def row(self, office_name: str) -> SessionRow:
        """What the bar shows of the duty.

        Raises:
            Refused: nobody is signed in.
        """
        actor = self.actor
        return SessionRow(
            name=actor.name,
            role=Role(actor.role).value,
            office=actor.office,
            office_name=office_name,
            duty=self.duty,
            now=self._clock.now(),
            offset=self._clock.offset(),
        )

    @property
    def store_key(self) -> bytes:
        """The key of the store, to wrap for a newcomer; never kept anywhere else.

        Raises:
            Refused: nobody is signed in.
        """
        return self._signed_in().store_key

    def author(self, kinds: tuple[str, ...], table: roles.Table) -> Author:
        """The officer as author of acts of these kinds, in the capacity the first one asks for.

        Raises:
            Refused: nobody is signed in, the credential has ended, rights forbid a kind, or the
                secret must be typed again.
        """
        unlocked = self._signed_in()
        credential = unlocked.credential
        if unlocked.has_ended(self._clock.now()):
            raise unlocked.refusal()
        capacities = []
        for kind in kinds:
            match roles.authorise(credential.actor, kind, table, office=self._office):
                case Allowed(capacity=allowed):
                    capacities.append(allowed)
                case NeedsSecond():
                    raise Refused("session.needs_second", kind=kind)
                case refusal:
                    raise refusal
        if IN_PERSON & set(kinds) and not self._is_present():
            raise Refused("session.prove", field="secret", allowed=("Prove",))
        capacity = capacities[0] if capacities else roles.CAPACITY[credential.roles[0]]
        return Author(office=self._office, capacity=capacity, signer=unlocked.signer)

    def _is_present(self) -> bool:
        return 0 <= self._clock.now() - self._proved <= PRESENT_MS

    def _signed_in(self) -> Unlocked:
        if self._unlocked is None:
            raise Refused("session.locked", allowed=("SignIn",))
        return self._unlocked
