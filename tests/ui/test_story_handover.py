"""A shift handed over in the window: the outgoing signs, the incoming checks and signs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.duty.handover import Handover
from app.transit.use_cases import Declare, Hold
from app.ui.look import Look
from app.ui.tables.shiftlines import ShiftLine
from app.ui.text import bare
from app.workstation.handovers import Handovers
from app.workstation.queued import ToPrint
from tests.transit.goods import DECLARATION, DURRES
from tests.ui.seat import CONTROL, SHIFT, Chair
from tests.workstation.post import ARBEN, NOW, SECRETS, SHEFI, Post, make_post


@pytest.fixture(scope="module")
def durres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("durres") / "post"
    make_post(folder, FakeClock(NOW), office=DURRES)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        record = RecordId(desk.do(Declare(declaration=DECLARATION)).value)
        desk.do(Hold(record=record, reason="seal looks glued"))
    return folder


@pytest.fixture
def chair(durres: Path, tmp_path: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    folder = Path(shutil.copytree(durres, tmp_path / "post"))
    with Chair(dressed, look, folder) as seated:
        seated.sign_in(ARBEN)
        seated.key(ord("H"), "", CONTROL | SHIFT)
        yield seated


def lines(chair: Chair) -> tuple[ShiftLine, ...]:
    rows = chair.desktop.foot.handover.page.view.rows.rows()
    return tuple(line for line in rows if not line.is_head)


def current(chair: Chair) -> list[str]:
    """The entries of the rail and its foot that say where one is."""
    rails = (chair.window.rail, chair.window.foot)
    return [rail.row_now.name for rail in rails if rail.selectionModel().hasSelection()]


def note(chair: Chair) -> str:
    return chair.desktop.foot.handover.page.bar.note.accessibleName()


def refusal(chair: Chair) -> str:
    return chair.desktop.foot.handover.page.signing.strip.accessibleName()


def secret(chair: Chair, words: str) -> None:
    """Ctrl+Enter moves to the secret; it is typed, Enter signs."""
    chair.send()
    chair.type(words)
    chair.enter()


def hand_over(chair: Chair) -> None:
    secret(chair, SECRETS[ARBEN])


def change_officer(chair: Chair) -> None:
    chair.send()
    chair.sign_in(SHEFI)


def folded(chair: Chair) -> Handover:
    record = chair.ask(Handovers()).lines[0].record
    with chair.post.workstation.store.reading() as looked:
        whole = looked.folded(record)
    assert whole is not None
    assert isinstance(whole.state, Handover)
    return whole.state


def test_the_draft_shows_every_part_and_what_is_in_force(chair: Chair) -> None:
    assert chair.window.screens.currentWidget() is chair.desktop.foot.handover.screen
    rows = chair.desktop.foot.handover.page.view.rows.rows()
    heads = [row for row in rows if row.is_head]
    assert (heads[0].words, heads[0].time) == ("Holds in force", "1 line")
    assert any(head.time == "none" for head in heads)
    assert lines(chair)[0].words.endswith("seal looks glued")
    assert chair.desktop.foot.handover.page.line == lines(chair)[0]
    assert note(chair) == "Type your passphrase to sign."


def test_the_rail_shows_where_one_is_and_esc_goes_back(chair: Chair) -> None:
    assert current(chair) == ["handover"]
    chair.key(Qt.Key.Key_Escape)
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen
    assert current(chair) == ["expected"]


def test_the_outgoing_marks_writes_and_signs_with_the_own_secret(chair: Chair) -> None:
    chair.key(Qt.Key.Key_Space, " ")
    assert [chip.words for chip in lines(chair)[0].chips] == ["see first"]
    chair.key(Qt.Key.Key_F2)
    chair.type("scales drift")
    chair.key(Qt.Key.Key_Escape)
    hand_over(chair)
    given = folded(chair)
    assert (given.state, given.message) == ("given", "scales drift")
    assert given.marked == (lines(chair)[0].key,)
    page = chair.desktop.foot.handover.page
    assert page.banner.accessibleName().startswith("Signed by you, not yet taken over.")
    assert page.bar.primary.text() == "Change officer"


def test_a_wrong_secret_signs_nothing_and_is_refused_at_its_field(chair: Chair) -> None:
    secret(chair, "not the right words")
    assert chair.ask(Handovers()).lines == ()
    assert refusal(chair)
    assert chair.desktop.foot.handover.page.signing.secret.edit.hasFocus()
    assert chair.desktop.foot.handover.page.signing.secret.edit.text() == ""


def test_the_incoming_checks_every_line_before_the_lamp_is_lit(chair: Chair) -> None:
    hand_over(chair)
    change_officer(chair)
    count = len(lines(chair))
    assert {line.checked for line in lines(chair)} == {False}
    chair.send()
    assert note(chair) == f"0 of {count} lines checked."
    assert folded(chair).state == "given"
    for _ in range(count - 1):
        chair.letters("E")
    assert note(chair) == f"{count - 1} of {count} lines checked."
    chair.key(Qt.Key.Key_Space, " ")
    assert note(chair) == "Type your passphrase to sign."
    chair.key(Qt.Key.Key_F2)
    chair.type("seen")
    chair.key(Qt.Key.Key_Escape)
    secret(chair, SECRETS[SHEFI])
    taken = folded(chair)
    assert taken.state == "taken"
    assert [remark.text for remark in taken.remarks] == ["seen"]
    state = bare(chair.desktop.foot.handover.page.state.accessibleName())
    assert state.startswith(f"Taken over by {SHEFI}")


def test_what_was_taken_over_is_printed_and_waits_no_more(chair: Chair, tmp_path: Path) -> None:
    hand_over(chair)
    change_officer(chair)
    for _ in lines(chair):
        chair.letters("E")
    secret(chair, SECRETS[SHEFI])
    assert [line.document for line in chair.ask(ToPrint()).lines] == ["handover"]
    chair.send()
    desk = chair.desktop.foot.to_print
    assert desk.stack.currentWidget() is desk.paper.screen
    assert desk.paper.paper is not None
    desk.paper.printers = ()
    chair.files.append(str(tmp_path / "shift.pdf"))
    chair.send()
    assert (tmp_path / "shift.pdf").read_bytes().startswith(b"%PDF")
    assert chair.ask(ToPrint()).lines == ()
    chair.key(Qt.Key.Key_Escape)
    assert desk.stack.currentWidget() is desk.page
    assert not desk.page.empty.isHidden()
    chair.key(Qt.Key.Key_Escape)
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen


def test_what_comes_in_force_before_the_taking_is_a_line_of_its_own(chair: Chair) -> None:
    hand_over(chair)
    before = len(lines(chair))
    declaration = DECLARATION.__class__(
        **{name: getattr(DECLARATION, name) for name in DECLARATION.__struct_fields__}
        | {"lrn": "2026-009999"}
    )
    post = chair.post.workstation
    record = RecordId(post.do(Declare(declaration=declaration)).value)
    post.do(Hold(record=record, reason="papers differ"))
    change_officer(chair)
    added = [line for line in lines(chair) if line.chips]
    assert len(lines(chair)) > before
    assert any(line.words.endswith("papers differ") for line in added)
    assert all(chip.words == "came since" for line in added for chip in line.chips)


def test_a_list_that_waits_can_be_made_anew(chair: Chair) -> None:
    hand_over(chair)
    chair.control("N")
    assert chair.desktop.foot.handover.page.task == "give"
    hand_over(chair)
    assert len(chair.ask(Handovers()).lines) == 1


def test_what_one_officer_ticked_is_not_ticked_for_another(chair: Chair) -> None:
    hand_over(chair)
    change_officer(chair)
    chair.letters("E")
    chair.control("L")
    chair.sign_in(ARBEN)
    chair.control("L")
    chair.sign_in(SHEFI)
    assert {line.checked for line in lines(chair)} == {False}


def test_enter_opens_the_record_of_a_line(chair: Chair) -> None:
    chair.enter()
    assert chair.window.screens.currentWidget() is chair.desktop.today.screen
    assert chair.record.head is not None
    assert chair.record.head.lrn == DECLARATION.lrn


def test_the_list_speaks_part_line_and_mark(chair: Chair) -> None:
    chair.key(Qt.Key.Key_Space, " ")
    spoken = bare(lines(chair)[0].spoken)
    assert spoken.startswith("Holds in force, ")
    assert spoken.endswith("see first")


def test_letters_are_text_while_the_secret_is_typed(chair: Chair) -> None:
    chair.send()
    chair.type("hold")
    assert chair.desktop.foot.handover.page.signing.secret.edit.text() == "hold"
    chair.key(Qt.Key.Key_Escape)
    assert chair.desktop.foot.handover.page.view.hasFocus()
    assert lines(chair)[0].chips == ()
