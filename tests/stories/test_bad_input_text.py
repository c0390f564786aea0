"""Hostile text: what is stored is what is shown, found, listed and printed, or it is refused."""

import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.base.clock import FakeClock, Instant
from app.base.errors import Refused
from app.base.ids import RecordId
from app.cli import out
from app.cli.show import told
from app.printing.pdf.pictures import characters
from app.reference import folding
from app.reference.texts import texts
from app.transit.use_cases import Accept, Cross, Declare, Hold, Release
from app.workstation.drafts import KeepDraft, MyDrafts
from app.workstation.papers import Paper
from app.workstation.records import Find, Numbered, QueuePage, RecordPage
from tests.transit.goods import DECLARATION, HOLDER
from tests.workstation.post import NOW, Post, make_post
from tests.workstation.test_steps import LIMIT

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "security" / "blns"
LONGEST_NAME = 70
EVERY = 8  # each eighth string: the walk through every surface takes a fifth of a second

OWN = (
    "Agro & Co <b>bold</b> <img src=x>",
    "=cmd|' /C calc'!A0",
    "Robert'); DROP TABLE acts;--",
    "{holder} {n} %s %(name)s @transit.state.released",
    "Durre\u0308s \u010aele",
    "\u0428\u0430\u0431\u0430\u0446 \u0434.\u043e.\u043e.",
    "\u0634\u0631\u0643\u0629 \u0627\u0644\u0646\u0642\u0644 12",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u738b\u5c0f\u660e\u8fd0\u8f93\u516c\u53f8",
    "A\u202eB\u202c C",
    "x" * LONGEST_NAME,
)
NEVER_KEPT = ("a\0b", "a\x1b[2Jb", "a\tb", "a\nb", "a\x85b", "a\u2028b", "a\ud800b", "a\uffffb")


def naughty() -> list[str]:
    """A few dozen of the strings that break programs; none where the list is not at hand."""
    file = NAUGHTY / "blns.json"
    if not file.is_file():
        return []
    strings = [one for one in json.loads(file.read_text("utf-8")) if 0 < len(one) <= LONGEST_NAME]
    return strings[::EVERY]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "post"
    make_post(folder, FakeClock(Instant(NOW)))
    return folder


@pytest.fixture
def post(made: Path, tmp_path: Path) -> Iterator[Post]:
    folder = Path(shutil.copytree(made, tmp_path / "post"))
    with Post(folder, FakeClock(Instant(NOW))) as opened:
        opened.sign_in()
        opened.lease(1, 500)
        yield opened


def declare(post: Post, name: str, lrn: str) -> RecordId:
    holder = msgspec.structs.replace(HOLDER, name=name)
    declared = msgspec.structs.replace(DECLARATION, holder=holder, lrn=lrn)
    return RecordId(post.do(Declare(declaration=declared)).value)


def shown(post: Post, record: RecordId) -> str:
    """The holder's name as ``show --json`` prints it."""
    page = json.loads(msgspec.json.encode(out.plain(told(post.ask(RecordPage(record=record))))))
    name = str(page["facts"]["snapshots"][0]["declaration"]["holder"]["name"])
    assert name in page["timeline"][0]["words"]
    return name


def listed(post: Post, record: RecordId) -> str:
    rows = post.ask(QueuePage(queue="departures", offset=0, limit=500))
    (row,) = (row for row in rows if row.record == record)
    return str(row.row["holder"])


def is_drawn_as_written(text: str) -> bool:
    """Whether its signs follow each other on paper as they do in the text."""
    plain = {"L", "EN", "ES", "ET", "CS", "ON", "WS"}
    return all(
        unicodedata.bidirectional(sign) in plain and not unicodedata.combining(sign)
        for sign in text
    )


def walk(post: Post, name: str, lrn: str) -> None:
    """Through every surface, from the declaration to the paper."""
    record = declare(post, name, lrn)
    kept = unicodedata.normalize("NFC", name)
    assert shown(post, record) == kept
    assert listed(post, record) == kept
    hits = {hit.record for hit in post.ask(Find(text=kept, limit=500))}
    if len(folding.name_key(kept)) >= 3 and len(hits) < 500:
        assert record in hits
    mrn = post.do(Accept(record=record)).value
    movement = post.ask(Numbered(number=mrn))
    assert post.do(Release(record=movement, result="A2", exempt=True, limit=LIMIT)).done
    paper = post.ask(Paper(document="tad", record=movement))
    codes = {finding.code for finding in paper.findings}
    if "printing.no_glyph" in codes or paper.truncated or not is_drawn_as_written(kept):
        return
    drawn = "".join(one.character for one in characters(paper.pdf, 0))
    assert "".join(kept.split()) in "".join(drawn.split())


@pytest.mark.parametrize("name", OWN)
def test_a_hostile_name_is_the_same_everywhere(post: Post, name: str) -> None:
    walk(post, name, "2026-1")


def test_strings_that_break_programs_are_the_same_everywhere_or_refused(post: Post) -> None:
    strings = naughty()
    if not strings:
        pytest.skip("the list of naughty strings is not at hand")
    refused = 0
    for number, name in enumerate(strings):
        try:
            walk(post, name, f"2026-{number}")
        except Refused as refusal:
            assert (refusal.code, refusal.field) == (  # noqa: PT017 - the walk goes on
                "base.sign",
                "declaration.holder.name",
            )
            refused += 1
    assert len(strings) >= 30
    assert refused <= len(strings) // 4
    assert not post.workstation.rebuild().differed


@pytest.mark.parametrize("name", NEVER_KEPT)
def test_a_sign_that_no_screen_shows_is_refused_at_its_field(post: Post, name: str) -> None:
    before = len(post.own_acts())
    with pytest.raises(Refused) as told_so:
        declare(post, name, "2026-1")
    assert told_so.value.code == "base.sign"
    assert told_so.value.field == "declaration.holder.name"
    assert "holder name, sign 2" in texts("en").error(told_so.value)
    assert len(post.own_acts()) == before


def test_a_note_may_have_lines_and_they_are_all_of_one_kind(post: Post) -> None:
    record = declare(post, "Agro", "2026-1")
    post.do(Hold(record=record, reason="seal torn\r\ndriver gone\rpolice called"))
    assert post.last_fact().reason == "seal torn\ndriver gone\npolice called"


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (Cross(mrn="26AL002000000009J0", plate="AA\u200b123", reason="no data"), "plate"),
        (Cross(mrn="26AL0020000\u202e00009J0", plate="AA123", reason="no data"), "mrn"),
    ],
)
def test_a_code_with_a_sign_of_no_width_is_refused(post: Post, case: Cross, field: str) -> None:
    with pytest.raises(Refused, match=r"base\.sign") as told_so:
        post.do(case)
    assert told_so.value.field == field


def test_a_text_longer_than_any_message_holds_is_refused(post: Post) -> None:
    record = declare(post, "Agro", "2026-1")
    with pytest.raises(Refused, match=r"base\.too_long"):
        post.do(Hold(record=record, reason="x" * 513))
    assert post.do(Hold(record=record, reason="x" * 512)).done


@pytest.mark.parametrize("text", ["\ud800", "a\udcffb"])
def test_half_a_character_is_refused_wherever_it_is_asked_for(post: Post, text: str) -> None:
    for view in (Find(text=text), Numbered(number=text), QueuePage(queue=text)):
        with pytest.raises(Refused, match=r"base\.sign"):
            post.ask(view)
    with pytest.raises(Refused, match=r"base\.sign"):
        post.do(KeepDraft(page="arrive", fields={"plate": text}))


def test_a_draft_keeps_whatever_a_keyboard_types(post: Post) -> None:
    typed = {"plate": "AA\t\u200b1", "remarks": "one\ntwo"}
    post.do(KeepDraft(page="arrive", fields=typed))
    (draft,) = post.ask(MyDrafts())
    assert draft.fields == typed


def test_a_number_beyond_what_is_counted_is_refused(post: Post) -> None:
    with pytest.raises(Refused, match=r"base\.number"):
        post.ask(Find(text="26AL", limit=1 << 70))
