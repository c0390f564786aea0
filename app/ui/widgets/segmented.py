"""A segmented choice: joined cells with a tick on the chosen one, as wide as their words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.ui.look import Look
from app.ui.widgets.cells import CellRow, Choice


class Segments(CellRow):
    """One of a few values; those not offered are struck through, the reason stands beside."""

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice] = (),
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, choices, name=name, parent=parent)
