"""The list of items: always printed, growing, with its header on every page."""

import re

import pytest
from msgspec.structs import replace

from app.consignment.declaration import Declaration
from app.consignment.documents import SupportingDocument
from app.printing.checks import barcode_decodes
from app.printing.forms.rows import Band, Cell, paginate
from app.printing.reading import boxes_of, texts_by_box
from app.printing.tad import Printed
from app.printing.transit.list_grid import FOOT, TOP
from tests.printing.samples import MRN, declaration, goods, printed, supporting


def page(base: Declaration, result: Printed, number: int) -> dict[str, str]:
    read = texts_by_box(result.pdf, number, boxes_of(base)[number])
    return {name: text.rpartition("] ")[2] for name, text in read.items()}


def test_one_item_has_a_list_too() -> None:
    base = declaration(goods(1))
    result = printed(base)
    assert result.pages == 2
    read = page(base, result, 1)
    assert read["declaration_goods_item_number@1"] == "1"
    assert read["packages@1"] == "BX/40/AB 1/40."
    assert read["commodity_code@1"] == "73181588"
    assert read["gross_mass@1"] == "1200.5"
    assert read["net_mass@1"] == "1100"


def test_the_first_item_of_a_house_consignment_tells_its_gross_mass() -> None:
    base = declaration()
    read = texts_by_box(printed(base).pdf, 1, boxes_of(base)[1])
    assert read["description@1"].endswith("Bolts of steel; [18 04] 2401.")
    assert read["description@2"].endswith("Nuts of steel.")


def test_the_longest_description_stands_whole() -> None:
    words = ("Pjesë këmbimi për makineri bujqësore; " * 14)[:511].strip() + "X"
    base = declaration(goods(1), goods(2, words), goods(3, "X" * 512))
    result = printed(base)
    read = page(base, result, 1)
    assert read["description@2"] == f"{words}."
    assert re.sub(r"\s", "", read["description@3"]) == "X" * 512 + "."
    assert not result.truncated


def test_items_that_do_not_fit_begin_a_page_and_every_page_has_its_header() -> None:
    base = declaration(*(goods(number) for number in range(1, 14)))
    result = printed(base)
    boxes = boxes_of(base)
    assert result.pages == len(boxes) == 4
    met: list[int] = []
    for number in range(1, 4):
        read = texts_by_box(result.pdf, number, boxes[number])
        assert read["list_title"] == "TRANSIT LIST OF ITEMS"
        assert read["mrn"] == f"MRN {MRN}"
        assert (read["page"], read["pages"]) == (str(number + 1), "4")
        met += [int(name.partition("@")[2]) for name in read if name.startswith("description@")]
    assert met == list(range(1, 14))
    assert barcode_decodes(result.pdf, MRN)


def test_an_item_longer_than_a_page_is_parted_and_loses_nothing() -> None:
    documents = tuple(
        supporting(number, f"INVOICE-{number:05d}-ABCDEFGHIJKLMNOPQRSTUVWXYZ-{number:030d}")
        for number in range(1, 200)
    )
    base = declaration(goods(1, supporting_documents=documents), goods(2))
    result = printed(base)
    assert result.pages > 2
    read = "".join(
        page(base, result, number).get("item_supporting_document@1", "")
        for number in range(1, result.pages)
    )
    found = [int(number) for number in re.findall(r"INVOICE-(\d{5})-", read)]
    assert found == list(range(1, 200))


def test_documents_of_the_house_come_before_those_of_the_item() -> None:
    base = declaration(goods(1, supporting_documents=(supporting(1, "OF-ITEM"),)))
    house = base.consignment.house_consignments[0]
    document = SupportingDocument(sequence_number=1, type="N380", reference_number="OF-HOUSE")
    whole = _with_house(base, supporting_documents=(document,), goods=house.goods)
    read = page(whole, printed(whole), 1)
    assert read["item_supporting_document@1"] == "1/N380/OF-HOUSE; 1/N380/OF-ITEM."


def test_codes_of_the_house_stand_where_the_item_has_none() -> None:
    base = declaration(goods(1, country_of_destination="RS"), goods(2))
    house = base.consignment.house_consignments[0]
    whole = _with_house(
        base, country_of_destination="IT", charges_method_of_payment="A", goods=house.goods
    )
    read = page(whole, printed(whole), 1)
    assert (read["item_destination@1"], read["item_destination@2"]) == ("RS", "IT")
    assert read["item_charges@2"] == "A"


@pytest.mark.slow
def test_nineteen_hundred_and_ninety_nine_items_print() -> None:
    base = declaration(*(goods(number, f"Goods {number}") for number in range(1, 2000)))
    result = printed(base)
    last = result.pages - 1
    assert page(base, result, last)["declaration_goods_item_number@1999"] == "1999"
    assert len(result.pdf) < 2_000_000


def test_rows_keep_between_head_and_foot_of_the_page() -> None:
    lines = tuple(str(number) for number in range(300))
    cell = Cell("long", 7.0, 98.0, lines=lines)
    short = Cell("short", 105.0, 98.0, lines=("1", "2"))
    pages = paginate([(1, (Band(((cell,),), ((short,), (short,))),))] * 3, TOP, FOOT)
    seen: list[str] = []
    for blocks in pages:
        for block in blocks:
            assert block.top >= TOP
            assert block.top + block.height <= FOOT + 0.001
            for band in block.bands:
                seen += [line for row in band.left for line in row[0].lines]
    assert seen == list(lines) * 3


def _with_house(base: Declaration, **fields: object) -> Declaration:
    house = replace(base.consignment.house_consignments[0], **fields)
    return replace(base, consignment=replace(base.consignment, house_consignments=(house,)))
