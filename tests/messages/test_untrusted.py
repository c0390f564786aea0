"""A stranger's file is read in the worker process, and the whole message comes back."""

from app.messages.ncts.message import read
from app.messages.untrusted import parse_untrusted, parsed
from app.security.worker import Worker
from tests.messages.hostile import REFUSED
from tests.messages.ncts.places import sample

PARSER = "app.messages.untrusted:parse_untrusted"


def test_the_worker_reads_messages_and_refuses_what_the_door_refuses() -> None:
    with Worker(PARSER) as worker:
        for message_type, version in (("CC015C", "p5"), ("CC029C", "p6"), ("CD018C", "p5")):
            raw = sample(message_type, version).read_bytes()
            assert parsed(worker.call(raw)).message == read(raw).message
        for code, raw in REFUSED.values():
            answer = parsed(worker.call(raw))
            assert answer.message is None
            if code not in {"messages.too_many_elements", "messages.too_deep"}:
                assert [finding.code for finding in answer.findings] == [code]


def test_a_file_of_no_family_is_said_to_be_of_none() -> None:
    answer = parsed(parse_untrusted(b"<letter/>"))
    assert answer.message is None
    assert [finding.code for finding in answer.findings] == ["messages.unknown_family"]
