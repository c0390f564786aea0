"""A box of a form: where it stands, what it is called, where its content begins."""

from enum import Enum
from typing import NamedTuple

from app.printing.text.breaking import Widths
from app.printing.text.faces import Typeface

NONE, THIN, THICK = 0.0, 0.18, 0.5
"""Frames, mm: no frame, a plain one, and the heavy one that the models of the forms ask for."""

LABEL_SIZE = 5.0
CONTENT_SIZE = 7.0
"""Points, of the labels and of what is declared."""

LABEL_HEIGHT = 2.3
LINE_HEIGHT = 2.45
ROW = 4.1
"""Millimetres: a label's row, a line of content, a row of the grid."""

NO_LABEL = "-"
"""The label of a box whose words stand in another one."""

MARGIN = 0.7
"""White between frame and words, mm."""


class Flow(Enum):
    """Where the content stands."""

    BELOW = "below"  # under the label, as many lines as there is room for
    BESIDE = "beside"  # one line, on the label's own
    TURNED = "turned"  # none: the label itself reads upwards


class Box(NamedTuple):
    """One box: name, corner (x, y) and size (width, height) in mm from the top left.

    A box without a name is only a frame. ``element`` is the data element number printed after the
    label; ``label`` the text's code where it is not the name's own; ``notch`` how wide the first
    line is where another box takes the corner; ``aside`` where content beside the label begins,
    from x; ``weight`` sets the label.
    """

    name: str
    corner: tuple[float, float]
    size: tuple[float, float]
    element: str = ""
    label: str = ""
    flow: Flow = Flow.BELOW
    frame: float = THIN
    notch: float = 0.0
    aside: float = 0.0
    weight: Typeface = Typeface.REGULAR
    label_size: float = LABEL_SIZE

    @property
    def lines(self) -> int:
        """How many lines of content there is room for."""
        if self.flow is Flow.BESIDE:
            return 1
        return max(int((self.size[1] - LABEL_HEIGHT + 0.1) / LINE_HEIGHT), 1)

    def widths(self, unit: float) -> Widths:
        """Tell how wide each line may be, in thousandths of the size; ``unit`` is one, mm."""
        full = self.size[0] - self.aside - 2 * MARGIN
        first = (self.notch or self.size[0]) - self.aside - 2 * MARGIN

        def room(line: int) -> int:
            return int((first if line == 0 else full) / unit)

        return room

    def contains(self, x: float, y: float) -> bool:
        """Whether a point of the page lies in this box."""
        (left, top), (width, height) = self.corner, self.size
        return left <= x <= left + width and top <= y <= top + height

    @property
    def area(self) -> float:
        """Square millimetres; of two boxes around a point the smaller is meant."""
        return self.size[0] * self.size[1]
