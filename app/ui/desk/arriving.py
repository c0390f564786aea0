"""The desk of an arrival: answers become questions, the primary becomes the step."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec
from PySide6.QtCore import QObject, Signal

from app.acts.steps import UseCase
from app.base.clock import Instant, instant_of
from app.base.errors import Refused, WaypostError
from app.base.findings import Severity, stops
from app.transit import rows
from app.ui.background import Latest
from app.ui.desk import arrivals
from app.ui.desk.movements import cells_of, found_instead
from app.ui.desk.reasonbar import ReasonBar
from app.ui.desk.workplace import Workplace
from app.ui.keys import Press
from app.ui.pages.answers import SAME, ArrivalAnswers
from app.ui.pages.arrive import ArrivePage
from app.ui.pages.shown import Follows
from app.ui.widgets.field import FindingStrip, Told
from app.ui.widgets.track import Station

_FIELDS = {
    "plate": "plate",
    "seals": "seals",
    "controls": "control",
    "result": "result",
    "remarks": "remarks",
    "occurred": "arrived",
    "place": "arrived",
}
"""Fields of the step, and the station beside which their refusal stands."""
_FROM_PAPER = frozenset({"arrived", "plate", "seals"})
_DIFFER = frozenset({"A5", "B1"})


class ArriveDesk(QObject):
    """``settled`` tells whether the primary is lawful, its reason or what happens next, its words.

    ``found`` gives the verdict with what the answers found; ``changed`` that answers changed.
    """

    settled = Signal(bool, str, str)
    found = Signal(object)
    changed = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.page = ArrivePage(place.look)
        self.late = ReasonBar(place.look)
        self.row: rows.ArrivalRow | None = None
        self._follows: rows.FollowsRow | None = None
        self._latest = Latest()
        self._asking = False
        self.strips: dict[str, FindingStrip] = {}
        self._add_strips()
        self.page.changed.connect(self._answered)
        self.page.arrived.time.edit.editingFinished.connect(self.settle)
        self.late.written.connect(lambda _words: self.settle())
        self.late.left.connect(self.focus)

    def _add_strips(self) -> None:
        for station in self.page.track.stations:
            strip = FindingStrip(self.place.look)
            station.add_line(None, strip)
            self.strips[station.name] = strip

    @property
    def is_settled(self) -> bool:
        """Whether what follows from the last answer is known."""
        return not self._asking

    def show_row(self, row: rows.ArrivalRow, answers: ArrivalAnswers | None) -> None:
        """Show a movement, with the answers given before or those on record."""
        speech = self.place.speech
        self.row, self._follows = row, None
        shown = arrivals.arrival_shown(row, speech)
        self._forget_refusals()
        self.page.show_arrival(shown, answers or arrivals.answers_of(row, speech))
        self._fit(row)
        late = row.head.late and not row.arrived
        if late:
            words = answers.late_reason if answers else ""
            self.late.ask(self.place.say("desk.arrive.late_reason"), words=words)
        else:
            self.late.hide()
        self.settle()

    def _fit(self, row: rows.ArrivalRow) -> None:
        """Without data there is nothing to compare: plate and seals are read on the truck."""
        for station in self.page.track.stations:
            station.setVisible(row.head.known or station.name in _FROM_PAPER)
        self.page.plate.answer.button.setVisible(bool(row.head.plates))
        self.page.seals.add_line(None, self.strips["seals"])

    def clear(self) -> None:
        """Nothing is shown: whatever is still on its way is dropped."""
        self.row, self._follows, self._asking = None, None, False
        self._latest.drop()
        self.late.hide()

    def answers(self) -> ArrivalAnswers:
        """What is answered so far."""
        return msgspec.structs.replace(self.page.answers, late_reason=self.late.words())

    def _answered(self, answers: ArrivalAnswers) -> None:
        if answers.plate == SAME and self.row is not None and not self.row.head.plates:
            self.page.answers = msgspec.structs.replace(answers, plate="", plate_at="")
            self._strip("plate", self.place.say("transit.rules.no_plate_declared"))
        else:
            self._forget_refusals()
        self.changed.emit(self.answers())
        self.settle()

    def settle(self) -> None:
        """Ask what the answers leave; where no data are held nothing follows but the plate."""
        row = self.row
        if row is None:
            return
        if not row.head.known:
            self._settle_provisional(row)
            return
        self._asking = True
        view = arrivals.question(
            row.head.record,
            self.page.answers,
            late_reason=self.late.words(),
            occurred=row.arrived or self._occurred(),
        )
        self.place.ask(view, self._latest.only(self._following), self._unanswered)
        if self._follows is None:
            self.page.settle(Follows())
            self._tell_missing()

    def _settle_provisional(self, row: rows.ArrivalRow) -> None:
        self.page.settle(Follows())
        self.found.emit(cells_of(row.verdict, self.place.speech))
        answers = self.page.answers
        sealed = answers.seals_done(answers.read)
        lit = bool(answers.plate) and sealed
        missing = "desk.arrive.plate_first" if sealed else "desk.arrive.seals_first"
        note = "desk.arrive.provisional" if lit else missing
        self.settled.emit(
            lit, self.place.say(note), self.place.say("desk.arrive.provisional_step")
        )

    def _unanswered(self, error: WaypostError) -> None:
        self._asking = False
        self.place.tell(error)

    def _following(self, follows: rows.FollowsRow) -> None:
        row = self.row
        if row is None:
            return
        self._asking, self._follows = False, follows
        speech, answers = self.place.speech, self.page.answers
        seals = tuple(seal.identifier for seal in row.seals)
        self.page.settle(arrivals.follows_shown(follows, answers, seals, speech))
        self.found.emit(cells_of(found_instead(row.verdict, answers, seals), speech))
        self._tell_missing()
        if self.place.look.narrow:
            for station in self.page.open_stations()[:1]:
                self.page.ensureWidgetVisible(station)

    def _tell_missing(self) -> None:
        follows, say = self._follows, self.place.say
        answers = self.page.answers
        chosen = answers.result or (follows.result if follows else "")
        words = say("desk.arrive.send_result" if chosen in _DIFFER else "desk.arrive.end")
        stopping = stops(follows.findings) if follows else ()
        codes = {finding.code for finding in stopping}
        if follows is None or "transit.rules.plate_unanswered" in codes:
            unsealed = follows is None or "transit.rules.seals_unanswered" in codes
            code = "plate_and_seals_first" if unsealed else "plate_first"
            self.settled.emit(False, say(f"desk.arrive.{code}"), words)
        elif stopping:
            self.settled.emit(False, self._note(stopping[0].code, stopping[0].path), words)
        else:
            self.settled.emit(True, say("desk.arrive.leaves"), words)

    def _note(self, code: str, path: str) -> str:
        """A short reason before the primary; the whole sentence stands at the field."""
        if code == "transit.rules.seals_unanswered":
            return self.place.say("desk.arrive.seals_first")
        short = f"desk.arrive.first.{path}"
        known = self.place.speech.texts.has(short)
        return self.place.say(short if known else "desk.arrive.first")

    def step(self) -> UseCase | None:
        """The step of the primary, for the answers as they are."""
        row = self.row
        if row is None:
            return None
        answers = self.page.answers
        if not row.head.known:
            return arrivals.provisional(row, answers, self._occurred())
        follows = self._follows
        chosen = answers.result or (follows.result if follows else "")
        return arrivals.end_transit(
            row,
            answers,
            late_reason=self.late.words(),
            occurred=self._occurred(),
            result="" if chosen == row.result else chosen,
        )

    def _occurred(self) -> Instant | None:
        """The time as written, today; None while it is the one that was filled in."""
        row, shown = self.row, self.page.shown
        written = self.page.arrived.time.edit.text().strip()
        if row is None or shown is None or row.arrived or written in {"", shown.time}:
            return None
        hours, _, minutes = written.replace(".", ":").partition(":")
        if not (hours.isdecimal() and minutes.isdecimal()):
            return None
        midnight = self.place.speech.local(row.head.now).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        return instant_of(midnight + timedelta(hours=int(hours), minutes=int(minutes)))

    def too_early(self) -> None:
        """Move to the first open station and say there what is missing."""
        follows = self._follows
        stopping = stops(follows.findings) if follows else ()
        seen = [one for one in stopping if one.path in {"plate", "seals"}]
        for finding in seen or stopping[:1]:
            words = self.place.speech.finding(finding)
            if finding.path == "late_reason":
                self.late.refuse(words)
                self.late.field.edit.setFocus()
                return
            if finding.path in _FIELDS:
                self._strip(_FIELDS[finding.path], words)
        self.page.to_first_open()

    def refuse(self, error: WaypostError) -> bool:
        """Show a refusal beside its field; whether there is one for it."""
        field = error.field if isinstance(error, Refused) else None
        words = self.place.speech.error(error)
        if field == "late_reason":
            self.late.ask(self.place.say("desk.arrive.late_reason"), words=self.late.words())
            self.late.refuse(words)
            return True
        name = _FIELDS.get(field or "")
        if name is None:
            return False
        self._strip(name, words)
        station = self._station(name)
        if station is not None:
            station.setFocus()
            self.page.ensureWidgetVisible(station)
        return True

    def _strip(self, name: str, words: str) -> None:
        self.strips[name].tell(Told(words, Severity.STOP))

    def _station(self, name: str) -> Station | None:
        stations = self.page.track.stations
        return next((station for station in stations if station.name == name), None)

    def _forget_refusals(self) -> None:
        for strip in self.strips.values():
            strip.tell(None)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of the page."""
        return self.page.presses()

    def focus(self) -> None:
        """Put the focus where the next answer is due."""
        stations = self.page.open_stations()
        (stations[0] if stations else self.page.track.stations[0]).setFocus()
