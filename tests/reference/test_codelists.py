import json
from pathlib import Path
from typing import Any

import pytest

from app.base.clock import Day
from app.base.errors import Broken
from app.reference.codelists import Addition, Code, load, read_list
from app.reference.places import codelists_root
from app.reference.texts import texts

TODAY = Day(20261122)
INDEX = Path("../shared/data/ncts/codelist_index.json")
SMALL = Path("../shared/data/ncts/codelists/small.json")


def table(folder: Path, text: str) -> Path:
    path = folder / "CL999.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("CL231", "T1"),
        ("CL232", "T2F"),
        ("CL217", "3"),
        ("CL195", "A2"),
        ("CL196", "A3"),
        ("CL197", "B1"),
        ("CL019", "6"),
        ("CL251", "9"),
        ("CL716", "45"),
        ("CL252", "G13"),
        ("CL750", "31"),
        ("CL008", "XK"),
        ("CL017", "PX"),
        ("CL213", "N380"),
        ("CL754", "N730"),
        ("CL218", "3"),
        ("CL349", "KGM"),
        ("CL101", "1203"),
    ],
)
def test_the_codes_of_the_field_are_known(number: str, code: str) -> None:
    assert load(TODAY).contains(number, code) is True


@pytest.mark.parametrize(
    ("number", "code"), [("CL231", "T9"), ("CL252", "G07"), ("CL195", "A3"), ("CL008", "ZZ")]
)
def test_other_codes_are_not(number: str, code: str) -> None:
    assert load(TODAY).contains(number, code) is False


def test_of_a_list_that_is_not_here_nobody_can_tell() -> None:
    lists = load(TODAY)
    assert lists.contains("CL244", "ALDRZ") is None
    assert lists.codes("CL244") == ()
    assert lists.label("CL244", "ALDRZ") == "ALDRZ"


def test_of_a_code_missing_from_a_part_nobody_can_tell() -> None:
    lists = load(TODAY)
    assert lists.contains("CL221", "3") is True
    assert lists.contains("CL221", "9") is None


def test_lists_of_offices_are_answered_from_the_packs() -> None:
    lists = load(TODAY)
    assert lists.contains("CL171", "AL002000") is True
    assert lists.contains("CL174", "AL002000") is False
    assert lists.contains("CL179", "AL000000") is True
    assert lists.contains("CL141", "XK002010") is True
    assert lists.contains("CL172", "GB000060") is None


def test_a_code_is_valid_on_its_days_only() -> None:
    lists = load(TODAY)
    assert lists.contains("CL750", "99") is False
    assert lists.contains("CL750", "99", on=Day(20250120)) is True
    assert lists.contains("CL112", "UA", on=Day(20220930)) is False
    assert "99" not in {code.code for code in lists.codes("CL750")}
    assert "99" in {code.code for code in lists.codes("CL750", on=Day(20240101))}


def test_words_are_the_officers_and_english_where_there_are_none() -> None:
    lists = load(TODAY)
    assert lists.label("CL019", "2", "sq") == "Vula të thyera ose të dëmtuara"
    assert lists.label("CL008", "VU", "sq") == "Vanuatu"
    assert lists.label("CL231", "T9", "sq") == "T9"


def test_a_list_may_lend_its_words_to_another() -> None:
    lists = load(TODAY)
    assert lists.label("CL165", "XK", "sq") == "Kosova"
    assert lists.label("CL754", "N730") == "Road consignment note CMR"


def test_a_country_adds_its_own_codes() -> None:
    lek = Code(code="ALL", names={"en": "Albanian lek"})
    lists = load(TODAY, [Addition("CL048", lek), Addition("CL244", lek)])
    assert lists.contains("CL048", "ALL") is True
    assert lists.label("CL048", "ALL", "sq") == "Albanian lek"
    assert lists.contains("CL244", "ALL") is None
    assert load(TODAY).contains("CL048", "ALL") is False


@pytest.mark.parametrize(
    "path", sorted(codelists_root().glob("*.csv")), ids=lambda path: path.stem
)
def test_every_shipped_list_names_its_source_and_has_words(path: Path) -> None:
    held = read_list(path)
    assert held.source
    assert held.codes
    lists = load(TODAY)
    assert held.names == "" or held.names in lists.numbers()
    if held.number != "CL101":
        for code in held.codes:
            assert lists.label(held.number, code) != code, code


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("code,valid_from,valid_to,en\n", 1, "source"),
        ("# SOURCE: us\n", 2, "columns"),
        ("# SOURCE: us\ncode,en\n", 2, "columns"),
        ("# SOURCE: us\ncode,valid_from,valid_to\n", 1, "columns"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en,en\n", 2, "columns"),
        ("# SOURCE: us\ncode,valid_from,valid_to,tlh\n", 2, "columns"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,,\n", 3, "fields"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,,, b\n", 3, "spaces"),
        ('# SOURCE: us\ncode,valid_from,valid_to,en\nA,,,"b\n', 3, "quotes"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\n,,,b\n", 3, "code"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,,,a\n\nA,,,b\n", 5, "twice"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,2024,,b\n", 3, "day"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,20240230,,b\n", 3, "day"),
        ("# SOURCE: us\ncode,valid_from,valid_to,en\nA,20240202,20240201,b\n", 3, "day"),
        ("# SOURCE: e\u0308\ncode,valid_from,valid_to,en\n", 1, "encoding"),
    ],
)
def test_a_bad_list_is_refused_with_file_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(Broken) as refused:
        read_list(table(tmp_path, text))
    assert refused.value.code == "reference.bad_table"
    assert refused.value.parameters == {
        "file": "CL999.csv",
        "line": line,
        "reason": f"@reference.reason.{reason}",
    }
    assert "{" not in texts("en").error(refused.value)
    assert "@" not in texts("en").error(refused.value)


def test_a_list_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="missing"):
        read_list(tmp_path / "CL999.csv")
    (tmp_path / "CL999.csv").write_bytes(b"\xff")
    with pytest.raises(Broken, match="encoding"):
        read_list(tmp_path / "CL999.csv")


@pytest.mark.skipif(not INDEX.exists(), reason="the reference data of the field are not here")
def test_our_small_lists_have_the_codes_of_the_published_ones() -> None:
    index: dict[str, dict[str, Any]] = json.loads(INDEX.read_text("utf-8"))["codelists"]
    small: dict[str, list[dict[str, str]]] = json.loads(SMALL.read_text("utf-8"))
    about_a_row = {"state", "activeFrom", "description"}
    compared = 0
    for number, about in index.items():
        path = codelists_root() / f"{number}.csv"
        if about["name"] in small and path.exists():
            rows = small[about["name"]]
            codes = {row[column] for row in rows for column in row.keys() - about_a_row}
            assert set(read_list(path).codes) == codes, number
            compared += 1
    assert compared > 30
