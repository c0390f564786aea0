"""Two hundred kills under load: whatever was told as saved is there, and the store is whole."""

import mmap
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.acts.chain import Tip, first_break
from app.base.clock import FakeClock, Instant
from app.base.ids import ActId
from app.models.store import Store
from app.workstation.drafts import Typed
from tests.hub.world import ROOMS, SECRET, Post
from tests.stories.zygote import OPEN, PAGE, STEPS, TYPED

KILLS = 200
ROOT = Path(__file__).resolve().parents[2]
FEWEST = 20  # of each sort, or the test has not bitten


class Killing:
    """Starts workers through the zygote and kills each at a moment of its work."""

    def __init__(self, folder: Path) -> None:
        self.inside = 0
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.zygote", str(folder / "post"), SECRET],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with (folder / "shared").open("r+b") as file:
            self.shared = mmap.mmap(file.fileno(), PAGE)

    def number(self, at: int) -> int:
        """A number of the shared page."""
        return int.from_bytes(self.shared[at : at + 8], "big")

    def kill(self, steps: int, *, inside: bool) -> None:
        """Kill a worker once it did some steps, ``inside`` an open transaction if so wanted."""
        worker = int(self._ask("go\n"))
        while self.number(STEPS) < steps or (inside and not self.shared[OPEN]):
            os.kill(worker, 0)  # a worker that died by itself fails the test here
        self.inside += self.shared[OPEN]
        os.kill(worker, signal.SIGKILL)
        assert self._ask("") == "gone\n"

    def close(self) -> None:
        """End the zygote by closing its input."""
        if self._zygote.stdin is not None and self._zygote.stdout is not None:
            self._zygote.stdin.close()
            self._zygote.wait(30)
            self._zygote.stdout.close()
        self.shared.close()

    def _ask(self, words: str) -> str:
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.write(words)
        self._zygote.stdin.flush()
        return self._zygote.stdout.readline()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forked: POSIX only")
def test_every_act_shown_as_saved_survives_two_hundred_kills(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = Post(tmp_path / "post", "AL002000", FakeClock())
    officer = post.premises.vault.officers()[0].officer
    key = post.premises.vault.unlock(officer, SECRET, Instant(0)).store_key
    post.close()
    (tmp_path / "told.bin").touch()
    (tmp_path / "shared").write_bytes(bytes(PAGE))
    chance = random.Random(20261124)
    behind = 0
    killing = Killing(tmp_path)
    try:
        for turn in range(KILLS):
            killing.kill(chance.randrange(1, 6), inside=turn % 2 == 0)
            behind = max(behind, _check(tmp_path, key, officer, killing.number(TYPED)))
    finally:
        inside = killing.inside
        killing.close()

    saved = (tmp_path / "told.bin").stat().st_size // 32
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} kills, {inside} in an open transaction, {saved} acts saved\n")
    assert inside >= FEWEST
    assert KILLS - inside >= FEWEST
    assert behind <= 1  # the keystroke of the moment of the kill
    _whole(tmp_path, key)


def _check(folder: Path, key: bytes, officer: bytes, typed: int) -> int:
    """Everything told as saved is there; how far the draft is behind what was typed."""
    told = (folder / "told.bin").read_bytes()
    ids = {ActId(told[at : at + 32]) for at in range(0, len(told) - 31, 32)}
    with Store.open(folder / "post", key, ROOMS.registry) as store, store.reading() as look:
        missing = ids - look.held(ids)
        assert not missing
        drafts = look.drafts.of_officer(officer)
    kept = [
        int(msgspec.msgpack.decode(one.content, type=Typed).fields["remarks"]) for one in drafts
    ]
    return abs(typed - kept[0])


def _whole(folder: Path, key: bytes) -> None:
    """The chain holds, the file is sound, the records fold to the same bytes again."""
    with Store.open(folder / "post", key, ROOMS.registry) as store:
        with store.reading() as look:
            for tip in look.tips():
                acts = look.stream_acts(tip.stream, 0, tip.seq)
                assert first_break(acts, Tip(tip.stream)) is None
                assert acts[-1].id == tip.id
        assert store.upkeep.damage(thorough=True) == ()
