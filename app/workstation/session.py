"""Who is signed in. Holds the officer's key while a duty lasts, and nothing else does."""

import msgspec

from app.acts.chain import Author
from app.acts.steps import Actor
from app.base.clock import Clock, Instant
from app.base.errors import Refused
from app.security import roles
from app.security.roles import Allowed, NeedsSecond, Role
from app.security.vault import Unlocked, Vault


class Session:
    """At most one officer at a time."""

    def __init__(self, vault: Vault, office: str, clock: Clock) -> None:
        self._vault = vault
        self._office = office
        self._clock = clock
        self._unlocked: Unlocked | None = None
        self.duty = ""

    @property
    def is_locked(self) -> bool:
        """Whether nobody is signed in."""
        return self._unlocked is None

    def unlock(self, officer: bytes, secret: str, duty: str) -> Unlocked:
        """Open an officer's wrap and take up a duty.

        Raises:
            Refused: the vault's words: wait, disabled, not unlocked.
        """
        unlocked = self._vault.unlock(officer, secret, self._clock.now())
        if self._office not in unlocked.credential.offices:
            raise Refused("session.other_office", office=self._office)
        self._unlocked = unlocked
        self.duty = duty
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

    def author(self, kinds: tuple[str, ...], table: roles.Table) -> Author:
        """The officer as author of acts of these kinds.

        Raises:
            Refused: nobody is signed in, the credential has ended, or rights forbid a kind.
        """
        unlocked = self._signed_in()
        capacity = roles.CAPACITY[unlocked.credential.roles[0]]
        for kind in kinds:
            match roles.authorise(unlocked.credential.actor, kind, table, office=self._office):
                case Allowed(capacity=allowed):
                    capacity = allowed
                case NeedsSecond():
                    raise Refused("session.needs_second", kind=kind)
                case refusal:
                    raise refusal
        return Author(office=self._office, capacity=capacity, signer=unlocked.signer)

    def has_ended(self, now: Instant) -> bool:
        """Whether the officer's credential no longer holds."""
        return self._unlocked is not None and self._unlocked.has_ended(now)

    def _signed_in(self) -> Unlocked:
        if self._unlocked is None:
            raise Refused("session.locked", allowed=("SignIn",))
        return self._unlocked


class Capabilities(msgspec.Struct, frozen=True):
    """What the officer's roles let be done, for buttons that say why they are off."""

    roles: tuple[Role, ...]
