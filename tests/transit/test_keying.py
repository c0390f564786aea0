"""What was keyed is what is declared: the same declaration a file of the same content is."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.acts.steps import Plan
from app.base.clock import Day, Instant
from app.base.errors import Refused
from app.base.findings import Findings, stops
from app.base.ids import RecordId
from app.consignment.declaration import Declaration
from app.consignment.goods import ConsignmentItem
from app.consignment.transport import Place, Seal, TransportEquipment
from app.messages.ncts.builders import cc015
from app.messages.ncts.compose import Envelope
from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read, write
from app.reference import codelists, packs
from app.transit import acts, keying, sheets
from app.transit.blanks import Part, bare, entry_at
from app.transit.movement import Movement
from app.transit.parts import PARTS
from app.transit.use_cases import Declare, KeyedText, Lodge
from app.transit.written import told
from tests.house.reading import ROOT
from tests.transit.goods import DECLARATION, DURRES, MORINE, line
from tests.transit.post import SERVICES, Post

ZONE = packs.load("al").zone
LISTS = codelists.load(Day(20261122), packs.load("al").additions)
SAMPLES = ROOT / "tests" / "data" / "ncts"
WHOLE = msgspec.structs.replace(
    DECLARATION,
    consignment=msgspec.structs.replace(
        DECLARATION.consignment, place_of_loading=Place(un_locode="ALDRZ")
    ),
)


def keyed(declaration: Declaration) -> tuple[KeyedText, ...]:
    return tuple(KeyedText(*one) for one in keying.sheet_of(declaration, ZONE).items())


def from_file(declaration: Declaration) -> Declaration:
    envelope = Envelope(sender="AL1", recipient="NTA.AL", prepared=Instant(0), identification="K1")
    message = read(write(cc015(envelope, declaration))).message
    assert message is not None
    return declaration_of(message)


def planned(case: Lodge, post: Post) -> Plan:
    """What the post would do."""
    plan: Plan = SERVICES[Lodge](case, post)
    return plan


def of(post: Post, record: RecordId) -> Declaration:
    """What is declared in a record."""
    folded = post.folded(record)
    assert folded is not None
    assert isinstance(folded.state, Movement)
    assert folded.state.declaration is not None
    return folded.state.declaration


def paths(findings: Findings) -> list[str]:
    return [one.path for one in findings]


def every_part(parts: tuple[Part, ...] = PARTS) -> list[Part]:
    return [one for part in parts for one in (part, *every_part(part.parts))]


def test_every_field_of_a_lodged_declaration_is_asked_for() -> None:
    asked = {
        bare(f"{part.path}/{blank.path}" if part.path else blank.path)
        for part in every_part()
        for blank in part.blanks
    }
    sheet = {bare(path) for path in keying.sheet_of(sample("p5"), ZONE)}
    leaves = {path for path in sheet if (entry := entry_at(path)) is not None and entry.format}
    assert leaves - asked == set()
    assert all(entry_at(path) is not None for path in asked)


def sample(version: str) -> Declaration:
    message = read((SAMPLES / f"CC015C-{version}.xml").read_bytes()).message
    assert message is not None
    return declaration_of(message)


@pytest.mark.parametrize("version", ["p5", "p6"])
def test_a_file_keyed_again_is_the_same_declaration_without_findings_of_form(version: str) -> None:
    declaration = sample(version)
    again = keying.read(keying.sheet_of(declaration, ZONE), LISTS, ZONE)
    assert again.declaration == declaration
    assert [one for one in again.findings if one.rule.startswith("XSD")] == []


TEXTS = st.text(
    st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=17
)
MASSES = st.decimals("0.001", 10**6, places=3)


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    """A declaration with some items, houses, seals; every text and number by chance."""
    houses, running = [], 0
    first = DECLARATION.consignment.house_consignments[0]
    for number in range(1, draw(st.integers(1, 3)) + 1):
        goods: list[ConsignmentItem] = []
        for place in range(1, draw(st.integers(1, 3)) + 1):
            running += 1
            made = line(running, draw(TEXTS), str(draw(MASSES)), draw(st.integers(1, 99)))
            goods.append(msgspec.structs.replace(made, goods_item_number=place))
        houses.append(msgspec.structs.replace(first, sequence_number=number, goods=tuple(goods)))
    marks = draw(st.lists(TEXTS, max_size=9, unique=True))
    equipment = TransportEquipment(
        sequence_number=1,
        container_identification_number="MSKU7306127",
        number_of_seals=len(marks),
        seals=tuple(Seal(sequence_number=at, identifier=one) for at, one in enumerate(marks, 1)),
    )
    consignment = msgspec.structs.replace(
        DECLARATION.consignment,
        house_consignments=tuple(houses),
        equipment=(equipment,),
        container_indicator=draw(st.booleans()),
    )
    return msgspec.structs.replace(DECLARATION, lrn=draw(TEXTS), consignment=consignment)


@given(declarations())
@settings(max_examples=40, deadline=None)
def test_what_was_keyed_is_what_the_equivalent_file_declares(declaration: Declaration) -> None:
    again = keying.read(keying.sheet_of(declaration, ZONE), LISTS, ZONE)
    assert again.declaration == from_file(declaration) == declaration


@given(declarations(), st.data())
@settings(max_examples=25, deadline=None)
def test_findings_stand_at_fields_of_the_sheet_and_no_sheet_is_too_bad_to_read(
    declaration: Declaration, data: st.DataObject
) -> None:
    sheet = dict(keying.sheet_of(declaration, ZONE))
    for path in data.draw(st.lists(st.sampled_from(sorted(sheet)), max_size=6, unique=True)):
        sheet[path] = data.draw(st.text(max_size=30))
    for finding in keying.read(sheet, LISTS, ZONE).findings:
        assert entry_at(finding.path) is not None, finding


@given(declarations(), st.data())
@settings(max_examples=25, deadline=None)
def test_what_was_removed_and_put_back_is_as_it_was(
    declaration: Declaration, data: st.DataObject
) -> None:
    sheet = keying.sheet_of(declaration, ZONE)
    many = [one.path for one in sheets.everything(sheet) if one.number]
    path = data.draw(st.sampled_from(many))
    left, taken = sheets.removed(sheet, path)
    assert len(left) + len(taken) == len(sheet)
    assert sheets.put_back(left, path, taken) == sheet
    doubled, twin = sheets.doubled(sheet, path)
    assert sheets.removed(doubled, twin)[0] == sheet


def test_a_new_sheet_says_at_its_fields_what_it_still_needs() -> None:
    found = keying.read(sheets.begun(DURRES), LISTS, ZONE).findings
    wanted = {
        "CustomsOfficeOfDestinationDeclared/referenceNumber",
        "Guarantee[1]/guaranteeType",
        "Consignment/grossMass",
        "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Commodity/descriptionOfGoods",
        "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Packaging[1]/typeOfPackages",
    }
    assert wanted <= set(paths(found))
    assert all("LRN" not in path for path in paths(found))


def test_a_line_left_blank_between_two_moves_no_finding() -> None:
    sheet = dict(keying.sheet_of(WHOLE, ZONE))
    base = "Consignment/TransportEquipment[1]"
    sheet |= {base: "", f"{base}/numberOfSeals": "2", f"{base}/Seal[1]/identifier": "AL1"}
    sheet |= {f"{base}/Seal[2]/identifier": "", f"{base}/Seal[3]/identifier": "x" * 30}
    found = keying.read(sheet, LISTS, ZONE)
    assert f"{base}/Seal[3]/identifier" in paths(found.findings)
    seals = found.declaration.consignment.equipment[0].seals
    assert [(one.sequence_number, one.identifier) for one in seals] == [(1, "AL1"), (2, "x" * 30)]


def test_moments_are_written_in_the_time_of_the_office() -> None:
    path = "CustomsOfficeOfTransitDeclared[1]/arrivalDateAndTimeEstimated"
    sheet = {**keying.sheet_of(WHOLE, ZONE), path: "23.11.2026 14:00"}
    declared = keying.read(sheet, LISTS, ZONE).declaration
    assert declared.offices_of_transit[0].arrival_estimated == 1_795_438_800_000
    assert keying.sheet_of(declared, ZONE)[path] == "2026-11-23 14:00"


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("Consignment/grossMass", "2 400,50", "2400.50"),
        ("Consignment/countryOfDispatch", " al ", "AL"),
        ("TransitOperation/limitDate", "24.11.2026", "2026-11-24"),
        ("TransitOperation/limitDate", "31.2.2026", "31.2.2026"),
        ("TransitOperation/LRN", "inv 7-b", "inv 7-b"),
        ("HolderOfTheTransitProcedure/name", "Agro balkan", "Agro balkan"),
    ],
)
def test_a_text_is_kept_as_the_message_has_it(path: str, text: str, kept: str) -> None:
    assert told(path, text) == kept


def test_lodged_from_keys_is_the_act_a_file_writes() -> None:
    ours, theirs = Post(DURRES, number=1), Post(DURRES, number=2)
    record = ours.opened(Lodge(keyed=keyed(WHOLE)))
    twin = theirs.opened(Declare(declaration=WHOLE))
    assert record == twin
    assert of(ours, record) == of(theirs, twin) == WHOLE


def test_an_lrn_left_out_is_drawn_by_the_office() -> None:
    post = Post(DURRES)
    texts = tuple(one for one in keyed(WHOLE) if one.field != "TransitOperation/LRN")
    declaration = of(post, post.opened(Lodge(keyed=texts)))
    assert declaration.lrn is not None
    assert declaration.lrn.startswith("AL002000-261122-")
    assert len(declaration.lrn) <= 22


def test_what_stops_keeps_it_from_being_lodged() -> None:
    texts = tuple(one for one in keyed(WHOLE) if one.field != "Consignment/grossMass")
    plan = planned(Lodge(keyed=texts), Post(DURRES))
    assert plan.acts == ()
    assert paths(stops(plan.findings)) == ["Consignment/grossMass"]


def test_another_office_of_departure_is_found_at_its_field() -> None:
    plan = planned(Lodge(keyed=keyed(WHOLE)), Post(MORINE))
    assert "CustomsOfficeOfDeparture/referenceNumber" in paths(stops(plan.findings))
    assert plan.acts == ()


def test_a_sign_that_does_not_show_is_refused_in_a_code() -> None:
    sheet = {**keying.sheet_of(WHOLE, ZONE), "TransitOperation/LRN": "A\u200bB"}
    with pytest.raises(Refused) as caught:
        planned(Lodge(keyed=tuple(KeyedText(*one) for one in sheet.items())), Post(DURRES))
    assert caught.value.field == "TransitOperation/LRN"


def test_lodging_makes_the_one_act_of_declaring() -> None:
    plan = planned(Lodge(keyed=keyed(WHOLE)), Post(DURRES))
    assert [act.kind for act in plan.acts] == [acts.DECLARED]


def test_masses_in_findings_are_written_without_exponent() -> None:
    item = "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Commodity/GoodsMeasure"
    sheet = {**keying.sheet_of(WHOLE, ZONE), f"{item}/netMass": "2500"}
    found = keying.read(sheet, LISTS, ZONE).findings
    assert [dict(one.parameters) for one in found if one.rule == "R0223"] == [
        {"net": "2500", "gross": "2400"}
    ]
