"""A declaration keyed by hand, as an officer lives it: keys alone over a real store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.consignment.declaration import Declaration
from app.transit.movement import Movement
from app.ui.desk.declaring import DeclaringDesk
from app.ui.desk.sheetdraft import BEHIND_MS
from app.ui.look import Look
from app.ui.tables.codes import CodeRow, CodesPanel
from app.ui.tables.model import ROW
from app.ui.theme import Role
from app.ui.tour.looking import look_at
from app.workstation.drafts import MyDrafts
from tests.transit.goods import DURRES, GRN
from tests.ui.seat import Chair
from tests.workstation.post import ARBEN, NOW, SHEFI, Post, make_post

ITEM = "Consignment/HouseConsignment[1]/ConsignmentItem"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("durres") / "post"
    make_post(folder, FakeClock(NOW), office=DURRES)
    with Post(folder, FakeClock(NOW)) as desk:
        desk.sign_in(ARBEN)
        desk.lease()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "post"))


@pytest.fixture
def chair(folder: Path, dressed: QApplication, look: Look) -> Iterator[Chair]:
    with Chair(dressed, look, folder) as made:
        made.sign_in(ARBEN)
        made.control("N")
        yield made


def desk_of(chair: Chair) -> DeclaringDesk:
    return chair.desktop.declaring


def caret(chair: Chair) -> str:
    """The field the caret is in."""
    form = desk_of(chair).panel.form
    return "" if form is None else form.path_of(chair.app.focusWidget())


def go(chair: Chair, path: str) -> None:
    """Enter after Enter until the caret is in a field."""
    for _ in range(120):
        if caret(chair) == path:
            return
        chair.enter()
    raise AssertionError(path)


def key_in(chair: Chair, *texts: tuple[str, str]) -> None:
    """Go to each field and write."""
    for path, words in texts:
        go(chair, path)
        chair.type(words)


def add(chair: Chair, path: str) -> None:
    """F9, and the entry that adds a part."""
    keys = desk_of(chair).parts
    words = next(words for words, own in keys.additions() if own == path)
    chair.key(Qt.Key.Key_F9)
    menu = chair.app.activePopupWidget()
    assert menu is not None
    entry = next(each for each in menu.actions() if each.text() == words)
    entry.trigger()
    menu.hide()
    chair.settle()


def release(chair: Chair) -> None:
    """Looked at, one seal, Ctrl+Enter."""
    chair.record.focus()
    chair.letters("C")
    page = chair.record.depart.page
    while chair.app.focusWidget() is not page.count.edit:
        chair.key(Qt.Key.Key_Tab, "\t")
    chair.type("1")
    chair.key(Qt.Key.Key_Tab, "\t")
    chair.type("AL0045121")
    chair.send()


def declared_in(chair: Chair, record: RecordId) -> Declaration:
    """What the record declares."""
    with chair.post.workstation.store.reading() as look:
        folded = look.folded(look.surviving(record))
    assert folded is not None
    assert isinstance(folded.state, Movement)
    assert folded.state.declaration is not None
    return folded.state.declaration


WHOLE = (
    ("CustomsOfficeOfDestinationDeclared/referenceNumber", "xk001010"),
    ("HolderOfTheTransitProcedure/identificationNumber", "AL123456789"),
    ("HolderOfTheTransitProcedure/name", "Agro Balkan shpk"),
    ("HolderOfTheTransitProcedure/Address/streetAndNumber", "Rruga e Kavajës 12"),
    ("HolderOfTheTransitProcedure/Address/postcode", "1001"),
    ("HolderOfTheTransitProcedure/Address/city", "Tiranë"),
    ("HolderOfTheTransitProcedure/Address/country", "al"),
    ("CustomsOfficeOfTransitDeclared[1]/referenceNumber", "XK002010"),
    ("Guarantee[1]/guaranteeType", "1"),
    ("Guarantee[1]/GuaranteeReference[1]/GRN", GRN),
    ("Guarantee[1]/GuaranteeReference[1]/accessCode", "Q7ZX"),
    ("Guarantee[1]/GuaranteeReference[1]/amountToBeCovered", "9 800,00"),
    ("Guarantee[1]/GuaranteeReference[1]/currency", "eur"),
    ("Consignment/countryOfDispatch", "AL"),
    ("Consignment/countryOfDestination", "XK"),
    ("Consignment/grossMass", "2400"),
    ("Consignment/inlandModeOfTransport", "3"),
    ("Consignment/modeOfTransportAtTheBorder", "3"),
    ("Consignment/referenceNumberUCR", "UCR-1"),
    ("Consignment/PlaceOfLoading/UNLocode", "ALDRZ"),
    ("Consignment/Consignee/identificationNumber", "XK810000001"),
    ("Consignment/DepartureTransportMeans[1]/typeOfIdentification", "30"),
    ("Consignment/DepartureTransportMeans[1]/identificationNumber", "AA123BB"),
    ("Consignment/DepartureTransportMeans[1]/nationality", "al"),
    ("Consignment/HouseConsignment[1]/grossMass", "2400"),
    (f"{ITEM}[1]/Commodity/descriptionOfGoods", "tomatoes"),
    (f"{ITEM}[1]/Commodity/CommodityCode/harmonizedSystemSubHeadingCode", "070200"),
    (f"{ITEM}[1]/Commodity/GoodsMeasure/grossMass", "2400"),
    (f"{ITEM}[1]/Packaging[1]/typeOfPackages", "bx"),
    (f"{ITEM}[1]/Packaging[1]/numberOfPackages", "181"),
    (f"{ITEM}[1]/Packaging[1]/shippingMarks", "AB 1"),
)


def test_a_declaration_is_keyed_lodged_and_released_by_keys_alone(chair: Chair) -> None:
    key_in(chair, *WHOLE)
    chair.send()
    lines = desk_of(chair).lines
    assert [(line.field, line.rule) for line in lines] == [
        ("Consignment/LocationOfGoods", "C0710")
    ]
    key_in(
        chair,
        ("Consignment/LocationOfGoods/typeOfLocation", "A"),
        ("Consignment/LocationOfGoods/qualifierOfIdentification", "V"),
        ("Consignment/LocationOfGoods/CustomsOffice/referenceNumber", "AL002000"),
    )
    chair.send()
    head = chair.record.head
    assert head is not None
    assert head.lrn.startswith("AL002000-261122-")
    assert chair.desktop.queue == "departures"
    assert chair.ask(MyDrafts()) == ()
    release(chair)
    released = chair.record.head
    assert released is not None
    assert released.departure == "released"
    declaration = declared_in(chair, released.record)
    assert declaration.guarantees[0].references[0].access_code == "Q7ZX"
    assert declaration.holder.address is not None
    assert declaration.holder.address.city == "Tiranë"


def test_early_lodging_goes_to_the_first_thing_to_put_right_and_f8_walks_all(
    chair: Chair,
) -> None:
    assert desk_of(chair).panel.bar.primary.lamp is False
    chair.send()
    assert caret(chair) == "CustomsOfficeOfDestinationDeclared/referenceNumber"
    form = desk_of(chair).panel.form
    assert form is not None
    assert desk_of(chair).lines[0].field == caret(chair)
    walked = []
    for _ in desk_of(chair).lines:
        chair.key(Qt.Key.Key_F8)
        walked.append(caret(chair))
    assert len(set(walked)) > 5
    assert "Consignment/LocationOfGoods/typeOfLocation" in walked


def test_nothing_is_marked_at_a_field_nobody_has_been_at(chair: Chair) -> None:
    form = desk_of(chair).panel.form
    assert form is not None
    assert all(field.role is None for field in form.fields.values())
    go(chair, "CustomsOfficeOfDestinationDeclared/referenceNumber")
    chair.enter()
    assert form.fields["CustomsOfficeOfDestinationDeclared/referenceNumber"].role is Role.STOP


def test_f4_opens_the_codes_and_typing_finds_them_by_their_words(chair: Chair) -> None:
    go(chair, "CustomsOfficeOfDestinationDeclared/referenceNumber")
    chair.key(Qt.Key.Key_F4)
    codes = desk_of(chair).panel.codes
    assert codes.isVisible()
    chair.type("pris")
    assert [row.code for row in rows_of(codes)] == ["XK001010", "XK001020"]
    chair.enter()
    assert not codes.isVisible()
    sheet = desk_of(chair).draft.sheet
    assert sheet["CustomsOfficeOfDestinationDeclared/referenceNumber"] == "XK001010"
    assert caret(chair) != "CustomsOfficeOfDestinationDeclared/referenceNumber"
    go(chair, "Guarantee[1]/guaranteeType")
    chair.key(Qt.Key.Key_F4)
    chair.key(Qt.Key.Key_Down)
    chair.key(Qt.Key.Key_Escape)
    assert not codes.isVisible()
    assert caret(chair) == "Guarantee[1]/guaranteeType"


def rows_of(codes: CodesPanel) -> list[CodeRow]:
    """The codes that are shown."""
    model = codes.list.rows
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def test_what_is_answered_asks_for_more(chair: Chair) -> None:
    form = desk_of(chair).panel.form
    assert form is not None
    assert "TransitOperation/TIRCarnetNumber" not in form.fields
    key_in(chair, ("TransitOperation/declarationType", "tir"))
    chair.enter()
    form = desk_of(chair).panel.form
    assert form is not None
    assert "TransitOperation/TIRCarnetNumber" in form.fields
    assert caret(chair) == "TransitOperation/additionalDeclarationType"


def test_an_item_is_copied_completed_and_taken_away_and_put_back(chair: Chair) -> None:
    key_in(chair, (f"{ITEM}[1]/Commodity/descriptionOfGoods", "tomatoes"))
    chair.control("D")
    sheet = desk_of(chair).draft.sheet
    assert sheet[f"{ITEM}[2]/Commodity/descriptionOfGoods"] == "tomatoes"
    assert caret(chair) == f"{ITEM}[2]/Commodity/descriptionOfGoods"
    chair.type("peppers")
    chair.control("N")
    assert caret(chair) == f"{ITEM}[3]/Commodity/descriptionOfGoods"
    chair.control("E")
    sheet = desk_of(chair).draft.sheet
    assert sheet[f"{ITEM}[3]/Commodity/descriptionOfGoods"] == "peppers"
    chair.key(Qt.Key.Key_PageUp)
    chair.control("R")
    sheet = desk_of(chair).draft.sheet
    assert f"{ITEM}[3]" not in sheet
    assert desk_of(chair).panel.undone.accessibleName() == "Item 2 was removed."
    chair.letters("U")
    sheet = desk_of(chair).draft.sheet
    assert sheet[f"{ITEM}[2]/Commodity/descriptionOfGoods"] == "peppers"
    assert sheet[f"{ITEM}[3]/Commodity/descriptionOfGoods"] == "peppers"


def test_a_part_is_added_by_its_name(chair: Chair) -> None:
    add(chair, "Consignment/TransportEquipment[1]")
    assert caret(chair) == "Consignment/TransportEquipment[1]/containerIdentificationNumber"


def is_kept(chair: Chair, text: str) -> bool:
    """Whether the draft on disk holds what was keyed."""
    return any(text in draft.fields.values() for draft in chair.ask(MyDrafts()))


def test_a_draft_left_without_a_word_is_there_again_with_the_caret_in_its_field(
    folder: Path, dressed: QApplication, look: Look, qtbot: QtBot
) -> None:
    with Chair(dressed, look, folder) as chair:
        chair.sign_in(ARBEN)
        chair.control("N")
        key_in(chair, ("HolderOfTheTransitProcedure/name", "Agro"))
        qtbot.waitUntil(lambda: is_kept(chair, "Agro"), timeout=5 * BEHIND_MS)
        desk_of(chair).draft.forget()  # nothing more is written
    with Chair(dressed, look, folder) as chair:
        chair.sign_in(ARBEN)
        chair.control("N")
        assert caret(chair) == "HolderOfTheTransitProcedure/name"
        assert desk_of(chair).draft.sheet["HolderOfTheTransitProcedure/name"] == "Agro"
        assert desk_of(chair).panel.restored.isVisible()


def test_another_officer_does_not_see_what_the_first_one_keyed(chair: Chair) -> None:
    key_in(chair, ("HolderOfTheTransitProcedure/name", "Agro"))
    chair.control("L")
    chair.sign_in(SHEFI)
    chair.control("N")
    assert "HolderOfTheTransitProcedure/name" not in desk_of(chair).draft.sheet
    chair.control("L")
    chair.sign_in(ARBEN)
    chair.control("N")
    assert desk_of(chair).draft.sheet["HolderOfTheTransitProcedure/name"] == "Agro"


def test_esc_backs_out_and_keeps_what_was_keyed(chair: Chair) -> None:
    key_in(chair, ("HolderOfTheTransitProcedure/name", "Agro"))
    chair.key(Qt.Key.Key_Escape)
    assert desk_of(chair).list.view.hasFocus()
    chair.key(Qt.Key.Key_Escape)
    assert chair.desktop.today.screen.isVisible()
    chair.control("N")
    assert caret(chair) == "HolderOfTheTransitProcedure/name"


def test_an_lrn_in_use_is_told_at_its_field(chair: Chair) -> None:
    with_lrn = (("TransitOperation/LRN", "OURS-1"), *WHOLE)
    location = (
        ("Consignment/LocationOfGoods/typeOfLocation", "A"),
        ("Consignment/LocationOfGoods/qualifierOfIdentification", "V"),
        ("Consignment/LocationOfGoods/CustomsOffice/referenceNumber", "AL002000"),
    )
    for time in range(2):
        if time:
            chair.control("N")
        desk = desk_of(chair)
        sheet = {**desk.draft.sheet, "Consignment/LocationOfGoods": ""}
        desk.draft.change({**sheet, **dict(with_lrn), **dict(location)})
        desk.open("")
        desk.focus()
        chair.send()
    line = desk_of(chair).lines[0]
    assert (line.field, caret(chair)) == ("TransitOperation/LRN", "TransitOperation/LRN")
    assert "OURS-1" in line.words


@pytest.mark.parametrize("size", [(1366, 768), (1000, 700), (683, 384)])
def test_nothing_is_cut_or_unnamed_and_few_widgets_take_the_focus(
    chair: Chair, size: tuple[int, int]
) -> None:
    chair.window.resize(*size)
    chair.settle()
    chair.send()
    for _ in range(len(desk_of(chair).draft.outline()) + 1):
        chair.key(Qt.Key.Key_PageDown)
        assert look_at(chair.window) == ()


def test_the_rail_has_new_at_its_foot(folder: Path, dressed: QApplication, look: Look) -> None:
    with Chair(dressed, look, folder) as chair:
        chair.sign_in(ARBEN)
        foot = chair.window.foot
        foot.opened.emit(foot.rows.index(0, 0).data(ROW))
        chair.settle()
        assert desk_of(chair).screen.isVisible()
        assert caret(chair) == "TransitOperation/LRN"
