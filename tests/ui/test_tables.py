from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.ui.look import Look
from app.ui.tables.listpanel import ListPanel
from app.ui.tables.queue import TABLE, QueueDelegate, QueueRow, queue_number, second_line
from app.ui.tables.view import RowsView
from app.ui.text import bare, isolate, numbered
from app.ui.widgets.clockmark import Clock, Urgency
from app.ui.widgets.truthmark import Truths


def _row(mrn: str, words: str = "28 h left") -> QueueRow:
    return QueueRow(
        key=mrn,
        number=queue_number(mrn),
        plate="AA123BB",
        clock=Clock(Urgency.CALM, words),
        second=("Durres", "AGRO BALKAN", "fresh tomatoes"),
        truths=Truths("waiting", saved=True),
    )


ROWS = tuple(_row(f"26AL003010AB12C8J{digit}") for digit in range(9))


def _view(look: Look, qtbot: QtBot) -> RowsView:
    view = RowsView(look, TABLE, "Expected")
    view.dress(QueueDelegate(look, view))
    qtbot.addWidget(view)
    return view


def test_the_model_keeps_qts_rules(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(view.rows, mode, view)
    view.show_rows(ROWS)
    view.rows.tag(2)
    assert tester.model() is view.rows


def test_a_row_is_one_spoken_sentence(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    view.show_rows(ROWS[:1])
    spoken = view.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "28 h left, 26AL003010AB12C8J0, AA123BB, Durres, AGRO BALKAN, fresh tomatoes, waiting"
    )


def test_there_is_a_current_row_after_every_load(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    view.show_rows(ROWS)
    assert view.row_now == ROWS[0]


def test_the_current_row_stays_current_over_a_reload(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    view.show_rows(ROWS)
    view.select_key(ROWS[4].key)
    view.show_rows(ROWS[2:])
    assert view.row_now == ROWS[4]


def test_space_tags_only_where_there_is_something_to_tag(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    view.show_rows(ROWS)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.rows.tagged() == ()
    view.tagging = True
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.rows.tagged() == ROWS[:1]


def test_enter_opens_the_current_row(look: Look, qtbot: QtBot) -> None:
    view = _view(look, qtbot)
    view.show_rows(ROWS)
    with qtbot.waitSignal(view.opened, timeout=500) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [ROWS[0]]


def test_goods_drop_before_the_holder_is_cut(look: Look) -> None:
    parts = ("Durres", "AGRO BALKAN", "fresh tomatoes")
    assert second_line(look, parts, 600) == "Durres, AGRO BALKAN, fresh tomatoes"
    assert second_line(look, parts, 160) == "Durres, AGRO BALKAN"
    assert second_line(look, parts, 20) == "Durres, AGRO BALKAN"


def test_a_list_shows_whole_rows_and_says_which(look: Look, qtbot: QtBot) -> None:
    view = RowsView(look, TABLE, "Expected")
    view.dress(QueueDelegate(look, view))
    panel = ListPanel(look, "Expected", view)
    qtbot.addWidget(panel)
    panel.resize(380, 420)
    view.show_rows(ROWS)
    panel.tell("Expected", 41, "as known 14:02")
    panel.show()
    qtbot.waitExposed(panel)
    assert view.height() % 52 == 0
    assert bare(panel.rows.foot.accessibleName()).endswith("/ 41")


def test_codes_are_isolated_and_their_last_six_stand_out() -> None:
    assert bare(isolate("AL003010")) == "AL003010"
    first, last = numbered("26AL003010AB12C8J9")
    assert (first.bold, last.bold, last.glued) == (False, True, True)
