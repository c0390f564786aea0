"""Every act of duty folds, has its words, and paper is counted copy by copy."""

from pathlib import Path

import msgspec
import pytest

from app.acts.in_force import InForce
from app.acts.steps import Words
from app.acts.told import Told
from app.base.clock import FakeClock, Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.duty.acts import KINDS, Remark
from app.duty.room import ROOM
from app.duty.service import NotePrint
from app.reference.texts import texts
from app.transit.use_cases import Declare
from app.workstation.rooms import Rooms
from tests.transit.goods import DECLARATION
from tests.workstation.post import Post, make_post


@pytest.fixture
def post(tmp_path: Path) -> Post:
    clock = FakeClock()
    make_post(tmp_path / "post", clock)
    return Post(tmp_path / "post", clock)


def test_every_kind_of_act_has_a_name_in_words() -> None:
    english = texts("en")
    kinds = Rooms().registry.kinds
    assert [kind for kind in kinds if not english.has(f"kind.{kind}")] == []
    assert Rooms().kind_words("fisheries.netted") == "kind.newer"


def test_every_act_of_duty_is_told_in_a_sentence(post: Post) -> None:
    english = texts("en")
    with post:
        post.sign_in()
        told = [post.workstation.rooms.registry.read(act) for act in post.own_acts()]
        assert len(told) == 2
        for one in told:
            words = post.workstation.rooms.sentence(one)
            said = english.say(words.code, **words.parameters)
            assert "{" not in said
            assert "\u00ab" not in said
        unread = Told(act=told[0].act, fact=None)
        assert post.workstation.rooms.sentence(unread) == Words(
            "act.newer", {"kind": "device.epoch_opened"}
        )


def test_a_sentence_asks_for_no_more_than_its_act_gives() -> None:
    english = texts("en")
    samples = {
        str: "x",
        bytes: b"x" * 16,
        int: 5,
        Instant: Instant(5),
        tuple[str, ...]: ("x",),
        tuple[InForce, ...]: (InForce(part="hold"),),
        tuple[Remark, ...]: (Remark(line="hold", text="x"),),
    }
    for kind in KINDS:
        hints = msgspec.structs.fields(kind.struct)
        fact = kind.struct(**{field.name: samples[field.type] for field in hints})
        assert ROOM.sentences is not None
        envelope = type("E", (), {"kind": kind.name})()
        act = type("A", (), {"envelope": envelope})()
        words = ROOM.sentences(Told(act=act, fact=fact))
        assert "{" not in english.say(words.code, **words.parameters), kind.name


def test_the_second_print_of_a_paper_is_its_second_copy(post: Post) -> None:
    with post:
        post.sign_in()
        record = post.do(Declare(declaration=DECLARATION)).value
        paper = NotePrint(document="tad", record=record, pages=3, digest=bytes(32))
        assert [post.do(paper).value, post.do(paper).value] == [1, 2]
        other = msgspec.structs.replace(paper, document="list")
        assert post.do(other).value == 1
        assert post.last_fact().copy == 1
        for wrong in (
            msgspec.structs.replace(paper, digest=b"short"),
            msgspec.structs.replace(paper, pages=0),
            msgspec.structs.replace(paper, record=RecordId(bytes(16))),
        ):
            with pytest.raises(Refused, match=r"duty\."):
                post.do(wrong)
