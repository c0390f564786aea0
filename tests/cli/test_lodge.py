"""A declaration keyed on the command line: the same step that the form takes."""

import json

from app.messages.ncts.declared import declaration_of
from app.messages.ncts.message import read
from app.transit import keying
from tests.cli.conftest import Run
from tests.cli.test_work import DECLARATION, LRN

ZONE = "Europe/Tirane"


def keyed(**other: str) -> str:
    """The sample as somebody would key it, with other texts in their fields."""
    message = read(DECLARATION.read_bytes()).message
    assert message is not None
    sheet = {**keying.sheet_of(declaration_of(message), ZONE), **other}
    return json.dumps([{"field": path, "text": text} for path, text in sheet.items()])


def test_a_keyed_declaration_is_lodged_as_the_file_would_be(work: Run) -> None:
    said = work("act", "Lodge", "--set", f"keyed={keyed()}", "--json")
    assert said.status == 0
    assert (said.line["done"], said.line["number"], said.line["state"]) == (True, LRN, "declared")
    again = work("import", DECLARATION, "--json")
    assert [finding["code"] for finding in again.line["findings"]] == ["transit.lrn_taken"]


def test_what_stops_is_told_at_its_field_and_nothing_is_lodged(work: Run) -> None:
    mass = {"Consignment/grossMass": "much"}
    said = work("act", "Lodge", "--set", f"keyed={keyed(**mass)}", "--json")
    assert said.status == 1
    assert said.line["done"] is False
    assert "Consignment/grossMass" in [finding["path"] for finding in said.line["findings"]]
    assert work("queue", "departures", "--json").out == ""
