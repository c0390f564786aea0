"""The stations that conclude: control, result, remarks. Filled in advance, lawful values only."""

from PySide6.QtCore import Signal

from app.ui.fonts import Style
from app.ui.keys import CAPS, Press
from app.ui.look import Look
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.layouts import quiet, row_of, say_quietly
from app.ui.pages.shown import Follows
from app.ui.text import Run
from app.ui.theme import Role
from app.ui.widgets.cells import Choice
from app.ui.widgets.line import Line
from app.ui.widgets.plate import DashedField
from app.ui.widgets.segmented import Segments
from app.ui.widgets.textarea import TextArea
from app.ui.widgets.track import Node, Station

CONTROLS = ("none", "documentary", "physical")
_CAPS = {"documentary": Press.DOCUMENTARY, "physical": Press.PHYSICAL}


class ControlStation(Station):
    """None, documentary, physical; the default comes from risk."""

    taken = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "control", look.say("ui.arrive.control"))
        self.hint = quiet(look)
        self.choices = Segments(look, name=look.say("ui.arrive.control"))
        self.choices.chosen.connect(self.taken)
        self.add_line(self.hint, row_of(look, self.choices))

    def settle(self, answers: ArrivalAnswers, follows: Follows, hint: str) -> Node:
        """Offer what is lawful; answer how the station stands."""
        say_quietly(self.hint, follows.control_hint or hint)
        self.choices.offer([self._choice(name, follows) for name in CONTROLS])
        self.choices.choose(answers.control)
        return Node.DONE if answers.control_chosen else Node.PREFILLED

    def _choice(self, name: str, follows: Follows) -> Choice:
        cap = CAPS.cap(_CAPS[name]) if name in _CAPS else ""
        words = self.look.say(f"ui.control.{name}")
        return Choice(name, words, cap, offered=name not in follows.barred)

    def press(self, name: str) -> None:
        """Choose as the officer does."""
        self.choices.press(name)


class ResultStation(Station):
    """What the answers leave; one lawful result needs no choosing."""

    taken = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "result", look.say("ui.arrive.result"))
        self.hint = quiet(look)
        self.choices = Segments(look, name=look.say("ui.arrive.result"))
        self.choices.chosen.connect(self.taken)
        self.follows = DashedField(look, look.say("ui.arrive.follows"), "", high=32)
        self.rule = Line(
            look, style=Style.CAPTION, align="trailing", high=32
        )  # goes first where room is short
        self.rule.setMinimumWidth(1)
        self.row = row_of(look, self.choices, None, self.rule)
        self.add_line(self.hint, self.follows)
        self.add_beside(0, self.row)

    def settle(self, answers: ArrivalAnswers, follows: Follows) -> Node:
        """Offer the lawful results; answer how the station stands."""
        self.follows.setVisible(not follows.results)
        self.row.setVisible(bool(follows.results))
        say_quietly(self.hint, follows.why)
        rule = Run(follows.rule, code=True, role=Role.QUIET)
        self.rule.tell((rule,) if follows.rule else ())
        self.choices.offer([Choice(code, words, lead=code) for code, words in follows.results])
        chosen = answers.result or follows.result
        self.choices.choose(chosen)
        if not follows.results:
            return Node.FOLLOWS
        return Node.DONE if self.choices.value else Node.OPEN


class RemarksStation(Station):
    """Remarks: beside the track unless the result asks for them."""

    written = Signal(str)
    writing = Signal(bool)

    def __init__(self, look: Look) -> None:
        say = look.say
        super().__init__(look, "remarks", say("ui.arrive.remarks"))
        self.hint = quiet(look)
        self.area = TextArea(
            look, name=say("ui.arrive.remarks"), placeholder=say("ui.arrive.remarks_when")
        )
        self.area.edited.connect(self.written)
        self.area.writing.connect(self.writing)
        self.add_line(self.hint, self.area)

    def settle(self, answers: ArrivalAnswers, follows: Follows) -> Node:
        """Say whether remarks are needed; answer how the station stands."""
        result = answers.result or follows.result
        needed = follows.remarks_needed
        words = self.look.say("ui.arrive.remarks_needed", result=result) if needed else ""
        say_quietly(self.hint, words)
        if not needed:
            return Node.NONE
        return Node.DONE if answers.remarks and not self.area.edit.hasFocus() else Node.OPEN
