"""What is said of a file, whatever it is."""

from app.base.clock import Day
from app.messages.examined import examine
from app.messages.roundtrip import roundtrip
from app.reference.codelists import load
from tests.messages.ncts.places import sample

LISTS = load(Day(20261122))


def test_a_file_of_no_family_is_rejected_with_a_reason() -> None:
    for raw in (b"<invoice/>", b'<n:X xmlns:n="http://ncts.dgtaxud.ec"/>'):
        examined = examine(raw, LISTS)
        assert (examined.family, examined.schema, examined.verdict) == ("", "unknown", "reject")
        assert [finding.code for finding in examined.findings] == ["messages.unknown_family"]


def test_a_family_that_is_named_is_the_only_one_asked() -> None:
    raw = sample("CC015C", "p5").read_bytes()
    assert examine(raw, LISTS, family="ncts").family == "ncts"
    assert examine(raw, LISTS, family="asycuda").verdict == "reject"


def test_a_type_without_table_is_flagged_and_kept() -> None:
    raw = b'<n:CC999Z xmlns:n="http://ncts.dgtaxud.ec"/>'
    examined = examine(raw, LISTS)
    assert (examined.type, examined.schema, examined.verdict) == ("CC999Z", "unknown", "flag")


def test_what_does_not_come_through_the_door_does_not_come_back() -> None:
    assert [one.code for one in roundtrip(b"<a>").findings] == ["messages.not_xml"]
    assert [one.code for one in roundtrip(b"<a/>").findings] == ["messages.unknown_family"]


def test_a_broken_format_is_rejected_and_no_message_is_no_family() -> None:
    raw = sample("CC015C", "p5").read_bytes().replace(b"<LRN>", b"<LRN> ")
    assert examine(raw, LISTS).verdict == "reject"
    nothing = examine(b"<a>", LISTS)
    assert (nothing.family, nothing.verdict) == ("", "reject")
