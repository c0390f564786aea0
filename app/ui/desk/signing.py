"""The desk of sign-in and lock: who may, what unlocks, what a refusal says."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from app.base.clock import Instant
from app.base.errors import WaypostError
from app.ui.background import Latest
from app.ui.desk.speech import Speech
from app.ui.desk.strips import waiting_words
from app.ui.desk.workplace import Workplace
from app.ui.pages.signin import OfficerShown, PostShown, SignInPage
from app.ui.window import Screen
from app.workstation.cases import (
    OfficerLine,
    SessionRow,
    SignIn,
    SignInRow,
)
from app.workstation.cases import SignInPage as SignInView
from app.workstation.status import StripRow
from app.workstation.workstation import Outcome

DUTY = "transit"


def officer_shown(line: OfficerLine, speech: Speech) -> OfficerShown:
    """A tile of the sign-in page."""
    duty = (DUTY, speech.say(f"desk.duty.{DUTY}"), True)
    roles = speech.say(f"desk.role.{line.role}")
    return OfficerShown(key=line.officer, name=line.name, roles=roles, duties=(duty,))


def post_shown(row: SignInRow, strip: StripRow | None, now: Instant, speech: Speech) -> PostShown:
    """The post, the time, what waits here."""
    local = speech.local(now)
    waits = strip is not None and strip.waiting > 0
    return PostShown(
        post=row.office_name,
        office=row.office,
        time=f"{local:%H:%M}",
        date=speech.long_day(local.date()),
        waiting=waiting_words(strip, speech) if strip is not None else "",
        waiting_rest=speech.say("desk.signin.safe") if waits else "",
        hint=speech.say("desk.signin.hint", hint=row.hint) if row.hint else "",
        pin=row.pin_allowed,
    )


class SignInDesk(QObject):
    """``signed_in`` gives the officer's key and the session row once the key is unlocked."""

    signed_in = Signal(bytes, object)

    def __init__(self, place: Workplace, strip: Callable[[], StripRow | None]) -> None:
        super().__init__()
        self.place, self._strip = place, strip
        self.page = SignInPage(place.look)
        self.screen = Screen(place.look)
        self.screen.row.addWidget(self.page)
        self.row: SignInRow | None = None
        self._asked = False
        self._latest = Latest()
        self.page.asked.connect(self._sign_in)
        place.bind(self.screen, self.page.presses())

    def turn(self) -> None:
        """Show who may sign in."""
        self._asked = False
        self.place.ask(SignInView(), self._latest.only(self._came))
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _came(self, row: SignInRow) -> None:
        self.row = row
        self.tick()
        lines = (one for one in row.officers if not one.is_disabled)
        self.page.show_officers(tuple(officer_shown(one, self.place.speech) for one in lines))
        self.page.unlocks.tell(())
        self.page.duties.offer(())
        self.page.strip.tell(None)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Show the time as it is now."""
        if self.row is not None:
            shown = post_shown(self.row, self._strip(), self.place.now(), self.place.speech)
            self.page.show_post(shown)

    def _sign_in(self, officer: bytes, secret: str, duty: str) -> None:
        if self._asked:
            return
        self._asked = True
        self.page.bar.lawful(False, self.place.say("desk.signin.unlocking"))
        step = SignIn(officer=officer, secret=secret, duty=duty)
        self.place.do(step, None, lambda outcome: self._open(officer, outcome), self._refused)

    def _open(self, officer: bytes, outcome: Outcome) -> None:
        self._asked = False
        row = outcome.value
        if isinstance(row, SessionRow):
            self.signed_in.emit(officer, row)

    def _refused(self, error: WaypostError) -> None:
        self._asked = False
        self.page.refuse(self.place.speech.error(error))
