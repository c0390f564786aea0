"""Arrival at the office of destination: plate, seals, send. The page that matters most."""

from collections.abc import Callable, Mapping
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.keys import Press
from app.ui.look import Look
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.conclusion import ControlStation, RemarksStation, ResultStation
from app.ui.pages.shown import ArrivalShown, Follows
from app.ui.pages.witnessed import ArrivedStation, PlateStation, SealsStation
from app.ui.widgets.scrollbar import slim
from app.ui.widgets.seals import SealState
from app.ui.widgets.track import Node, Station, StationCaptions, Track


class ArrivePage(QScrollArea):
    """The stations of the arrival.

    ``changed`` gives the answers after each one; whoever listens works out what follows and calls
    ``settle``. ``writing`` tells when a caret comes and goes.
    """

    changed = Signal(object)
    writing = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.answers = ArrivalAnswers()
        self.shown: ArrivalShown | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(look, self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heads = (look.say("ui.arrive.declared"), look.say("ui.arrive.found"))
        self.captions = StationCaptions(look, *heads)
        column.addWidget(self.captions)
        self.track = Track(look)
        column.addWidget(self.track)
        column.addStretch(1)
        self.setWidget(inner)
        for board in (self.viewport(), inner):
            board.setAutoFillBackground(False)
        self._stations()

    def _stations(self) -> None:
        look = self.look
        self.arrived, self.plate = ArrivedStation(look), PlateStation(look)
        self.seals, self.control = SealsStation(look), ControlStation(look)
        self.result, self.remarks = ResultStation(look), RemarksStation(look)
        for station in (
            self.arrived,
            self.plate,
            self.seals,
            self.control,
            self.result,
            self.remarks,
        ):
            self.track.add(station)
        self.captions.label_wide = self.track.label_wide
        self.arrived.place_taken.connect(lambda place: self._take(place=place))
        self.plate.answered.connect(self._plate_answered)
        self.plate.answer.writing.connect(self.writing)
        self.seals.answered.connect(self._seal_answered)
        self.seals.read.connect(self._seal_read)
        self.seals.all_intact.connect(self.seals_intact)
        self.seals.writing.connect(self.writing)
        self.control.taken.connect(lambda name: self._take(control=name, control_chosen=True))
        self.result.taken.connect(lambda code: self._take(result=code))
        self.remarks.written.connect(lambda words: self._take(remarks=words))
        self.remarks.writing.connect(self.writing)

    def show_arrival(self, shown: ArrivalShown, answers: ArrivalAnswers | None = None) -> None:
        """Show a movement with the answers of its draft, or with none."""
        self.shown = shown
        place = shown.places[0] if shown.places else ""
        self.answers = answers or ArrivalAnswers(place=place)
        self._with_read()
        self.arrived.show_arrival(shown, self.answers)
        self.plate.show_arrival(shown)
        self.seals.show_arrival(self.shown, self.answers)
        self.remarks.area.write(self.answers.remarks)

    def _with_read(self) -> None:
        """Where no data are held, the seals are those that were read on the truck."""
        if self.shown is not None and self.shown.from_paper:
            self.shown = msgspec.structs.replace(self.shown, seals=self.answers.read)

    def _seal_read(self, number: str) -> None:
        if self.shown is None or number in self.answers.read:
            return
        self.answers = msgspec.structs.replace(self.answers, read=(*self.answers.read, number))
        self._with_read()
        self.seals.show_arrival(self.shown, self.answers)
        self.changed.emit(self.answers)

    def settle(self, follows: Follows) -> None:
        """Show what the answers leave: nodes, band, results, remarks."""
        hint = self.shown.control_hint if self.shown else ""
        first = self.track.settle(
            [
                Node.DONE,
                self.plate.settle(self.answers),
                self.seals.settle(self.answers, follows.seals_words),
                self.control.settle(self.answers, follows, hint),
                self.result.settle(self.answers, follows),
                self.remarks.settle(self.answers, follows),
            ]
        )
        self.plate.next_up(first is self.plate)
        self.seals.next_up(first is self.seals)

    def _take(self, **answered: object) -> None:
        self.answers = msgspec.structs.replace(self.answers, **answered)
        self.changed.emit(self.answers)

    def _plate_answered(self, plate: str) -> None:
        self._take(plate=plate, plate_at=self.shown.time if self.shown else "")

    def _seal_answered(self, number: str, state: str, found: str) -> None:
        self.answers = self.answers.with_seal(number, SealState(state), found)
        self.changed.emit(self.answers)

    def seals_intact(self) -> None:
        """The officer says every seal is there and intact."""
        answers = self.answers
        for number in self.shown.seals if self.shown else ():
            answers = answers.with_seal(number, SealState.INTACT)
        self.answers = answers
        self.changed.emit(answers)

    def open_stations(self) -> tuple[Station, ...]:
        """The stations still to be answered, in order."""
        waiting = {Node.OPEN, Node.NEXT}
        return tuple(station for station in self.track.stations if station.node in waiting)

    def to_first_open(self) -> None:
        """Put the focus on the first open station."""
        for station in self.open_stations()[:1]:
            station.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(station)

    def presses(self) -> Mapping[Press, Callable[[], None]]:
        """The keys of this page."""
        return {
            Press.PLATE_SAME: self.plate.same,
            Press.EDIT: self.plate.answer.type_it,
            Press.CAMERA: self.plate.take_read,
            Press.SEALS_INTACT: self.seals_intact,
            Press.SEAL_INTACT: partial(self.seals.press, SealState.INTACT),
            Press.SEAL_BROKEN: partial(self.seals.press, SealState.BROKEN),
            Press.SEAL_MISSING: partial(self.seals.press, SealState.MISSING),
            Press.SEAL_OTHER: partial(self.seals.press, SealState.OTHER),
            Press.DOCUMENTARY: partial(self.control.press, "documentary"),
            Press.PHYSICAL: partial(self.control.press, "physical"),
        }
