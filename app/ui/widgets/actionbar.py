"""The action bar: flat buttons at the leading end, the reason and the primary at the other."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.fonts import Style
from app.ui.look import Look
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.line import Line
from app.ui.widgets.panel import Inset

HIGH, LOW = 52, 44


class ActionBar(Inset):
    """One primary per page; while it is not lawful its reason stands before it."""

    def __init__(
        self, look: Look, primary: str = "", cap: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent=parent)
        self._row = QHBoxLayout(self)
        self.note = Line(look, style=Style.SECOND, align="trailing")
        self.primary = Button(look, primary, kind=Kind.PRIMARY, cap=cap)
        self.primary.setVisible(bool(primary))
        self.flat: list[Button] = []
        self._row.addWidget(self.note, 1)
        self._row.addWidget(self.primary)
        look.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take a changed look."""
        px = self.look.px
        self.setFixedHeight(px(LOW if self.look.narrow else HIGH))
        self._row.setContentsMargins(self.look.margins(8, 2, 16, 0))
        self._row.setSpacing(px(8))

    def add(self, words: str, cap: str = "", done: Callable[[], None] | None = None) -> Button:
        """Add a flat button after those there."""
        button = Button(self.look, words, kind=Kind.FLAT, cap=cap)
        if done is not None:
            button.clicked.connect(lambda _checked=False: done())
        self._row.insertWidget(len(self.flat), button)
        self.flat.append(button)
        return button

    def offer(self, words: str, cap: str) -> None:
        """Name the primary."""
        self.primary.cap = cap
        self.primary.tell(words)
        self.primary.setVisible(bool(words))

    def lawful(self, lit: bool, note: str = "") -> None:
        """Fill the lamp, or show it waiting; the note says why, or what happens next."""
        self.primary.light(lit, note)
        self.note.tell((Run(note, role=Role.QUIET),) if note else ())
