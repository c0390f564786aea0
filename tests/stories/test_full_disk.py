"""A real disk runs full under a workstation: nothing told as saved is lost, and work goes on."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.acts.chain import Tip, first_break
from app.base.clock import FakeClock, Instant, SystemClock
from app.base.errors import Broken
from app.base.ids import RecordId
from app.cli.main import main
from app.hub.notices import notices
from app.transit.use_cases import Declare
from app.workstation import outfiles, reserve
from app.workstation.cases import Lock
from app.workstation.drafts import KeepDraft
from app.workstation.records import Find, RecordPage
from app.workstation.status import Counts
from tests.hub.world import make_hub
from tests.transit.goods import declaration
from tests.workstation.post import ARBEN, NOW, SECRETS, Post, make_post

MEBIBYTE = 1 << 20
VARIABLE = "WAYPOST_TEST_SECRET"


class Disk:
    """A small file system of its own, which can be filled to its last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    @property
    def free(self) -> int:
        """Bytes that are left."""
        left = os.statvfs(self.folder)
        return left.f_bavail * left.f_frsize

    def fill(self, leave: int = 0) -> None:
        """Take all room but ``leave`` bytes."""
        with contextlib.suppress(OSError), self._ballast.open("ab") as file:
            while self.free > leave:
                file.write(bytes(4096))
                file.flush()

    def clear(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)


@pytest.fixture(params=[2, 16])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root may make a small file system")
    size = f"size={request.param}m"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this machine lets nobody make a small file system")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def post(disk: Disk) -> Iterator[Post]:
    clock = FakeClock(Instant(NOW))
    make_post(disk.folder / "post", clock)
    with Post(disk.folder / "post", clock) as opened:
        opened.sign_in()
        yield opened


def declared(post: Post, *, most: int, after: int = 0) -> dict[str, RecordId]:
    """Declare until the disk takes no more; what was told as saved."""
    saved: dict[str, RecordId] = {}
    for number in range(after, after + most):
        lrn = f"2026-{number}"
        try:
            saved[lrn] = post.do(Declare(declaration=declaration(lrn=lrn))).value
        except Broken as full:
            if full.code != "store.full":
                raise
            return saved
    return saved


def all_there(post: Post, saved: dict[str, RecordId]) -> None:
    """The officer sees all of it, the chain holds, and folding gives equal bytes."""
    assert {lrn: post.ask(RecordPage(record=record)).number for lrn, record in saved.items()} == {
        lrn: lrn for lrn in saved
    }
    stream = post.workstation.scribe.stream
    assert first_break(post.own_acts(), Tip(stream)) is None
    assert not post.workstation.rebuild().differed


def test_a_disk_that_runs_full_under_work_loses_nothing_and_work_goes_on_after(
    disk: Disk, post: Post
) -> None:
    disk.fill(leave=300_000)
    saved = declared(post, most=60)
    assert 0 < len(saved) < 60  # or the disk was not small enough
    disk.fill()
    with pytest.raises(Broken, match=r"store\.full"):
        post.do(Declare(declaration=declaration(lrn="2026-900")))
    disk.clear()
    later = declared(post, most=3, after=500)
    assert len(later) == 3
    all_there(post, saved | later)


def test_on_a_full_disk_reading_goes_on_and_locking_is_no_trouble(disk: Disk, post: Post) -> None:
    saved = declared(post, most=3)
    disk.fill()
    assert post.ask(Counts()).counts["departures"] == 3
    assert [line.number for line in post.ask(Find(text="2026-1"))] == ["2026-1"]
    with pytest.raises(Broken, match=r"store\.full"):
        post.do(KeepDraft(page="arrive", fields={"plate": "AA" * 9000}))
    post.do(Lock())
    assert post.workstation.is_locked
    with pytest.raises(Broken, match=r"store\.full"):
        post.sign_in()
    assert post.workstation.is_locked
    disk.clear()
    post.sign_in()
    all_there(post, saved)


def test_a_store_closed_on_a_full_disk_opens_when_there_is_room(disk: Disk, post: Post) -> None:
    saved = declared(post, most=3)
    disk.fill()
    post.workstation.close()
    again = Post(disk.folder / "post", post.clock, seed=3)
    with pytest.raises(Broken, match=r"store\.full"):
        again.sign_in()
    disk.clear()
    with again:
        again.sign_in()
        all_there(again, saved)


def test_room_kept_back_lets_an_officer_sign_in_and_read(disk: Disk, post: Post) -> None:
    folder = disk.folder / "post"
    saved = declared(post, most=3)
    reserve.hold(folder)
    held = (folder / reserve.FILE).stat().st_size
    assert 0 < held <= reserve.BYTES
    reserve.hold(folder)
    assert (folder / reserve.FILE).stat().st_size == held
    disk.fill()
    post.do(Lock())
    assert not (folder / reserve.FILE).exists()
    post.sign_in()
    assert post.kinds()[-2:] == ["duty.signed_out", "duty.signed_in"]
    assert post.ask(Counts()).counts["departures"] == 3
    all_there(post, saved)


def test_a_file_for_a_full_disk_leaves_the_former_one_whole(disk: Disk) -> None:
    paper = disk.folder / "tad.pdf"
    outfiles.write(paper, b"the first")
    disk.fill()
    with pytest.raises(Broken, match=r"outfile\.not_written"):
        outfiles.write(paper, bytes(32 * MEBIBYTE))
    assert paper.read_bytes() == b"the first"
    assert sorted(path.name for path in disk.folder.iterdir()) == ["ballast", "tad.pdf"]


def test_a_post_that_finds_no_room_leaves_nothing_behind(
    disk: Disk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.fill(leave=100_000)
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    words = ("init", "--store", str(disk.folder / "post"), "--office", "AL002000")
    who = ("--country", "al", "--officer", ARBEN, "--secret-env", VARIABLE)
    assert main((*words, *who)) == 3
    said = capsys.readouterr()
    assert "The disk is full" in said.err
    assert len(said.err.splitlines()) == 1
    assert [path.name for path in disk.folder.iterdir()] == ["ballast"]


@pytest.mark.parametrize(
    ("disk", "says"), [(16, "all but full"), (120, "Make room")], indirect=["disk"]
)
def test_a_disk_with_little_room_is_told_of_before_it_is_full(
    disk: Disk,
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_post(disk.folder / "post", FakeClock(SystemClock().now()))
    monkeypatch.setenv(VARIABLE, SECRETS[ARBEN])
    words = ["queue", "--store", str(disk.folder / "post"), "--secret-env", VARIABLE]

    assert main([*words, "--officer", ARBEN, "--json"]) == 0

    said = capsys.readouterr()
    assert says in said.err
    assert said.err.count("MiB") == 1


@pytest.mark.parametrize("disk", [16], indirect=True)
def test_a_hub_tells_once_that_its_disk_is_all_but_full(disk: Disk) -> None:
    hub = make_hub(disk.folder / "hub", "al", FakeClock(Instant(NOW)))
    for _ in range(3):
        hub.receipted()
    with hub.store.reading() as look:
        (noticed,) = notices(look)
    hub.close()

    assert (noticed.code, noticed.times) == ("hub.disk_low", 1)
