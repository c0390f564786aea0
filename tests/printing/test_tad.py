"""The accompanying document: what stands in its boxes, what never does, and what gives way."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Refused
from app.base.findings import Severity
from app.consignment.declaration import Declaration
from app.consignment.documents import AdditionalInformation, PreviousDocument
from app.consignment.guarantees import Guarantee, GuaranteeReference
from app.consignment.parties import Representative, SupplyChainActor
from app.consignment.transport import OfficeOfTransit, TransportEquipment, TransportMeans
from app.printing.checks import check, faces_embedded
from app.printing.footer import FOOTER, Footer
from app.printing.forms.boxes import NO_LABEL
from app.printing.pdf.pictures import page_as_picture, pages_as_pictures
from app.printing.reading import boxes_of, texts_by_box
from app.printing.tad import Printed, Tad, render
from app.printing.transit.list_grid import BANDS, HEADER
from app.printing.transit.tad_grid import BOXES
from app.reference.catalogue import Catalogue
from app.reference.texts import Texts, texts
from tests.printing.samples import MRN, changed, declaration, equipment, goods, printed, trader

GOLDEN = Path(__file__).parents[1] / "data" / "prints" / "tad.json"


def sheet(base: Declaration, print_out: Printed | None = None) -> dict[str, str]:
    """Read the first page back: what stands in each box behind its label."""
    read = texts_by_box((print_out or printed(base)).pdf, 0, boxes_of(base)[0])
    return {name: text.rpartition("] ")[2] for name, text in read.items()}


def tad(base: Declaration, footer: Footer | None = None) -> Tad:
    return Tad(declaration=base, texts=texts("en"), member_state=False, footer=footer)


def test_a_plain_declaration_stands_in_its_boxes() -> None:
    read = sheet(declaration())
    assert read["consignor"] == "Metalik Sh.p.k./Rruga e Portit 12, 2001, Durrës, AL."
    assert read["consignor_id"] == "ID ALL01203040K."
    assert read["consignor_contact"] == "Ana Hoxha/+355 69 200 1000."
    assert read["type"] == "T1"
    assert read["total_items"] == "Total items 2"
    assert read["total_packages"] == "Total packages 80"
    assert read["total_gross_mass"] == "Total gross mass (kg) 2401"
    assert read["departure_means"] == "30/AA123BB/AL."
    assert read["offices_of_transit"] == "ME001010."
    assert read["limit_date"] == "2026-12-02"
    assert read["departure_result"] == "Result:"
    assert (read["page"], read["pages"]) == ("1", "2")


def test_the_words_of_every_box_are_the_golden_ones(golden: Callable[[Path, bytes], None]) -> None:
    base = declaration(equipment=(equipment(1, ["AB1", "AB2"], [1]), equipment(2, ["K9"], [2])))
    result = printed(base)
    read = [
        dict(sorted(texts_by_box(result.pdf, page, boxes).items()))
        for page, boxes in enumerate(boxes_of(base))
    ]
    written = json.dumps(read, ensure_ascii=False, indent=1) + "\n"
    golden(GOLDEN, written.encode())


def test_equal_input_gives_equal_bytes() -> None:
    first, second = printed(declaration()), printed(declaration())
    assert first.pdf == second.pdf
    assert first.sha256 == second.sha256


def test_codes_amounts_and_currencies_never_reach_the_paper() -> None:
    base = declaration()
    result = printed(base)
    on_paper = "".join(
        text
        for page, boxes in enumerate(boxes_of(base))
        for text in texts_by_box(result.pdf, page, boxes).values()
    )
    for secret in ("Zk7Q", "98765", "XTS"):
        assert secret not in on_paper
    assert "26AL0000010000295" in on_paper


def test_an_unused_box_stays_empty() -> None:
    read = sheet(declaration())
    assert read["carrier"].startswith("Carrier")
    for name in ("seal", "conveyance", "authorisation", "sci", "tir", "additional_information"):
        assert read[name].endswith(f"{next(box for box in BOXES if box.name == name).element}]")


def test_the_title_of_the_union_is_for_member_states() -> None:
    base = declaration()
    union = render(Tad(declaration=base, texts=texts("en"), member_state=True))
    assert sheet(base, union)["european_union"] == "EUROPEAN UNION"
    assert "european_union" not in sheet(base)


@pytest.mark.parametrize("lacking", ["mrn", "release_date"])
def test_nothing_is_printed_before_release(lacking: str) -> None:
    with pytest.raises(Refused) as refused:
        printed(changed(declaration(), **{lacking: None}))
    assert refused.value.code == "printing.not_released"


def test_equipment_tells_container_number_of_seals_and_ranges_of_items() -> None:
    base = declaration(
        *(goods(number) for number in range(1, 11)),
        equipment=(
            equipment(1, ["AB123456", "AB123457"], [1, 2, 3]),
            equipment(2, ["AB123458"], [4, 5, 6, 7, 9]),
        ),
    )
    read = sheet(base)
    assert read["transport_equipment"] == "1/MSCU1234561/2/1-3; 2/MSCU1234562/1/4-7,9."
    assert read["seal"] == "1/AB123456, AB123457; 2/AB123458."


def test_items_are_left_out_where_all_goods_are_in_one_container() -> None:
    read = sheet(declaration(equipment=(equipment(1, ["AB1", "AB2", "AB3"], []),)))
    assert read["transport_equipment"] == "MSCU1234561/3."
    assert read["seal"] == "AB1-AB3."


def test_a_sealed_vehicle_keeps_the_place_of_the_container() -> None:
    vehicle = TransportEquipment(sequence_number=2, number_of_seals=0)
    read = sheet(declaration(equipment=(equipment(1, ["AB1"], [1]), vehicle)))
    assert read["transport_equipment"] == "1/MSCU1234561/1/1; 2/-/0."
    assert read["seal"] == "1/AB1."


def test_ninety_nine_seals_out_of_order_give_first_and_last() -> None:
    marks = [f"K{number * 7:04d}" for number in range(99)]
    base = declaration(equipment=(equipment(1, marks, []),))
    result = printed(base)
    assert sheet(base, result)["seal"] == "K0000, (…), K0686."
    assert "seal" in result.truncated


def test_ninety_nine_seals_in_order_give_a_series_and_lose_nothing() -> None:
    marks = [f"K{number:04d}" for number in range(1, 100)]
    base = declaration(equipment=(equipment(1, marks, []),))
    result = printed(base)
    assert sheet(base, result)["seal"] == "K0001-K0099."
    assert not result.truncated


def test_nine_offices_of_transit_fit_whole() -> None:
    offices = tuple(
        OfficeOfTransit(sequence_number=number, reference_number=f"ME00{number}010")
        for number in range(1, 10)
    )
    base = changed(declaration(), offices_of_transit=offices)
    result = printed(base)
    written = "; ".join(f"{number}/ME00{number}010" for number in range(1, 10))
    assert sheet(base, result)["offices_of_transit"] == f"{written}."
    assert not result.truncated


def test_too_many_means_give_the_first_and_the_last() -> None:
    means = tuple(
        TransportMeans(
            sequence_number=number,
            type_of_identification="30",
            identification_number=f"AA{number:03d}BB",
            nationality="AL",
        )
        for number in range(1, 30)
    )
    base = declaration(departure_means=means)
    result = printed(base)
    assert sheet(base, result)["departure_means"] == "1/30/AA001BB/AL;(…);29/30/AA029BB/AL."
    assert result.truncated == ("departure_means",)


def test_roles_and_numbers_of_actors_are_shortened_together() -> None:
    actors = tuple(
        SupplyChainActor(
            sequence_number=number, role="CS", identification_number=f"AL{number:015d}"
        )
        for number in range(1, 9)
    )
    base = declaration(supply_chain_actors=actors)
    read = sheet(base)
    assert read["actor"] == "1/CS;(…);8/CS."
    assert read["actor_id"] == f"ID 1/AL{1:015d};(…); 8/AL{8:015d}.".replace("; 8", ";8")


def test_long_remarks_are_cut_and_reported() -> None:
    remarks = tuple(
        AdditionalInformation(sequence_number=number, code="20100", text="remark " * 70)
        for number in (1, 2)
    )
    base = declaration(additional_information=remarks)
    result = printed(base)
    read = sheet(base, result)["additional_information"]
    assert read.startswith("1/20100/remark")
    assert "(…);(…);" in read
    assert read.endswith("(…)")
    assert result.truncated == ("additional_information",)


def test_codes_are_not_broken_where_first_and_last_fit() -> None:
    documents = tuple(
        PreviousDocument(sequence_number=number, type="N337", reference_number=f"R{number:040d}")
        for number in range(1, 60)
    )
    base = declaration(previous_documents=documents)
    read = sheet(base)["previous_document"].replace(" ", "")
    assert read == f"1/N337/R{1:040d};(…);59/N337/R{59:040d}."


def test_vouchers_in_series_give_first_and_last() -> None:
    references = tuple(
        GuaranteeReference(sequence_number=number, grn=f"26AL0000010000295A00100{number}")
        for number in range(1, 6)
    )
    vouchers = Guarantee(sequence_number=1, type="4", references=references)
    read = sheet(changed(declaration(), guarantees=(vouchers,)))
    assert read["guarantee"] == "4/26AL0000010000295A001001(…)26AL0000010000295A001005."


def test_a_representative_stands_with_status_and_number() -> None:
    acting = Representative(identification_number="ALL09988776X", status="2")
    read = sheet(changed(declaration(), representative=acting))
    assert read["representative"] == "2."
    assert read["representative_id"] == "ID ALL09988776X."


@pytest.mark.parametrize(
    "name",
    [
        "ТОО «Қазақстан Көлік Жолдары» (Алматы)",
        "شركة النقل الدولية (بغداد)",
        "د پښتونخوا سوداګریز شرکت",
        "Şirket İthalat Çelik A.Ş.",
    ],
)
def test_names_of_every_script_stand_in_their_box(name: str) -> None:
    document = tad(declaration(consignor=trader(name)))
    result = render(document)
    assert not result.findings
    assert check(document, result).findings == ()


def test_cyrillic_names_can_be_searched_in_the_file() -> None:
    read = sheet(declaration(consignor=trader("ТОО «Қазақстан»")))
    assert read["consignor"].startswith("ТОО «Қазақстан»/")


def test_a_character_without_a_glyph_stops_the_print_with_its_box() -> None:
    result = printed(declaration(consignor=trader("\u10e8\u10de\u10e1 Tbilisi")))
    (finding,) = result.findings
    assert (finding.code, finding.path) == ("printing.no_glyph", "consignor")
    assert finding.severity is Severity.STOP
    assert finding.parameters == {"characters": "U+10E8 U+10DE U+10E1"}


def test_unseen_direction_signs_are_left_out_and_told() -> None:
    result = printed(declaration(goods(1, "Bolts \u202etxt.exe")))
    (finding,) = result.findings
    assert (finding.code, finding.path) == ("printing.hidden_characters", "description@1")
    assert finding.severity is Severity.WARN


def test_checks_of_a_good_print_hold_with_a_line_outside_the_form() -> None:
    footer = Footer(
        office="AL003010 Qafë Thanë",
        officer="A. Hoxha",
        time=FakeClock().now(),
        zone="Europe/Tirane",
    )
    document = tad(declaration(), footer)
    result = render(document)
    checks = check(document, result)
    assert checks.findings == ()
    assert checks.pages == result.pages == 2


def test_the_line_outside_the_form_tells_who_when_which_copy_and_which_page() -> None:
    base = declaration()
    footer = Footer(
        office="AL003010",
        officer="A. Hoxha",
        time=FakeClock().now(),
        zone="Europe/Tirane",
        copy=2,
        head="7F3A-11C9",
        provisional=True,
    )
    result = render(tad(base, footer))
    read = texts_by_box(result.pdf, 1, (*boxes_of(base)[1], FOOTER))["footer"]
    assert read == (
        "AL003010, A. Hoxha, 2026-11-22 15:05 COPY 2 Provisional, not yet confirmed "
        "Head 7F3A-11C9 Page 2 of 2"
    )
    assert result.pdf != printed(base).pdf


def test_a_form_in_a_language_that_runs_right_to_left_sets_its_words_at_the_right() -> None:
    words = Catalogue(texts("en")._chain[0].words, texts("en")._chain[0].form_of)
    arabic = Texts("ar", [words])
    base = declaration(consignor=trader("شركة النقل"))
    result = render(Tad(declaration=base, texts=arabic, member_state=False))
    read = texts_by_box(result.pdf, 0, boxes_of(base)[0])
    assert "30/AA123BB/AL" in read["departure_means"]
    assert "" not in read


def test_pages_are_pictures_of_three_bytes_a_pixel() -> None:
    result = printed(declaration())
    pictures = pages_as_pictures(result.pdf, 50.0)
    assert len(pictures) == 2
    for picture in pictures:
        assert (picture.width, picture.height) == (414, 585)
        assert len(picture.rgb) == picture.width * picture.height * 3
        assert min(picture.rgb) < 64 < max(picture.rgb) == 255
    assert page_as_picture(result.pdf, 1, 50.0) == pictures[1]


def test_faces_are_embedded() -> None:
    assert faces_embedded(printed(declaration()).pdf)
    assert not faces_embedded(b"%PDF /Subtype /Type1 /BaseFont /Helvetica")


def test_every_label_has_words() -> None:
    names = {box.label or box.name for box in (*BOXES, *HEADER) if box.name}
    for left, right in BANDS:
        names |= {cell.label or cell.name for row in (*left, *right) for cell in row}
    lacking = [
        name for name in names if name != NO_LABEL and not texts("en").has(f"printing.box.{name}")
    ]
    assert lacking == []


def test_boxes_lie_on_the_sheet() -> None:
    for box in BOXES:
        (x, y), (width, height) = box.corner, box.size
        assert x >= 5.0 - 0.01, box.name
        assert y >= 6.0, box.name
        assert x + width <= 205.05, box.name
        assert y + height <= 288.95, box.name


def test_the_halves_of_the_list_are_filled_without_gaps() -> None:
    for left, right in BANDS:
        for row in (*left, *right):
            for cell, following in pairwise(row):
                assert cell.x + cell.width == pytest.approx(following.x)
            assert row[-1].x + row[-1].width in (pytest.approx(105.0), pytest.approx(203.0))


def test_the_number_stands_under_the_bars() -> None:
    assert sheet(declaration())["mrn"] == f"MRN {MRN}"
