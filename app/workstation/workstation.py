"""The junction: windows, commands, tests and the simulator know this object and its two verbs.

``do`` and ``ask`` are synchronous and single-threaded; ``threaded`` wraps them for the window.
Whatever goes wrong comes back as Refused, Broken or a Bug with a reference.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.acts.chain import Author
from app.acts.steps import Actor, Plan, Planned, UseCase, View
from app.base.changes import Changed, Stream
from app.base.clock import Clock
from app.base.errors import Refused, WaypostError
from app.base.findings import Findings, stops
from app.base.ids import Chance, Heads, RecordId, fresh_record_id
from app.duty.acts import SignedIn, SignedOut, StepRefused, UnlockFailed
from app.models.looks import StoreReading
from app.models.store import Store
from app.security.roles import Capacity, Role
from app.workstation import epochs, status
from app.workstation.cases import (
    ChangeSecret,
    Lock,
    SessionPage,
    SessionRow,
    SessionStep,
    SignIn,
    SignInPage,
)
from app.workstation.desk import LiveDesk
from app.workstation.diary import Diary
from app.workstation.look import LiveLook
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms
from app.workstation.scribe import Scribe
from app.workstation.session import Session

Row = TypeVar("Row")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did; not ``done`` where a finding stops it, and then nothing was written."""

    value: Any = None
    changed: Changed = Changed()
    findings: Findings = ()
    done: bool = True
    acts: tuple[bytes, ...] = ()


class Workstation:
    """One post's workstation over its folder; closed until an officer unlocks it."""

    def __init__(
        self, premises: Premises, *, clock: Clock, chance: Chance, rooms: Rooms | None = None
    ) -> None:
        self.premises = premises
        self.rooms = rooms or Rooms()
        self.changed: Stream[Changed] = Stream()
        self.diary = Diary(premises.folder, clock, chance)
        self._clock = clock
        self._chance = chance
        self._session = Session(premises.vault, premises.office, clock)
        self._store: Store | None = None
        self._scribe: Scribe | None = None
        self._duty: RecordId | None = None

    @property
    def store(self) -> Store:
        """The open store.

        Raises:
            Refused: no officer has unlocked it since the program began.
        """
        if self._store is None:
            raise Refused("session.locked", allowed=("SignIn",))
        return self._store

    @property
    def is_open(self) -> bool:
        """Whether the store has been unlocked."""
        return self._store is not None

    @property
    def scribe(self) -> Scribe:
        """The writer of this device's stream.

        Raises:
            Refused: the store is still locked.
        """
        if self._scribe is None:
            raise Refused("session.locked", allowed=("SignIn",))
        return self._scribe

    def do(self, case: UseCase, seen: Heads | None = None) -> Outcome:
        """Do a step: all of it, or nothing.

        Raises:
            Refused: the officer can put it right.
            Broken: disk or key; nothing was saved.
            Bug: ours; nothing was saved.
        """
        return self._guarded(lambda: self._do(case, seen), type(case).__name__)

    def ask(self, view: View[Row]) -> Row:
        """Answer a question with frozen rows.

        Raises:
            Refused: locked, or no such record.
            Broken: the store cannot be read.
            Bug: ours.
        """
        answer: Row = self._guarded(lambda: self._ask(view), type(view).__name__)
        return answer

    def close(self) -> None:
        """Lock, leave a mark of how far the stream came, and close the store."""
        self._session.lock()
        if self._store is not None:
            epochs.leave_mark(self._store, self.scribe.stream, self.premises)
            self._store.close()
            self._store = None
            self._scribe = None

    def _do(self, case: UseCase, seen: Heads | None) -> Outcome:
        if isinstance(case, SessionStep):
            return self._session_step(case)
        service = self.rooms.service(case)
        if service is None:
            raise Refused("workstation.no_such_step", step=type(case).__name__)
        actor = self._session.actor
        with self.store.reading() as look:
            plan = self._planned(lambda: service(case, self._desk(look, actor)), look, seen)
        if stops(plan.findings):
            return Outcome(findings=plan.findings, done=False)
        author = self._author(plan, actor)
        written = self.scribe.write(plan, author, seen)
        self.changed.tell(written.changed)
        return Outcome(
            value=plan.value,
            changed=written.changed,
            findings=plan.findings,
            acts=tuple(act.id for act in written.acts),
        )

    def _planned(self, plan: Callable[[], Plan], look: StoreReading, seen: Heads | None) -> Plan:
        """Plan against the current state; a refusal after a change says that it changed."""
        try:
            return plan()
        except Refused as refusal:
            what = seen and status.moved_since(look, self.rooms, seen)
            if not what:
                raise
            raise Refused(
                "workstation.changed_since",
                field=refusal.field,
                allowed=refusal.allowed,
                what=what,
                why=refusal.code,
            ) from refusal

    def _author(self, plan: Plan, actor: Actor) -> Author:
        """The officer as author; a refusal by rights is itself an act of the device."""
        kinds = tuple(dict.fromkeys(planned.kind for planned in plan.acts))
        try:
            return self._session.author(kinds, self.premises.pack.roles)
        except Refused as refusal:
            if self._duty is not None:
                refused = StepRefused(
                    officer=actor.officer, kind=",".join(kinds), reason=refusal.code
                )
                self._on_duty("duty.step_refused", refused)
            raise

    def _ask(self, view: View[Any]) -> Any:
        if isinstance(view, SignInPage):
            return self.premises.sign_in_row(self._clock.now())
        if isinstance(view, SessionPage):
            return self._session_row()
        answer = self.rooms.answer(view) or status.answer(view)
        if answer is None:
            raise Refused("workstation.no_such_view", view=type(view).__name__)
        actor = self._session.actor
        with self.store.reading() as look:
            return answer(view, self._look(look, actor))

    def _look(self, look: StoreReading, actor: Actor) -> LiveLook:
        return LiveLook(
            store=look,
            pack=self.premises.pack,
            actor=actor,
            now=self._clock.now(),
            rooms=self.rooms,
            stream=self.scribe.stream,
        )

    def _desk(self, look: StoreReading, actor: Actor) -> LiveDesk:
        return LiveDesk(
            look,
            self.premises.pack,
            actor,
            stream=self.scribe.stream,
            now=self._clock.now(),
            chance=self._chance,
        )

    def _session_step(self, case: SessionStep) -> Outcome:
        match case:
            case SignIn(officer=officer, secret=secret, duty=duty):
                return self._sign_in(officer, secret, duty)
            case Lock(by=by):
                return self._lock(by)
            case ChangeSecret(old=old, new=new):
                self._session.change_secret(old, new)
                return Outcome()
            case _:
                raise Refused("workstation.no_such_step", step=type(case).__name__)

    def _sign_in(self, officer: bytes, secret: str, duty: str) -> Outcome:
        unlocked = self._session.unlock(officer, secret, duty)
        if self._store is None:
            self._open(unlocked.store_key)
        self._duty = fresh_record_id(self._clock.now(), self._chance)
        signed_in = SignedIn(officer=officer, name=unlocked.credential.name, duty=duty)
        self._on_duty("duty.signed_in", signed_in)
        if unlocked.failures:
            self._on_duty("duty.unlock_failed", UnlockFailed(times=unlocked.failures))
        return Outcome(value=self._session_row())

    def _lock(self, by: str) -> Outcome:
        unlocked = self._session.lock()
        if unlocked is not None:
            self._on_duty("duty.signed_out", SignedOut(officer=unlocked.officer, by=by))
        return Outcome()

    def _open(self, store_key: bytes) -> None:
        """Open the store with the key an officer's wrap held."""
        self._store = Store.open(self.premises.folder, store_key, self.rooms.registry)
        self._scribe = Scribe(
            self._store,
            self.rooms,
            self.premises.pack,
            stream=epochs.current(self._store, self.premises),
            clock=self._clock,
            chance=self._chance,
        )
        epochs.begin(self._store, self._scribe, self.premises, self._chance)

    def _on_duty(self, kind: str, fact: msgspec.Struct) -> None:
        """Write an act of the device on the record of this duty."""
        if self._duty is None:
            return
        author = Author(office=self.premises.office, capacity=Capacity.DEVICE)
        plan = Plan(acts=(Planned(record=self._duty, kind=kind, fact=fact),))
        self.changed.tell(self.scribe.write(plan, author).changed)

    def _session_row(self) -> SessionRow:
        actor = self._session.actor
        return SessionRow(
            name=actor.name,
            role=Role(actor.role).value,
            office=actor.office,
            office_name=self.premises.office_name,
            duty=self._session.duty,
            now=self._clock.now(),
            offset=self._clock.offset(),
        )

    def _guarded(self, work: Callable[[], Any], doing: str) -> Any:
        """The writer's and the reader's one catch-all: it ends in a Bug with a reference."""
        try:
            return work()
        except WaypostError:
            raise
        except Exception as trouble:
            raise self.diary.bug(trouble, doing) from trouble
