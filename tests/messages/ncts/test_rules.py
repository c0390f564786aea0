"""Each rule is broken once in our own samples, which break none; nothing else is said then."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from app.base.clock import Day
from app.base.findings import Finding, Severity
from app.messages.ncts.compose import Values, compose
from app.messages.ncts.message import read_element
from app.messages.ncts.rules import book
from app.reference.codelists import load
from app.reference.texts import texts
from tests.messages.ncts.breaches import CASES, LINE, Edit
from tests.messages.ncts.invented import envelope
from tests.messages.ncts.places import OWN, sample
from tests.messages.ncts.rarer import COMPOSED, QUIET

LISTS = load(Day(20261122))


def edited(message_type: str, edits: tuple[Edit, ...]) -> Element:
    root = etree.parse(sample(message_type, "p5")).getroot()
    for path, change in edits:
        place = root.find(path)
        assert place is not None, path
        if change is None:
            parent = place.getparent()
            assert parent is not None
            parent.remove(place)
        elif change.startswith("<"):
            place.append(etree.fromstring(change))
        else:
            place.text = change
    return root


def found_in(root: Element) -> tuple[Finding, ...]:
    message = read_element(root).message
    assert message is not None
    return book.run(message, LISTS)


@pytest.mark.parametrize(("number", "message_type", "edits"), CASES)
def test_a_broken_rule_is_found_with_its_number_place_and_words(
    number: str, message_type: str, edits: tuple[Edit, ...]
) -> None:
    found = [
        finding for finding in found_in(edited(message_type, edits)) if finding.rule == number
    ]
    assert found != []
    for finding in found:
        assert finding.path.startswith(f"/{message_type}/")
        words = texts("en").finding(finding)
        assert "{" not in words
        assert "\u00ab" not in words


@pytest.mark.parametrize(("number", "message_type", "said"), COMPOSED)
def test_a_rule_of_a_rarer_message_is_found(number: str, message_type: str, said: Values) -> None:
    message = compose(message_type, envelope("NTA.AL", "NTA.XK"), said)
    found = [finding for finding in book.run(message, LISTS) if finding.rule == number]
    assert found != []
    for finding in found:
        assert "{" not in texts("en").finding(finding)
        assert "\u00ab" not in texts("en").finding(finding)


@pytest.mark.parametrize(("number", "message_type", "said"), QUIET)
def test_a_rule_is_silent_where_it_is_kept_or_cannot_tell(
    number: str, message_type: str, said: Values
) -> None:
    message = compose(message_type, envelope("NTA.AL", "NTA.XK"), said)
    assert [finding for finding in book.run(message, LISTS) if finding.rule == number] == []


@pytest.mark.parametrize(("message_type", "version"), OWN)
def test_no_rule_is_broken_by_a_sample(message_type: str, version: str) -> None:
    root = etree.parse(sample(message_type, version)).getroot()
    assert found_in(root) == ()


def test_every_rule_is_broken_by_a_case() -> None:
    broken = {number for number, _, _ in (*CASES, *COMPOSED)}
    assert [numbers for numbers, _ in book.RULES if not broken.intersection(numbers)] == []


def test_every_rule_tells_its_number_and_source() -> None:
    for numbers, rule in book.RULES:
        words = (rule.__doc__ or "").replace("ISO 6346", "ISO6346")
        assert "ISO" in words or "P5" in words, rule
        assert all(number in words for number in numbers if number != "DDNTA"), rule


def test_check_digits_and_guidelines_only_warn() -> None:
    edits = (("TransitOperation/MRN", "26AL0010003K7B2MJ1"),)
    assert [finding.severity for finding in found_in(edited("CD006C", edits))] == [Severity.WARN]


def test_a_rule_the_table_does_not_name_is_not_run() -> None:
    assert "C0085" not in book.rules_of("CD001C")
    assert "C0085" in book.rules_of("CC015C")


def test_the_place_of_a_finding_leads_to_the_element() -> None:
    edits = ((f"{LINE}[2]/declarationGoodsItemNumber", "4"),)
    finding = next(one for one in found_in(edited("CC015C", edits)) if one.rule == "R0007")
    assert finding.path == (
        "/CC015C/Consignment/HouseConsignment/ConsignmentItem[2]/declarationGoodsItemNumber"
    )


def leaves(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if not len(element))


@given(st.data())
def test_no_content_of_a_message_stops_a_rule(data: st.DataObject) -> None:
    message_type, version = data.draw(st.sampled_from(OWN))
    root = etree.parse(sample(message_type, version)).getroot()
    for _ in range(data.draw(st.integers(1, 6))):
        element = data.draw(st.sampled_from(list(leaves(root))))
        if data.draw(st.booleans()):
            element.text = data.draw(
                st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20)
            )
        elif (parent := element.getparent()) is not None:
            parent.remove(element)
    for finding in found_in(root):
        assert texts("en").finding(finding)
