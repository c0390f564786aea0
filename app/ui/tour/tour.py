"""Makes the tour: plays the day, visits every screen, looks, writes pictures and findings."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.base.clock import FakeClock, Instant
from app.base.errors import Broken
from app.base.ids import SeededChance
from app.training.demonstration import Demonstration, demonstration
from app.ui.application import application
from app.ui.tour.looking import Seen, contrasts, look_at
from app.ui.tour.sheet import Picture, write_json, write_page, write_sheet
from app.ui.tour.visitor import Visitor, Way, copied
from app.ui.tour.visits import VISITS, Visit

STOPPED = Instant(1_795_352_700_000)
"""14:05 at the post, Sunday 22 November 2026."""
_AHEAD = 60

Tell = Callable[[Picture], None]


def tour(
    out: Path,
    ways: Sequence[Way],
    *,
    only: frozenset[int] = frozenset(),
    seed: int = 1,
    story: Demonstration | None = None,
    tell: Tell = lambda _picture: None,
) -> tuple[Picture, ...]:
    """Visit every screen, or ``only`` some by number, in each way; equal seeds, equal bytes.

    ``story`` is a day that was played before; else one is played from the seed.

    Raises:
        Broken: the folder cannot be written, or set-up has not made the faces.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("desk.tour.folder", folder=str(out), reason=reason) from wrong
    app = application()
    app.setCursorFlashTime(0)
    pictures: list[Picture] = []
    with tempfile.TemporaryDirectory(prefix="waypost-tour-") as made:
        folder = Path(made)
        story = story or played(folder / "story", seed)
        for way in ways:
            for picture in Walk(app, story, way, folder).pictures(out, only):
                pictures.append(picture)
                tell(picture)
    write_json(out, pictures)
    write_page(out, pictures)
    write_sheet(out, pictures)
    return tuple(pictures)


def played(folder: Path, seed: int) -> Demonstration:
    """Play the day that the tour shows; it ends when its clock is stopped."""
    clock, chance = FakeClock(STOPPED, _AHEAD), SeededChance(seed)
    return demonstration(folder, seed=seed, clock=clock, chance=chance)


class Walk:
    """One way through all screens, over copies of the posts' folders."""

    def __init__(self, app: QApplication, story: Demonstration, way: Way, folder: Path) -> None:
        self._app, self._story, self._way, self._folder = app, story, way, folder

    def visits(self, only: frozenset[int] = frozenset()) -> Iterator[tuple[Visit, Visitor]]:
        """Make the visits that are wanted, each post in one go; stand still at each."""
        wanted = [visit for visit in VISITS if not only or visit.screen in only]
        for is_empty in (False, True):
            visits = [visit for visit in wanted if visit.empty is is_empty]
            if visits:
                yield from self._at(is_empty, visits)

    def _at(self, is_empty: bool, visits: list[Visit]) -> Iterator[tuple[Visit, Visitor]]:
        source = self._story.empty if is_empty else self._story.post
        visitor = Visitor(
            self._app,
            copied(source, self._folder / "visited"),
            self._way,
            now=self._story.ended,
            chance=SeededChance(self._story.seed + 1),
        )
        try:
            for visit in visits:
                if not visit.before:
                    self._sign_in(visitor, visit)
                visit.go(visitor, self._story)
                yield visit, visitor
                _leave(visitor)
        finally:
            visitor.close()

    def pictures(self, out: Path, only: frozenset[int]) -> Iterator[Picture]:
        """Take a picture at each visit, and look."""
        for visit, visitor in self.visits(only):
            yield self._picture(visitor, visit, out)

    def _picture(self, visitor: Visitor, visit: Visit, out: Path) -> Picture:
        image = visitor.shot()
        file = f"{visit.screen:02}-{visit.name}-{self._way.name}.png"
        if not image.save(str(out / file)):
            raise Broken("desk.tour.folder", folder=str(out), reason=file)
        seen = look_at(visitor.window)
        if (visitor.window.width(), visitor.window.height()) != self._way.logical:
            seen += (Seen("clipped", "the window does not shrink to the size asked for"),)
        if visit.name == VISITS[0].name:
            seen += contrasts(visitor.look.theme)
        return Picture(
            screen=visit.name,
            file=file,
            width=image.width(),
            height=image.height(),
            findings=seen,
        )

    def _sign_in(self, visitor: Visitor, visit: Visit) -> None:
        """Let the officer of the visit be the one who is signed in."""
        names = visitor.officers()
        wanted = self._story.officers[visit.officer]
        name = wanted if wanted in names else names[0]
        if visitor.name != name:
            if visitor.name:
                visitor.desktop.lock()
                visitor.settle()
            visitor.sign_in(name, self._story.secret)


def _leave(visitor: Visitor) -> None:
    """Leave the window as the next visit expects it."""
    visitor.desk.let_go()
    visitor.settle()
    visitor.desktop.dismiss()
    visitor.window.leave_find()
