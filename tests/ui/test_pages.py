"""The pages as an officer meets them: by keys alone, nothing answered beforehand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.base.findings import Severity
from app.ui.keys import Keyboard, Press
from app.ui.look import Look
from app.ui.pages.answers import SAME, ArrivalAnswers
from app.ui.pages.arrive import ArrivePage
from app.ui.pages.case import CasePage, CaseShown, DecisionShown
from app.ui.pages.departure import DepartureAnswers, DeparturePage, DepartureShown
from app.ui.pages.fastlane import FastLanePage
from app.ui.pages.findings import FindingLine, FindingsPanel
from app.ui.pages.printcentre import PaperLine, PrintCentre
from app.ui.pages.record import RecordPanel
from app.ui.pages.shown import ArrivalShown, Follows, TruckShown
from app.ui.pages.signin import OfficerShown, PostShown, SignInPage
from app.ui.tables.herethere import Pair
from app.ui.text import Run
from app.ui.widgets.plate import PlateState
from app.ui.widgets.recordhead import Head
from app.ui.widgets.seals import SealState
from app.ui.widgets.tabs import Tab
from app.ui.widgets.track import Node

ARRIVAL = ArrivalShown(
    time="14:05",
    day="today",
    expected="expected today",
    places=("Morine, lane 2",),
    plate="AA123BB",
    country="AL",
    seals=("AL0045121", "AL0045122"),
)
HEAD = Head(title=(Run("26AL003010AB12C8J9", code=True),))


class _Keys:
    """Presses keys at the window of a page."""

    def __init__(self, page: QWidget) -> None:
        self._page = page

    def __call__(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self._page.window().windowHandle(), key)

    def with_control(self, key: Qt.Key) -> None:
        held = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self._page.window().windowHandle(), key, held)


@pytest.fixture
def keyboard(dressed: QApplication) -> Iterator[Keyboard]:
    made = Keyboard(dressed)
    yield made
    made.close()


def _open(qtbot: QtBot, page: QWidget) -> _Keys:
    qtbot.addWidget(page)
    page.resize(770, 704)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return _Keys(page)


@pytest.fixture
def arrival(look: Look, keyboard: Keyboard, qtbot: QtBot) -> RecordPanel:
    record = RecordPanel(look, "record")
    page = ArrivePage(look)
    record.hold("arrive", page)
    record.show_record(HEAD, (Tab("arrive", "Arrive"), Tab("timeline", "Timeline", 4)))
    record.bar.offer("End transit", "Ctrl+Enter")
    page.show_arrival(ARRIVAL)

    def settle(answers: ArrivalAnswers) -> None:
        page.settle(Follows())
        done = bool(answers.plate) and answers.seals_done(ARRIVAL.seals)
        record.bar.lawful(done, "" if done else "Answer plate and seals first")

    page.changed.connect(settle)
    record.too_early.connect(page.to_first_open)
    settle(page.answers)
    keyboard.bind(record, {**page.presses(), **record.presses()})
    _open(qtbot, record)
    page.plate.setFocus()
    return record


def _arrive_page(record: RecordPanel) -> ArrivePage:
    page = record.pages.currentWidget()
    assert isinstance(page, ArrivePage)
    return page


def test_a_clean_arrival_takes_three_keys(arrival: RecordPanel, qtbot: QtBot) -> None:
    keys = _Keys(arrival)
    keys(Qt.Key.Key_P, Qt.Key.Key_S)
    with qtbot.waitSignal(arrival.primary, timeout=500):
        keys.with_control(Qt.Key.Key_Return)
    answers = _arrive_page(arrival).answers
    assert answers.plate == SAME
    assert set(answers.seals.values()) == {SealState.INTACT}


def test_enter_answers_neither_plate_nor_seals(arrival: RecordPanel) -> None:
    sent: list[bool] = []
    arrival.primary.connect(lambda: sent.append(True))
    keys = _Keys(arrival)
    keys(Qt.Key.Key_Return)
    keys.with_control(Qt.Key.Key_Return)
    page = _arrive_page(arrival)
    assert sent == []
    assert (page.answers.plate, dict(page.answers.seals)) == ("", {})
    assert page.plate.hasFocus()
    assert arrival.bar.primary.accessibleDescription() == "Answer plate and seals first"


def test_the_band_goes_to_the_first_open_station(arrival: RecordPanel) -> None:
    page = _arrive_page(arrival)
    assert page.plate.node is Node.NEXT
    _Keys(arrival)(Qt.Key.Key_P)
    assert (page.plate.node, page.seals.node) == (Node.DONE, Node.NEXT)


def test_seals_may_be_answered_before_the_plate(arrival: RecordPanel) -> None:
    page = _arrive_page(arrival)
    _Keys(arrival)(Qt.Key.Key_S)
    assert (page.plate.node, page.seals.node) == (Node.NEXT, Node.DONE)


def test_a_broken_seal_is_answered_seal_by_seal(arrival: RecordPanel) -> None:
    _Keys(arrival)(Qt.Key.Key_P, Qt.Key.Key_I, Qt.Key.Key_B)
    page = _arrive_page(arrival)
    assert dict(page.answers.seals) == {
        "AL0045121": SealState.INTACT,
        "AL0045122": SealState.BROKEN,
    }
    assert page.seals.node is Node.TROUBLE


def test_a_plate_that_begins_with_p_can_be_typed(arrival: RecordPanel) -> None:
    keys = _Keys(arrival)
    keys(Qt.Key.Key_F2)
    QTest.keyClicks(arrival.window().focusWidget(), "PG CF884")
    keys(Qt.Key.Key_Return)
    page = _arrive_page(arrival)
    assert page.answers.plate == "PG CF884"
    assert page.plate.answer.state is PlateState.DIFFERS


def test_what_was_typed_as_declared_is_the_same(arrival: RecordPanel) -> None:
    keys = _Keys(arrival)
    keys(Qt.Key.Key_F2)
    QTest.keyClicks(arrival.window().focusWidget(), "aa123bb")
    keys(Qt.Key.Key_Return)
    assert _arrive_page(arrival).answers.plate == SAME


def test_esc_leaves_the_plate_unanswered(arrival: RecordPanel) -> None:
    keys = _Keys(arrival)
    keys(Qt.Key.Key_F2)
    QTest.keyClicks(arrival.window().focusWidget(), "AA1")
    keys(Qt.Key.Key_Escape)
    page = _arrive_page(arrival)
    assert page.answers.plate == ""
    assert page.plate.answer.state is PlateState.OPEN


def test_only_lawful_results_are_offered(arrival: RecordPanel) -> None:
    page = _arrive_page(arrival)
    results = (("A5", "minor differences"), ("B1", "major differences"))
    page.settle(Follows(results=results, why="bad seal: not A1, A2", rule="G0017"))
    assert [cell.choice.name for cell in page.result.choices.cells()] == ["A5", "B1"]
    assert page.result.node is Node.OPEN or page.plate.node is Node.NEXT


def test_a_step_is_sent_once(arrival: RecordPanel) -> None:
    sent: list[bool] = []
    arrival.primary.connect(lambda: sent.append(True))
    arrival.bar.lawful(True)
    arrival.saving(True)
    _Keys(arrival).with_control(Qt.Key.Key_Return)
    assert sent == []


def test_a_truck_crosses_with_three_keys(look: Look, keyboard: Keyboard, qtbot: QtBot) -> None:
    page = FastLanePage(look)
    keyboard.bind(page, page.presses())
    keys = _open(qtbot, page)
    page.show_truck(TruckShown(head=HEAD, plate="AA123BB", seals=("AL0045121",), time="14:05"))
    keys(Qt.Key.Key_P, Qt.Key.Key_S)
    with qtbot.waitSignal(page.primary, timeout=500):
        keys.with_control(Qt.Key.Key_Return)


def test_a_scan_blanks_the_fast_lane(look: Look, qtbot: QtBot) -> None:
    page = FastLanePage(look)
    _open(qtbot, page)
    page.show_truck(TruckShown(head=HEAD, plate="AA123BB", time="14:05"))
    page.plate_same()
    page.clear()
    assert page.answers == ArrivalAnswers()
    assert not page.bar.primary.lamp


def test_an_officer_signs_in_by_keys(look: Look, keyboard: Keyboard, qtbot: QtBot) -> None:
    page = SignInPage(look)
    page.show_post(PostShown(post="Morine", office="AL003010", time="14:05", date="22 Nov"))
    duties = (("transit", "Transit", True), ("supervisor", "Supervisor", False))
    page.show_officers(
        (OfficerShown(key=b"1", name="HOXHA Arben", roles="transit", duties=duties),)
    )
    keyboard.bind(page, page.presses())
    keys = _open(qtbot, page)
    page.setFocus()
    keys(Qt.Key.Key_1)
    QTest.keyClicks(page.window().focusWidget(), "123456")
    with qtbot.waitSignal(page.asked, timeout=500) as told:
        keys.with_control(Qt.Key.Key_Return)
    assert told.args == [b"1", "123456", "transit"]
    assert page.pin.missing == 6


def test_a_duty_that_is_no_role_of_the_officer_is_struck_with_its_reason(
    look: Look, qtbot: QtBot
) -> None:
    page = SignInPage(look)
    _open(qtbot, page)
    page.show_officers(
        (
            OfficerShown(
                key=b"1",
                name="HOXHA Arben",
                roles="transit",
                duties=(("transit", "Transit", True), ("supervisor", "Supervisor", False)),
            ),
        )
    )
    page.choose(0)
    assert "Supervisor" in page.duty_note.accessibleName()
    assert not page.duties.press("supervisor")


def test_findings_stand_at_their_fields_and_f8_walks_them(look: Look, qtbot: QtBot) -> None:
    page, panel = DeparturePage(look), FindingsPanel(look)
    qtbot.addWidget(panel)
    _open(qtbot, page)
    page.show_departure(
        DepartureShown(holder="AGRO BALKAN", holder_number="ALK61512009T"),
        DepartureAnswers(count="2", seals=("AL0045121",)),
    )
    warning = FindingLine(field="limit", label="Limit", words="Usual.", severity=Severity.WARN)
    lines = (warning, FindingLine(field="seals", label="Seals", words="List the other."))
    panel.show_findings(lines)
    page.show_findings(lines)
    panel.chosen.connect(page.go_to)
    assert [line.field for line in panel.list.rows.rows()] == ["seals", "limit"]
    panel.walk(1)
    assert page.limit.edit.hasFocus()
    panel.walk(1)
    assert page.count.edit.hasFocus()


def test_a_departure_without_findings_says_so_and_f8_waits(look: Look, qtbot: QtBot) -> None:
    panel = FindingsPanel(look)
    _open(qtbot, panel)
    panel.show_findings(())
    assert panel.nothing.isVisible()
    assert panel.nothing.accessibleName().startswith("Nothing to put right.")
    assert not panel.hint.isVisible()
    assert panel.next_cap.kind == "waiting"
    panel.show_findings((FindingLine(field="seals", label="Seals", words="List the other."),))
    assert not panel.nothing.isVisible()
    assert panel.next_cap.kind == "live"


def _case() -> CaseShown:
    return CaseShown(
        head=HEAD,
        in_force="In force until you decide:",
        in_force_rest="the goods stay under customs control.",
        pairs=(
            Pair(label="Act", here=(Run("Arrival"),), there=(Run("Arrival"),), equal=True),
            Pair(label="Office", here=(Run("Morine"),), there=(Run("Kukes"),), equal=False),
        ),
        decisions=(
            DecisionShown(name="ours", words="Our arrival", effect="Theirs is marked."),
            DecisionShown(name="theirs", words="Their arrival", effect="Ours is marked."),
        ),
        why="Neither officer had the other act on screen.",
    )


def test_a_case_needs_a_choice_and_a_reason(look: Look, keyboard: Keyboard, qtbot: QtBot) -> None:
    page = CasePage(look)
    page.show_case(_case())
    keyboard.bind(page, page.presses())
    keys = _open(qtbot, page)
    page.setFocus()
    assert not page.bar.primary.lamp
    keys(Qt.Key.Key_2)
    assert page.choice == "theirs"
    assert not page.bar.primary.lamp
    keys.with_control(Qt.Key.Key_Return)
    assert page.reason.edit.hasFocus()
    QTest.keyClicks(page.reason.edit, "Diverted by telephone")
    with qtbot.waitSignal(page.decided, timeout=500) as told:
        keys.with_control(Qt.Key.Key_Return)
    assert told.args == ["theirs", "Diverted by telephone"]


def test_here_and_there_are_spoken_with_what_differs(look: Look, qtbot: QtBot) -> None:
    page = CasePage(look)
    qtbot.addWidget(page)
    page.show_case(_case())
    model = page.pairs.rows
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Office, Here Morine, There Kukes, differs"


def test_tagged_papers_are_printed_together(look: Look, qtbot: QtBot) -> None:
    page = PrintCentre(look)
    keys = _open(qtbot, page)
    papers = [
        PaperLine(key=number, words=f"Paper {number}", second=(Run("asked"),), pages="1 p")
        for number in range(3)
    ]
    page.show_papers(papers)
    page.list.setFocus()
    keys(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.print_asked, timeout=500) as told:
        page.press_primary()
    assert [paper.key for paper in told.args[0]] == [0, 1]


def test_every_press_of_a_page_stands_in_the_keys_table(look: Look, qtbot: QtBot) -> None:
    page = ArrivePage(look)
    qtbot.addWidget(page)
    assert set(page.presses()) <= set(Press)
