"""How bad input is told: an exit status, at most two sentences of the officer's words."""

import re
from pathlib import Path

from app.acts.chain import Tip, first_break
from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.workstation.cases import SignIn
from app.workstation.premises import Premises
from app.workstation.workstation import Workstation
from tests.cli.conftest import Said
from tests.house.test_words import unsaid
from tests.workstation.post import ARBEN, SECRETS

_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_OURS = re.compile(r"A fault of the program|Traceback|\u00ab|Errno")
LONGEST = 700


def plainly(said: Said, *statuses: int) -> str:
    """Hold what was said of bad input to the house's word, and give it."""
    assert said.status in statuses, said
    words = said.err.strip()
    assert words, said
    assert len(words.splitlines()) == 1, words
    assert len(words) <= LONGEST, words
    assert len(_SENTENCE.findall(words)) <= 2, words
    assert not _OURS.search(words), words
    assert unsaid(words) is None, words
    return words


def opened(folder: Path, *, name: str = ARBEN) -> Workstation:
    """The post with its officer signed in; close it."""
    clock, chance = SystemClock(), SystemChance()
    post = Workstation(Premises.open(folder, chance), clock=clock, chance=chance)
    lines = post.premises.sign_in_row(clock.now()).officers
    officer = next(line.officer for line in lines if line.name == name)
    post.do(SignIn(officer=officer, secret=SECRETS[name]))
    return post


def is_whole(folder: Path) -> bool:
    """Whether the post opens, its chain holds, and folding everything again changes nothing."""
    post = opened(folder)
    try:
        stream = post.scribe.stream
        with post.store.reading() as look:
            acts = look.stream_acts(stream, 0, 100_000)
        return first_break(acts, Tip(stream)) is None and not post.rebuild().differed
    finally:
        post.close()
