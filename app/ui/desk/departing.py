"""The desk of a departure: findings at their fields and in the list, the primary releases."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.acts.steps import UseCase
from app.base.errors import Refused, WaypostError
from app.base.findings import Severity
from app.transit import rows
from app.ui.desk import departures
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.pages.departure import DepartureAnswers, DeparturePage
from app.ui.pages.findings import FindingLine, FindingsPanel

_ROWS = {"count": "seals", "exempt": "seals", "guarantees": "guarantee"}
"""Fields of the step, and the row of the page they are written in."""


class DepartDesk(QObject):
    """``settled`` tells whether the primary is lawful, its reason, its words."""

    settled = Signal(bool, str, str)
    changed = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.page = DeparturePage(place.look)
        self.findings = FindingsPanel(place.look)
        self.row: rows.DepartureRow | None = None
        self._refused: FindingLine | None = None
        self.page.changed.connect(self._answered)
        self.page.left.connect(self.check)
        self.findings.chosen.connect(self.page.go_to)

    is_settled = True
    """What is missing is known at once: no question is asked for it."""

    def show_row(self, row: rows.DepartureRow, answers: DepartureAnswers | None) -> None:
        """Show a declaration, with the answers given before or those on record."""
        speech = self.place.speech
        self.row, self._refused = row, None
        shown = departures.departure_shown(row, speech)
        self.page.show_departure(shown, answers or departures.departure_answers(row, speech))
        self.tell_holder("")
        left, note, rest = departures.number_note(row, speech)
        self.findings.numbers.tell(left, 0, note, rest)
        self.check()

    def tell_holder(self, number: str) -> None:
        """Show the holder's number, where one was declared."""
        self.page.holder_number.edit.setText(number)
        self.page.holder_number.setVisible(bool(number))

    def clear(self) -> None:
        """Nothing is shown."""
        self.row = None

    def answers(self) -> DepartureAnswers:
        """What is answered so far."""
        return self.page.answers

    def _answered(self, answers: DepartureAnswers) -> None:
        self._refused = None
        self.changed.emit(answers)
        self._tell()

    def lines(self) -> tuple[FindingLine, ...]:
        """All findings: what the step still needs, what the last refusal said, the file's own."""
        if self.row is None:
            return ()
        speech = self.place.speech
        refused = () if self._refused is None else (self._refused,)
        return (
            *refused,
            *departures.missing(self.row, self.page.answers, speech),
            *departures.finding_lines(self.row.findings, speech),
        )

    def check(self) -> None:
        """Show the findings; called when a field is left, never while writing."""
        lines = self.lines()
        self.page.show_findings([line for line in lines if not self._untouched(line)])
        self.findings.show_findings(lines)
        self._tell()

    def _untouched(self, line: FindingLine) -> bool:
        """Nothing is marked at a field nobody has been at."""
        answers = self.page.answers
        blank = {
            "result": not answers.result,
            "seals": not (answers.seals or answers.count),
            "limit": not answers.limit,
        }
        return line is not self._refused and blank.get(line.field, False)

    def _tell(self) -> None:
        row, say = self.row, self.place.say
        if row is None:
            return
        stopping = [line for line in self.lines() if line.severity is Severity.STOP]
        barred = departures.barred(row, self.place.speech)
        words = say("desk.departure.release")
        if barred:
            self.settled.emit(False, barred, words)
        elif stopping:
            note = say("desk.departure.first", n=len(stopping))
            self.settled.emit(False, note, words)
        else:
            self.settled.emit(True, say("desk.arrive.leaves"), words)

    def step(self) -> UseCase | None:
        """The step of the primary."""
        if self.row is None:
            return None
        return departures.release(self.row, self.page.answers, self.place.speech)

    def too_early(self) -> None:
        """Show everything that is missing and go to the first of it."""
        lines = self.lines()
        self.page.show_findings(lines)
        self.findings.show_findings(lines)
        for line in lines:
            if line.severity is Severity.STOP:
                self.page.go_to(line.field)
                return

    def refuse(self, error: WaypostError) -> bool:
        """Show a refusal beside its field; whether there is one for it."""
        field = error.field if isinstance(error, Refused) else None
        name = _ROWS.get(field or "", field or "")
        if name not in {"result", "seals", "limit", "guarantee"}:
            return False
        words = self.place.speech.error(error)
        label = self.place.say(f"desk.field.{name}")
        self._refused = FindingLine(field=name, label=label, words=words)
        self.check()
        self.page.go_to(name)
        return True

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the page."""
        return {
            **self.page.presses(),
            Press.NEXT_FINDING: lambda: self.findings.walk(1),
            Press.PREVIOUS_FINDING: lambda: self.findings.walk(-1),
        }

    def focus(self) -> None:
        """Put the focus where the next answer is due."""
        self.page.results.setFocus()
