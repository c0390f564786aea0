"""The steps and questions of the session itself: sign-in, lock, hand over, change of secret."""

import msgspec

from app.acts.steps import UseCase, View
from app.security.roles import Role


class SessionStep(UseCase, frozen=True, kw_only=True):
    """A step that the workstation does itself, since it opens or drops keys."""


class SignIn(SessionStep, frozen=True, kw_only=True):
    """Take up a duty. ``officer`` is the key id (16 bytes); the secret never prints."""

    officer: bytes
    secret: str
    duty: str = "transit"

    def __repr__(self) -> str:
        """Name the officer's key, never the secret."""
        return f"SignIn(officer={self.officer.hex()}, duty={self.duty})"


class Lock(SessionStep, frozen=True, kw_only=True):
    """Drop the officer's key; the record stays open, the store stays open for the links."""

    by: str = "officer"


class HandOver(SessionStep, frozen=True, kw_only=True):
    """Let everything made so far leave at once (F5): nothing of it can be withdrawn after."""


class Prove(SessionStep, frozen=True, kw_only=True):
    """Type the own secret again: whoever signs the next step is present. It never prints."""

    secret: str

    def __repr__(self) -> str:
        """Name nothing."""
        return "Prove()"


class ChangeSecret(SessionStep, frozen=True, kw_only=True):
    """Write a new wrap; neither secret ever prints."""

    old: str
    new: str

    def __repr__(self) -> str:
        """Name nothing."""
        return "ChangeSecret()"


class Enrol(SessionStep, frozen=True, kw_only=True):
    """Give somebody a way in on this device; the secret never prints.

    ``person`` is the staff number, ``roles`` in the order the holder prefers.
    """

    name: str
    person: str
    roles: tuple[Role, ...]
    secret: str

    def __repr__(self) -> str:
        """Name the person's number alone."""
        return f"Enrol({self.person})"


class Remove(SessionStep, frozen=True, kw_only=True):
    """Close somebody's way in on this device: transferred, dismissed, key replaced."""

    officer: bytes
    reason: str


class OfficerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One tile of the sign-in page."""

    officer: bytes
    name: str
    role: str
    is_disabled: bool
    person: str = ""


class SignInRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the sign-in page shows; ``hint`` tells a demonstration's passphrase."""

    office: str
    office_name: str
    country: str
    officers: tuple[OfficerLine, ...]
    pin_allowed: bool
    now: int
    hint: str = ""


class SignInPage(View[SignInRow], frozen=True, kw_only=True):
    """Who may sign in here."""


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in: the session bar's words."""

    name: str
    role: str
    office: str
    office_name: str
    duty: str
    now: int
    offset: int


class SessionPage(View[SessionRow], frozen=True, kw_only=True):
    """Who is signed in."""
