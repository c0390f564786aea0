"""The junction: windows, commands, tests and the simulator know this object and its two verbs.

``do`` and ``ask`` are synchronous and single-threaded; ``threaded`` wraps them for the window.
Whatever goes wrong comes back as Refused, Broken or a Bug with a reference.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.acts import stamps
from app.acts.chain import Author, Tip
from app.acts.steps import Actor, Plan, UseCase, View
from app.base.changes import Changed, Stream
from app.base.clock import Clock
from app.base.errors import Refused, WaypostError
from app.base.findings import Findings, stops
from app.base.ids import Chance, Heads, fresh_record_id
from app.models import troubles
from app.models.looks import StoreReading
from app.models.store import Store, alone
from app.security.locks import StoreLock
from app.workstation import care, drafts, enrolling, epochs, grace, reserve, shifts, status, typed
from app.workstation.answers import ANSWERS, Answers
from app.workstation.care import Rebuilt
from app.workstation.cases import (
    ChangeSecret,
    Enrol,
    HandOver,
    Lock,
    Prove,
    Remove,
    SessionPage,
    SessionStep,
    SignIn,
    SignInPage,
)
from app.workstation.diary import Diary
from app.workstation.drafts import DraftStep
from app.workstation.dutylog import DutyLog
from app.workstation.files import Files
from app.workstation.look import LiveLook, looking
from app.workstation.premises import Premises
from app.workstation.rooms import Rooms, Service
from app.workstation.scribe import Scribe
from app.workstation.session import BY_RIGHTS, Session

Row = TypeVar("Row")
Result = TypeVar("Result")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did; not ``done`` where a finding stops it, and then nothing was written."""

    value: Any = None
    changed: Changed = Changed()
    findings: Findings = ()
    done: bool = True
    acts: tuple[bytes, ...] = ()


class Workstation:
    """One post's workstation over its folder; closed until an officer unlocks it.

    ``also`` answers further questions, such as ``papers.ANSWERS``: drawing costs half a second to
    load, and most commands never draw.
    """

    def __init__(
        self,
        premises: Premises,
        *,
        clock: Clock,
        chance: Chance,
        rooms: Rooms | None = None,
        also: Answers | None = None,
    ) -> None:
        self.premises = premises
        self.rooms = rooms or Rooms()
        self.changed: Stream[Changed] = Stream(lambda it: self.diary.bug(it, "telling"))
        self.files = Files()
        self.diary = Diary(premises.folder, clock, chance)
        self._clock = clock
        self._chance = chance
        self._session = Session(premises.vault, premises.office, clock)
        self._store: Store | None = None
        self._scribe: Scribe | None = None
        self._log: DutyLog | None = None
        self._marked: Tip | None = None
        self._answers = {**ANSWERS, **(also or {})}

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
    def is_locked(self) -> bool:
        """Whether nobody is signed in."""
        return self._session.is_locked

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

        ``seen`` are the heads of the record as the screen showed it; None: as it is now.

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

    def leave_mark(self) -> None:
        """Remember outside the store how far the stream came; after each batch of steps.

        Raises:
            Broken: the key store would not take it; what was saved stays saved.
        """
        if self._store is not None and self._scribe is not None:
            with troubles.disk_as_told():
                self._marked = epochs.leave_mark(
                    self._store, self._scribe.stream, self.premises.keys, self._marked
                )

    def rebuild(self, told: Callable[[int], None] | None = None) -> Rebuilt:
        """Make every record again from the acts; ``told`` hears how many are done.

        Raises:
            Refused: the store is still locked.
            Broken: disk, file or key; call again and it goes on where it was.
        """
        return self._guarded(lambda: care.rebuild(self.store, told), "rebuild")

    def close(self) -> None:
        """Lock, leave a mark of how far the stream came, close; a full disk keeps nobody."""
        self.files.close()
        if self._store is None:
            return
        try:
            self._lock("closed")
            if not reserve.told(self.premises.folder, self.leave_mark):
                self.diary.note("mark.no_room")
        finally:
            self._session.lock()
            self._store.close()
            self._store = self._scribe = self._log = None

    def _do(self, case: UseCase, seen: Heads | None) -> Outcome:
        """Do a step; that rights forbade one is itself an act of the device."""
        try:
            return self._step(case, seen)
        except Refused as refusal:
            by_rights = refusal.code in BY_RIGHTS and not self._session.is_locked
            if by_rights and self._log is not None:
                self._log.refused(self._session.actor, type(case).__name__, refusal)
            raise

    def _step(self, case: UseCase, seen: Heads | None) -> Outcome:
        if isinstance(case, DraftStep):
            return self._draft_step(typed.asked(case))
        case = typed.kept(case)
        if isinstance(case, SessionStep):
            return self._session_step(case)
        service = self.rooms.service(case)
        if service is None:
            raise Refused("workstation.no_such_step", step=type(case).__name__)
        if self._session.is_locked:
            raise Refused("session.locked", allowed=("SignIn",))
        self._watch_clock()
        with self.store.reading() as look:
            plan = self._planned(case, service, look, seen)
        if stops(plan.findings):
            return Outcome(findings=plan.findings, done=False)
        kinds = tuple(dict.fromkeys(planned.kind for planned in plan.acts))
        author = self._session.author(kinds, self.premises.pack.roles)
        return self._written(plan, author, seen)

    def _planned(
        self, case: UseCase, service: Service, look: StoreReading, seen: Heads | None
    ) -> Plan:
        """Plan against the current state; a refusal after a change says that it changed."""
        now = self._clock.now()
        try:
            plan = service(case, shifts.desk(self._look(look, self._session.actor), self._chance))
            grace.hold_withdrawals(
                plan, look, self.rooms.registry, stream=self.scribe.stream, now=now
            )
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
        return plan

    def _written(self, plan: Plan, author: Author, seen: Heads | None) -> Outcome:
        written = self.scribe.write(plan, author, seen)
        self.changed.tell(written.changed)
        return Outcome(
            value=plan.value,
            changed=written.changed,
            findings=plan.findings,
            acts=tuple(act.id for act in written.acts),
        )

    def _ask(self, view: View[Any]) -> Any:
        view = typed.asked(view)
        if isinstance(view, SignInPage):
            return self.premises.sign_in_row(self._clock.now())
        if isinstance(view, SessionPage):
            return self._session.row(self.premises.office_name)
        answer = self.rooms.answer(view) or self._answers.get(type(view))
        if answer is None:
            raise Refused("workstation.no_such_view", view=type(view).__name__)
        actor = self._session.actor
        with self.store.reading() as look:
            return answer(view, self._look(look, actor))

    def _look(self, look: StoreReading, actor: Actor) -> LiveLook:
        now, own = self._clock.now(), self.scribe.stream
        return looking(look, self.premises, actor, now=now, rooms=self.rooms, stream=own)

    def _draft_step(self, case: DraftStep) -> Outcome:
        officer = self._session.actor.officer
        with self.store.writing() as unit:
            drafts.take(unit, case, officer, self._clock.now())
        return Outcome(changed=Changed(kinds=frozenset({"draft"})))

    def _session_step(self, case: SessionStep) -> Outcome:
        match case:
            case SignIn(officer=officer, secret=secret, duty=duty):
                return reserve.spared(
                    self.premises.folder, lambda: self._sign_in(officer, secret, duty)
                )
            case Lock(by=by):
                self._lock(by)
            case ChangeSecret(old=old, new=new):
                with troubles.disk_as_told():
                    self._session.change_secret(old, new)
            case Prove(secret=secret) if self._log is not None:
                with troubles.disk_as_told():
                    self._log.tell_failures(self._session.prove(secret))
            case HandOver():
                return self._hand_over()
            case Enrol():
                return self._enrol(case)
            case Remove():
                return self._remove(case)
            case _:
                raise Refused("workstation.no_such_step", step=type(case).__name__)
        return Outcome()

    def _sign_in(self, officer: bytes, secret: str, duty: str) -> Outcome:
        """Open the wrap, then the store; nobody is signed in before both are open."""
        stamps.possible(self._clock)
        lock = alone(self.premises.folder) if self._store is None else None
        try:  # two programs must not count attempts in one vault
            with troubles.disk_as_told():
                if lock is not None:
                    self.premises.vault.reread()
                unlocked = self._session.opened(officer, secret)
            if lock is not None:
                self._open(unlocked.store_key, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        self._lock("change of officer")
        self._session.take(unlocked, duty)
        try:
            if self._log is not None:
                record = fresh_record_id(self._clock.now(), self._chance)
                self._log.begin(record, unlocked, duty)
            self._watch_clock()
        except BaseException:
            self._session.lock()  # nobody works on a duty that was not told
            raise
        return Outcome(value=self._session.row(self.premises.office_name))

    def _lock(self, by: str) -> None:
        unlocked, log = self._session.lock(), self._log
        if unlocked is None or log is None:
            return
        if not reserve.told(self.premises.folder, lambda: log.end(unlocked, by)):
            self.diary.note("lock.no_room")

    def _enrol(self, case: Enrol) -> Outcome:
        """Tell of the newcomer first, then give the way in: nobody comes in untold."""
        premises = self.premises
        author = self._session.author((enrolling.ENROLLED,), premises.pack.roles)
        way_in = enrolling.WayIn(
            vault=premises.vault,
            store_key=self._session.store_key,
            office=premises.office,
            cost=premises.vault.cost_of(self._session.actor.officer),
        )
        newcomer = enrolling.checked(case, premises.vault, premises.office)
        drawn = way_in.drawn(newcomer, now=self._clock.now(), chance=self._chance)
        plan = enrolling.enrolment(drawn.credential, premises.device.id)
        outcome = self._written(plan, author, None)
        with troubles.disk_as_told():
            way_in.admit(drawn, newcomer.secret)
        return outcome

    def _remove(self, case: Remove) -> Outcome:
        vault = self.premises.vault
        author = self._session.author((enrolling.REMOVED,), self.premises.pack.roles)
        plan = enrolling.removal(case, vault, self.premises.device.id, by=author)
        outcome = self._written(plan, author, None)
        with troubles.disk_as_told():
            vault.remove(case.officer)
        return outcome

    def _hand_over(self) -> Outcome:
        """End the grace of all that waits; the answer is the seq up to which it holds."""
        now = self._clock.now()
        with self.store.writing() as unit:
            seq = grace.hand_over(unit, self.scribe.stream, now)
        changed = Changed(kinds=frozenset({"link"}))
        self.changed.tell(changed)
        return Outcome(value=seq, changed=changed)

    def _open(self, store_key: bytes, lock: StoreLock) -> None:
        """Open the store with the key an officer's wrap held; closed again if that goes wrong."""
        store = Store.open(self.premises.folder, store_key, self.rooms.registry, lock=lock)
        try:
            scribe = Scribe(
                store,
                self.rooms,
                self.premises.pack,
                stream=epochs.current(store),
                clock=self._clock,
                chance=self._chance,
            )
            with troubles.disk_as_told():
                epochs.begin(store, scribe, self.premises, self._chance)
        except BaseException:
            store.close()
            raise
        self._store, self._scribe = store, scribe
        self._log = DutyLog(scribe, self.premises.office, self.changed.tell)

    def _watch_clock(self) -> bool:
        with self.store.reading() as look:
            ticker = look.ticker()
        return self._log is not None and self._log.watch_clock(ticker, self._clock.now())

    def _guarded(self, work: Callable[[], Result], doing: str) -> Result:
        """The writer's and the reader's one catch-all: it ends in a Bug with a reference."""
        try:
            return work()
        except WaypostError:
            raise
        except Exception as trouble:
            raise self.diary.bug(trouble, doing) from trouble
