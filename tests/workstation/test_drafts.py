"""What is typed is kept for its author, and for nobody else."""

from pathlib import Path

from app.base.clock import FakeClock
from app.base.ids import RecordId
from app.workstation.drafts import DropDraft, KeepDraft, MyDrafts
from tests.hub.world import Post

RECORD = RecordId(bytes(range(16)))


def test_what_is_typed_is_there_again_with_the_cursor_in_its_field(tmp_path: Path) -> None:
    post = Post(tmp_path / "post", "AL002000", FakeClock())
    post.do(KeepDraft(page="arrive", record=RECORD, fields={"remarks": "seal l"}, field="remarks"))
    post.do(
        KeepDraft(page="arrive", record=RECORD, fields={"remarks": "seal lo"}, field="remarks")
    )

    (draft,) = post.workstation.ask(MyDrafts())

    assert draft.fields == {"remarks": "seal lo"}
    assert draft.field == "remarks"
    assert draft.record == RECORD
    post.close()


def test_a_draft_that_was_dropped_is_gone(tmp_path: Path) -> None:
    post = Post(tmp_path / "post", "AL002000", FakeClock())
    post.do(KeepDraft(page="arrive", record=RECORD, fields={"plate": "AA1"}))
    post.do(DropDraft(page="arrive", record=RECORD))

    assert post.workstation.ask(MyDrafts()) == ()
    post.close()
