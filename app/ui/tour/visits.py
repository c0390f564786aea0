"""The screens and their telling states: who goes where, and what is pressed there."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from app.training.demonstration import Demonstration
from app.ui.desk.modes import Mode
from app.ui.keys import Press
from app.ui.tour import keying
from app.ui.tour.visitor import Visitor

Go: TypeAlias = Callable[[Visitor, Demonstration], None]
(
    SIGN_IN,
    TODAY,
    FIND,
    ARRIVE,
    LANE,
    DEPART,
    RECORD,
    SYNC,
    CASE,
    PRINT,
    HANDOVER,
    AUDIT,
    ACCOUNT,
    LATE,
) = (
    1,
    2,
    3,
    4,
    5,
    6,
    9,
    10,
    11,
    12,
    13,
    18,
    14,
    16,
)
"""The numbers of the screens, as the interface's page counts them; 9 is the record itself."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One picture: the number of its screen, its name, and the way there.

    ``empty`` visits are made at the post that has nothing to do; ``before`` nobody is signed in;
    ``officer`` is the place of who works among the officers of the post.
    """

    screen: int
    name: str
    go: Go
    empty: bool = False
    before: bool = False
    officer: int = 0


def _nothing(visitor: Visitor, story: Demonstration) -> None:
    """Stay where the window begins."""
    del visitor, story


def _choose(visitor: Visitor, story: Demonstration) -> None:
    del story
    visitor.desktop.sign_in.page.choose(0)


def _wrong_secret(visitor: Visitor, story: Demonstration) -> None:
    visitor.sign_in(story.officers[0], "not the right words at all")


def _queue(name: str) -> Go:
    return lambda visitor, _story: visitor.turn(name)


def _scan(named: str, *presses: Press) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        visitor.turn("expected")
        visitor.scan(story.named[named])
        visitor.press(*presses)

    return go


def _tab(named: str, tab: str) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        _scan(named)(visitor, story)
        visitor.desktop.record.panel.turn_to(tab)

    return go


def _loading(visitor: Visitor, story: Demonstration) -> None:
    visitor.turn("expected")
    visitor.desk.is_held = True
    visitor.scan(story.named["in the yard"])


def _other_plate(visitor: Visitor, story: Demonstration) -> None:
    _scan("long name, latin", Press.EDIT)(visitor, story)
    answer = visitor.desktop.record.arrive.page.plate.answer
    answer.field.edit.setText("01 431 RG")
    answer.typed.emit("01 431 RG")
    visitor.settle()
    visitor.press(Press.SEALS_INTACT)


def _broken(visitor: Visitor, story: Demonstration) -> None:
    _scan("long name, greek", Press.PLATE_SAME, Press.SEAL_BROKEN)(visitor, story)
    page = visitor.desktop.record.arrive.page
    for _ in page.seals.rows[1:]:
        visitor.press(Press.SEAL_INTACT)
    visitor.press(Press.PHYSICAL)
    page.result.choices.press("A5")
    visitor.settle()
    page.remarks.area.edit.setPlainText("Found open at lane 2, shackle cut, tag present.")
    visitor.settle()


def _typed(words: str) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        visitor.turn("expected")
        box = visitor.window.find_box
        box.edit.setFocus()
        box.edit.setText(story.named.get(words, words))
        visitor.desktop.find.look_for(box.edit.text())

    return go


def _truck(*presses: Press) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        visitor.turn("crossings")
        visitor.scan(story.named["crossing"])
        visitor.press(*presses)

    return go


def _unknown_truck(visitor: Visitor, story: Demonstration) -> None:
    visitor.turn("crossings")
    visitor.scan(story.named["unknown"])


def _departure(*, ready: bool) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        del story
        visitor.turn("departures")
        view = visitor.desktop.today.view
        for place in range(view.rows.rowCount()):
            view.select_place(place)
            visitor.settle()
            if visitor.desktop.record.mode is Mode.DEPART:
                break
        visitor.open_row()
        page = visitor.desktop.record.depart.page
        page.results.press("A2")
        page.count.edit.setText("2")
        page.count.edit.textEdited.emit("2")
        for place, number in enumerate(("AL0099001", "AL0099002")[: 2 if ready else 1]):
            page.numbers[place].edit.setText(number)
            page.numbers[place].edit.textEdited.emit(number)
        page.left.emit()
        visitor.settle()
        visitor.press(Press.NEXT_FINDING)

    return go


def _case(visitor: Visitor, story: Demonstration) -> None:
    del story
    visitor.turn("cases")
    visitor.open_row()
    visitor.press(Press.PRIMARY)


def _case_chosen(visitor: Visitor, story: Demonstration) -> None:
    _case(visitor, story)
    visitor.press(Press.CHOICE_2)
    page = visitor.desktop.case.page
    page.reason.edit.setPlainText("Diverted by telephone at 13:40, truck not seen here.")
    visitor.settle()


def _down(visitor: Visitor, story: Demonstration) -> None:
    del story
    visitor.try_links()
    visitor.turn("unsent")


def _today_down(visitor: Visitor, story: Demonstration) -> None:
    del story
    visitor.turn("yard")


def _foot(name: str) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        del story
        visitor.desktop.turn(name)
        visitor.settle()

    return go


def _account(visitor: Visitor, story: Demonstration) -> None:
    _tab("released", "guarantee")(visitor, story)
    facts = visitor.desktop.record.parts.guarantee
    for fact in facts.rows.rows():
        facts.opened.emit(fact)
    visitor.settle()


def _handover(*presses: Press) -> Go:
    def go(visitor: Visitor, story: Demonstration) -> None:
        del story
        visitor.press(Press.HANDOVER, *presses)

    return go


def _handed_over(visitor: Visitor, story: Demonstration) -> None:
    visitor.press(Press.HANDOVER)
    page = visitor.desktop.foot.handover.page
    page.toggle()
    page.signing.message.edit.setPlainText("Scales of lane 2 drift by 40 kg, fitter comes at 8.")
    page.signing.secret.edit.setText(story.secret)
    page.settled.emit()
    visitor.press(Press.PRIMARY)


def _locked(visitor: Visitor, story: Demonstration) -> None:
    del story
    visitor.press(Press.LOCK)


P, S, E = Press.PLATE_SAME, Press.SEALS_INTACT, Press.AS_DECLARED

VISITS: tuple[Visit, ...] = (
    Visit(screen=SIGN_IN, name="sign-in", go=_nothing, before=True),
    Visit(screen=SIGN_IN, name="sign-in-chosen", go=_choose, before=True),
    Visit(screen=SIGN_IN, name="sign-in-refused", go=_wrong_secret, before=True),
    Visit(screen=TODAY, name="today", go=_queue("expected")),
    Visit(screen=TODAY, name="today-yard", go=_queue("yard")),
    Visit(screen=TODAY, name="today-result", go=_queue("result")),
    Visit(screen=LATE, name="late", go=_queue("late")),
    Visit(screen=LATE, name="late-empty", go=_queue("late"), empty=True),
    Visit(screen=TODAY, name="today-empty", go=_queue("expected"), empty=True),
    Visit(screen=TODAY, name="keys", go=_scan("clean", Press.HELP)),
    Visit(screen=FIND, name="find", go=_typed("26XK")),
    Visit(screen=FIND, name="find-nothing", go=_typed("unknown")),
    Visit(screen=ARRIVE, name="arrive", go=_scan("clean")),
    Visit(screen=ARRIVE, name="arrive-loading", go=_loading),
    Visit(screen=ARRIVE, name="arrive-ready", go=_scan("clean", P, S)),
    Visit(screen=ARRIVE, name="arrive-early", go=_scan("long name, cyrillic", Press.PRIMARY)),
    Visit(screen=ARRIVE, name="arrive-other-plate", go=_other_plate),
    Visit(screen=ARRIVE, name="arrive-broken-seal", go=_broken),
    Visit(screen=ARRIVE, name="arrive-late", go=_scan("expected late", P, S, Press.PRIMARY)),
    Visit(screen=ARRIVE, name="arrive-refused", go=_scan("held", P, S, Press.PRIMARY)),
    Visit(screen=ARRIVE, name="arrive-hold", go=_scan("in the yard", Press.HOLD)),
    Visit(screen=ARRIVE, name="arrive-unknown", go=_scan("unknown")),
    Visit(screen=ARRIVE, name="arrive-ended", go=_scan("clean", P, S, Press.PRIMARY)),
    Visit(screen=LANE, name="lane", go=_queue("crossings")),
    Visit(screen=LANE, name="lane-plate", go=_truck()),
    Visit(screen=LANE, name="lane-seals", go=_truck(P)),
    Visit(screen=LANE, name="lane-ready", go=_truck(P, S)),
    Visit(screen=LANE, name="lane-unknown", go=_unknown_truck),
    Visit(screen=DEPART, name="departure-findings", go=_departure(ready=False)),
    Visit(screen=DEPART, name="departure-ready", go=_departure(ready=True)),
    Visit(screen=DEPART, name="keyed-begun", go=keying.begun),
    Visit(screen=DEPART, name="keyed-item", go=keying.written(keying.ITEM)),
    Visit(
        screen=DEPART,
        name="keyed-findings",
        go=keying.written(keying.ITEM, keying.NET_MASS, Press.PRIMARY, *keying.WALKED),
    ),
    Visit(
        screen=DEPART,
        name="keyed-codes",
        go=keying.written(keying.ITEM, keying.PACKAGES, Press.CODES),
    ),
    Visit(
        screen=DEPART,
        name="keyed-removed",
        go=keying.written(keying.REMOVED, "", Press.REMOVE),
    ),
    Visit(screen=DEPART, name="keyed-long", go=keying.long_texts()),
    Visit(screen=RECORD, name="record-timeline", go=_tab("ended", "timeline")),
    Visit(screen=RECORD, name="record-messages", go=_tab("released", "messages")),
    Visit(screen=RECORD, name="record-guarantee", go=_tab("released", "guarantee")),
    Visit(screen=RECORD, name="record-latin", go=_tab("long name, latin", "declared")),
    Visit(screen=RECORD, name="record-cyrillic", go=_tab("long name, cyrillic", "declared")),
    Visit(screen=RECORD, name="record-greek", go=_tab("long name, greek", "declared")),
    Visit(screen=RECORD, name="record-arabic", go=_tab("long name, arabic", "declared")),
    Visit(screen=PRINT, name="print", go=_scan("released", Press.PRINT)),
    Visit(screen=CASE, name="cases", go=_queue("cases")),
    Visit(screen=CASE, name="case", go=_case),
    Visit(screen=CASE, name="case-decided", go=_case_chosen, officer=1),
    Visit(screen=SYNC, name="sync", go=_queue("unsent")),
    Visit(screen=SYNC, name="sync-link-down", go=_down),
    Visit(screen=TODAY, name="today-link-down", go=_today_down),
    Visit(screen=ACCOUNT, name="account", go=_account),
    Visit(screen=AUDIT, name="audit", go=_foot("audit"), officer=1),
    Visit(screen=AUDIT, name="audit-own", go=_foot("audit")),
    Visit(screen=HANDOVER, name="handover", go=_handover()),
    Visit(screen=HANDOVER, name="handover-given", go=_handed_over),
    Visit(screen=HANDOVER, name="handover-checked", go=_handover(*5 * (E,)), officer=1),
    Visit(screen=HANDOVER, name="handover-early", go=_handover(Press.PRIMARY), officer=1),
    Visit(screen=HANDOVER, name="handover-empty", go=_handover(), empty=True),
    Visit(screen=TODAY, name="drafts", go=_foot("drafts")),
    Visit(screen=PRINT, name="to-print", go=_foot("toprint")),
    Visit(screen=SIGN_IN, name="locked", go=_locked),
)
"""In the order they are made: what ends something comes after what only looks."""
