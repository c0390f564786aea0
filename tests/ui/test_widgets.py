"""Every part is drawn in every state, theme and direction, and says in words what it shows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.base.findings import Severity
from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role, ThemeName
from app.ui.widgets.annunciators import Annunciators, Cell
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.camerachip import CameraChip, CameraRead
from app.ui.widgets.cells import CellRow, Choice
from app.ui.widgets.checkbox import CheckBox
from app.ui.widgets.chip import Chip, ChipMark
from app.ui.widgets.clockmark import Clock, ClockMark, Urgency
from app.ui.widgets.combo import Combo
from app.ui.widgets.field import Field, FindingStrip, Told
from app.ui.widgets.keycap import KeyCap
from app.ui.widgets.lanemark import LaneMark
from app.ui.widgets.pinbox import PinBox
from app.ui.widgets.plate import PlateAnswer, PlateState, PlateWords
from app.ui.widgets.preview import PagePicture
from app.ui.widgets.progress import Progress
from app.ui.widgets.seals import SealAnswer, SealState, SealWords
from app.ui.widgets.segmented import Segments
from app.ui.widgets.statusstrip import Fact, StatusStrip
from app.ui.widgets.tabs import Tab, Tabs
from app.ui.widgets.tile import Tile
from app.ui.widgets.toast import Toast
from app.ui.widgets.track import Node, Station, Track
from app.ui.widgets.truthmark import Standing, TruthMark, Truths

Made = Callable[[Look], QWidget]

SEAL = SealWords("Intact", "Broken", "Missing", "Other no.", "found")
PLATE = PlateWords("Same as declared", "Type what you read", "Plate")


def _button(kind: Kind, *, lit: bool = True) -> Made:
    def make(look: Look) -> QWidget:
        button = Button(look, "End transit", kind=kind, cap="Ctrl+Enter")
        button.tell("End transit")
        button.light(lit, "Answer plate and seals first")
        return button

    return make


def _seal(state: SealState | None) -> Made:
    def make(look: Look) -> QWidget:
        answer = SealAnswer(look, "AL0045121", SEAL)
        answer.answer(state, "AL0045221")
        return answer

    return make


def _plate(state: PlateState) -> Made:
    def make(look: Look) -> QWidget:
        answer = PlateAnswer(look, PLATE)
        answer.show_state(state, "AA128BB", "declared AA123BB")
        return answer

    return make


def _annunciators(look: Look) -> QWidget:
    made = Annunciators(look)
    made.show_cells(
        [
            Cell("Expected at", "building", "This office", spoken="expected here"),
            Cell("Time", "clock", "Late", Role.WARN, "late"),
            Cell("Hold", "hold", "Stop order", Role.STOP, "stop order"),
        ]
    )
    return made


def _field(severity: Severity | None) -> Made:
    def make(look: Look) -> QWidget:
        field = Field(look, name="Limit", unit="kg", cap="F4")
        field.edit.setText("27 Nov 18:00")
        field.mark(severity)
        return field

    return make


def _banner(role: Role) -> Made:
    def make(look: Look) -> QWidget:
        banner = Banner(look, role)
        banner.tell("Link down since 11:40.", "Acts are saved here.")
        return banner

    return make


def _track(look: Look) -> QWidget:
    track = Track(look)
    for node in Node:
        track.add(Station(look, node, node.title())).add_line(None, KeyCap(look, "P"))
    track.settle(list(Node))
    return track


def _tabs(look: Look) -> QWidget:
    tabs = Tabs(look, "Parts")
    tabs.show_tabs((Tab("arrive", "Arrive"), Tab("seals", "Seals", 2), Tab("x", "Check", None, 1)))
    return tabs


def _strip(look: Look) -> QWidget:
    strip = StatusStrip(look, "?", "Keys")
    strip.show_facts(
        (
            Fact("linkup", (Run("Tirana hub up 14:02"),)),
            Fact("stop", (Run("2 need you"),), Role.STOP, urgent=9),
        )
    )
    return strip


def _toast(look: Look) -> QWidget:
    toast = Toast(look, "U", "withdraws")
    toast.tell((Run("End of transit leaves in 41 s"),), 0.7)
    return toast


def _progress(look: Look) -> QWidget:
    progress = Progress(look)
    progress.tell(0.31, "31 %, reserved 15 %", reserved=0.15)
    return progress


def _segments(look: Look) -> QWidget:
    segments = Segments(
        look,
        (Choice("A1", "satisfactory", lead="A1", offered=False), Choice("A5", "minor", lead="A5")),
        name="Result",
    )
    segments.choose("A5")
    return segments


STATES: dict[str, Made] = {
    **{f"button {kind}": _button(kind) for kind in Kind},
    "primary, not yet": _button(Kind.PRIMARY, lit=False),
    **{
        f"cap {kind}": lambda look, kind=kind: KeyCap(look, "Ctrl+K", kind)  # type: ignore[misc]  # a default carries the loop's value
        for kind in ("live", "flat", "waiting", "primary")
    },
    **{
        f"clock {each}": lambda look, each=each: ClockMark(look, Clock(each, "2 h 10", 0.3))  # type: ignore[misc]  # as above
        for each in Urgency
    },
    **{f"seal {state}": _seal(state) for state in (None, *SealState)},
    **{f"plate {state}": _plate(state) for state in PlateState},
    **{f"field {severity}": _field(severity) for severity in (None, *Severity)},
    **{f"banner {role}": _banner(role) for role in (Role.CALM, Role.WARN, Role.STOP)},
    "truths none": lambda look: TruthMark(look, Truths("none")),
    "truths received": lambda look: TruthMark(look, Truths("received", True, True, True)),
    "truths draft": lambda look: TruthMark(look, Truths("draft", standing=Standing.DRAFT)),
    "truths paper": lambda look: TruthMark(look, Truths("paper only", standing=Standing.PAPER)),
    "lane": lambda look: LaneMark(look, "red", "red"),
    "chip": lambda look: ChipMark(look, Chip("Hold", Role.STOP, "hold")),
    "annunciators": _annunciators,
    "track": _track,
    "tabs": _tabs,
    "strip": _strip,
    "toast": _toast,
    "progress": _progress,
    "segments": _segments,
    "finding": lambda look: FindingStrip(look, Told("You wrote 2 seals.", Severity.WARN, "C0569")),
    "combo": lambda look: Combo(look, "Place"),
    "check box": lambda look: CheckBox(look, "Prescribed"),
    "tile": lambda look: Tile(look, "HOXHA Arben", cap="1", second="transit"),
    "pin": lambda look: PinBox(look, "PIN"),
    "camera": lambda look: CameraChip(
        look,
        CameraRead(
            plate="AA31OTR", country="AL", time="14:04", confidence="71 %", unsure=frozenset({4})
        ),
    ),
}


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QImage]:
    def show(widget: QWidget) -> QImage:
        qtbot.addWidget(widget)
        size = widget.sizeHint()
        widget.resize(max(480, size.width()), max(20, size.height()))
        widget.show()
        QApplication.processEvents()
        return widget.grab().toImage()

    return show


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("theme", ThemeName)
def test_a_part_is_drawn_in_every_theme(
    state: str, theme: ThemeName, look: Look, shown: Callable[[QWidget], QImage]
) -> None:
    look.take(theme=theme)
    picture = shown(STATES[state](look))
    colours = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert len(colours) > 1, "nothing was drawn"


@pytest.mark.parametrize("state", STATES)
def test_a_part_names_itself_for_screen_readers(state: str, look: Look, qtbot: QtBot) -> None:
    widget = STATES[state](look)
    qtbot.addWidget(widget)
    focusable = [
        each
        for each in (widget, *widget.findChildren(QWidget))
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not each.isHidden()
    ]
    nameless = [each for each in focusable if not each.accessibleName() and each.isEnabled()]
    assert nameless == []


def test_a_mirrored_part_stands_at_the_other_edge(
    look: Look, shown: Callable[[QWidget], QImage]
) -> None:
    bar = look.colour(Role.LANE_RED).rgb()
    straight = shown(LaneMark(look, "red", ""))
    look.take(direction=Qt.LayoutDirection.RightToLeft)
    turned = shown(LaneMark(look, "red", ""))
    look.take(direction=Qt.LayoutDirection.LeftToRight)
    last = straight.width() - 1
    assert (straight.pixel(2, 10), turned.pixel(last - 2, 10)) == (bar, bar)
    assert bar not in {straight.pixel(last - 2, 10), turned.pixel(2, 10)}


def test_text_of_twice_the_size_needs_twice_the_room(look: Look, qtbot: QtBot) -> None:
    button = Button(look, "End transit", kind=Kind.PRIMARY, cap="Ctrl+Enter")
    qtbot.addWidget(button)
    usual = button.sizeHint()
    look.take(scale=2.0)
    assert button.sizeHint().width() == 2 * usual.width()
    assert button.sizeHint().height() == 72


def test_the_verdict_reads_as_one_sentence_with_trouble_first(look: Look, qtbot: QtBot) -> None:
    made = _annunciators(look)
    qtbot.addWidget(made)
    assert made.accessibleName() == "late, stop order, expected here"


def test_a_primary_that_waits_can_still_be_pressed(look: Look, qtbot: QtBot) -> None:
    button = Button(look, "End transit", kind=Kind.PRIMARY)
    qtbot.addWidget(button)
    button.light(False, "Answer plate and seals first")
    with qtbot.waitSignal(button.clicked):
        button.click()
    assert button.accessibleDescription() == "Answer plate and seals first"


def test_what_is_not_offered_can_neither_be_chosen_nor_focused(look: Look, qtbot: QtBot) -> None:
    segments = Segments(look, (Choice("none", "None", offered=False), Choice("c", "Physical")))
    qtbot.addWidget(segments)
    assert not segments.press("none")
    assert segments.value == ""
    assert segments.cells()[0].focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_choice_stays_chosen_while_it_is_offered(look: Look, qtbot: QtBot) -> None:
    segments = Segments(look, (Choice("A5", "minor"), Choice("B1", "major")))
    qtbot.addWidget(segments)
    segments.choose("A5")
    segments.offer((Choice("A5", "minor differences"), Choice("B1", "major differences")))
    assert segments.value == "A5"
    segments.offer((Choice("B1", "major differences"),))
    assert segments.value == ""


def test_the_keyboard_stays_in_a_row_whose_cells_change(look: Look, qtbot: QtBot) -> None:
    row = CellRow(
        look, (Choice("A1", "satisfactory"), Choice("A2", "considered so")), name="Result"
    )
    qtbot.addWidget(row)
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    row.cells()[1].setFocus()
    row.offer((Choice("A2", "considered so"), Choice("A5", "minor")))
    assert row.cells()[0].hasFocus()
    row.offer((Choice("A5", "minor"), Choice("B1", "major")))
    assert row.cells()[0].hasFocus()


def test_another_seal_number_opens_its_field(look: Look, qtbot: QtBot) -> None:
    answer = SealAnswer(look, "AL0045121", SEAL)
    qtbot.addWidget(answer)
    assert answer.state is None
    answer.press(SealState.OTHER)
    answer.field.edit.setText("al0045221")
    assert not answer.field.isHidden()
    assert answer.found == "AL0045221"


def test_digits_of_a_pin_are_counted_and_given_away_once(look: Look, qtbot: QtBot) -> None:
    pin = PinBox(look, "PIN")
    qtbot.addWidget(pin)
    QTest.keyClicks(pin, "12x3")
    assert pin.missing == 3
    assert pin.take() == "123"
    assert pin.take() == ""


def test_only_the_first_open_station_is_next(look: Look, qtbot: QtBot) -> None:
    track = Track(look)
    qtbot.addWidget(track)
    names = ("arrived", "plate", "seals")
    stations = [track.add(Station(look, name, name)) for name in names]
    first = track.settle([Node.DONE, Node.OPEN, Node.OPEN])
    assert first is stations[1]
    assert [station.node for station in stations] == [Node.DONE, Node.NEXT, Node.OPEN]
    assert (stations[1].above, stations[1].below) == (Node.DONE, Node.OPEN)


def test_figures_of_the_scale_stay_within_the_line(look: Look) -> None:
    for style in Style:
        assert look.font(style).pointSizeF() * 96 / 72 <= style.line


def test_a_page_is_shown_in_the_preview_and_none_leaves_it_empty(look: Look, qtbot: QtBot) -> None:
    page = QImage(8, 12, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.red)
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(held, QByteArray(b"PNG")).write(page)
    shown = PagePicture(look, "Page")
    qtbot.addWidget(shown)
    shown.resize(200, 300)
    shown.show_page(bytes(held.data().data()))
    red = QColor(Qt.GlobalColor.red).rgb()
    assert shown.grab().toImage().pixel(100, 150) == red
    shown.show_page(b"")
    assert shown.grab().toImage().pixel(100, 150) != red
