"""What one desk hands to the next of the same post: who is here, what is open, what is answered.

A language is a new window; the officer stays signed in, and nothing that was answered is lost.
"""

from collections.abc import Callable, Mapping

import msgspec

from app.base.ids import RecordId
from app.transit.rows import MovementHead, RecordRow
from app.ui.desk.contradictions import CHOICES
from app.ui.desk.desktop import Desktop
from app.ui.desk.grace import Stepped
from app.ui.desk.keeping import Answers
from app.ui.desk.modes import Wanted
from app.ui.pages.answers import ArrivalAnswers
from app.workstation.cases import SessionRow

_STEPS = "desk.step_words."


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """The truck in the fast lane, and which field was opened for it."""

    head: MovementHead
    answers: ArrivalAnswers
    plate_typed: bool = False
    number_typed: bool = False


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """``shown`` is the place of the screen, ``queue`` that of the rail, ``listed`` of the list."""

    queue: str
    wanted: Wanted
    shown: int
    officer: bytes = b""
    session: SessionRow | None = None
    listed: str = "expected"
    tab: str = ""
    on_record: bool = False
    holding: bool = False
    kept: Mapping[tuple[bytes, RecordId], Answers] = {}
    step: Stepped | None = None
    step_code: str = ""
    lane: Lane | None = None
    case: tuple[RecordId, bytes, str] | None = None
    paper: RecordRow | None = None
    named: int = -1


def carried_from(desktop: Desktop) -> Carried:
    """Everything a new desk needs in order to go on."""
    row, case = desktop.lane.row, desktop.case.row
    page = desktop.lane.page
    truck = None
    if row is not None:
        truck = Lane(
            head=row.head,
            answers=page.answers,
            plate_typed=page.field.isVisible(),
            number_typed=page.number.isVisible(),
        )
    return Carried(
        queue=desktop.queue,
        wanted=desktop.record.wanted,
        shown=desktop.window.screens.indexOf(desktop.shown),
        officer=desktop.place.officer,
        session=desktop.session,
        listed=desktop.today.queue,
        tab=desktop.record.panel.tabs.current_name if desktop.record.head else "",
        on_record=desktop.today.screen.on_main,
        holding=desktop.record.parts.reason.isVisible(),
        kept=desktop.keeping.all_kept,
        step=desktop.grace.step,
        step_code=_code_of(desktop),
        lane=truck,
        case=None if case is None else (case.record, case.case, desktop.case.page.choice),
        paper=desktop.paper.record,
        named=desktop.sign_in.page.chosen_place if desktop.session is None else -1,
    )


def _code_of(desktop: Desktop) -> str:
    """The code of the words that the toast shows."""
    step, speech = desktop.grace.step, desktop.place.speech
    codes = (code for code in speech.texts.codes() if code.startswith(_STEPS))
    words = "" if step is None else step.words
    return next((code for code in sorted(codes) if speech.say(code) == words), "")


def resume(desktop: Desktop, carried: Carried) -> None:
    """Go on there, first half: ask for everything that was open."""
    desktop.keeping.take(carried.kept)
    desktop.queue, desktop.record.wanted = carried.queue, carried.wanted
    desktop.record.resuming = carried.wanted != Wanted()
    desktop.shown = desktop.window.screens.widget(carried.shown) or desktop.shown
    if carried.session is None:
        return
    desktop.sign_in.signed_in.emit(carried.officer, carried.session)
    if carried.step is not None:
        words = desktop.place.say(carried.step_code) if carried.step_code else carried.step.words
        desktop.grace.begin(msgspec.structs.replace(carried.step, words=words))
    if desktop.shown is not desktop.today.screen:
        desktop.today.turn(carried.listed, keep=True)
        desktop.record.changed_officer()
    if carried.on_record:
        desktop.today.screen.show_main()
    _turn(desktop, carried)


def _turn(desktop: Desktop, carried: Carried) -> None:
    """Ask for what the screen shows that is neither a list nor a record."""
    if desktop.shown is desktop.lane.screen:
        desktop.lane.turn()
        if carried.lane is not None:
            desktop.lane.show_head(carried.lane.head)
    elif desktop.shown is desktop.sync.screen:
        desktop.sync.turn()
    elif desktop.shown is desktop.case.screen and carried.case is not None:
        desktop.case.open(*carried.case[:2])
    elif desktop.shown is desktop.paper.screen and carried.paper is not None:
        desktop.paper.open(carried.paper)


def answer_again(desktop: Desktop, carried: Carried) -> None:
    """Second half, once every answer is there: what was chosen, and which fields were open."""
    if carried.named >= 0:
        desktop.sign_in.page.choose(carried.named)
    if carried.tab and desktop.record.head is not None:
        desktop.record.panel.tabs.choose(carried.tab)
        desktop.record.panel.turn_to(carried.tab)
    if carried.holding:
        desktop.record.holding.ask()
    if carried.lane is not None and desktop.lane.row is not None:
        _answer_lane(desktop, carried.lane)
    if carried.case is not None and carried.case[2] in CHOICES and desktop.case.row is not None:
        desktop.case.page.choose(CHOICES.index(carried.case[2]))


def _answer_lane(desktop: Desktop, lane: Lane) -> None:
    page = desktop.lane.page
    page.answers = lane.answers
    page.changed.emit(lane.answers)
    opened: dict[Callable[[], None], bool] = {
        page.type_plate: lane.plate_typed,
        page.type_number: lane.number_typed,
    }
    for opens, is_open in opened.items():
        if is_open:
            opens()
