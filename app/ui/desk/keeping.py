"""Answers not yet saved: kept per officer and record, in the store at most a second behind."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QObject, QTimer

from app.base.errors import WaypostError
from app.base.ids import RecordId
from app.ui.desk.workplace import Workplace
from app.ui.pages.answers import ArrivalAnswers
from app.ui.pages.departure import DepartureAnswers
from app.workstation.drafts import DraftLine, DropDraft, KeepDraft, MyDrafts

Answers: TypeAlias = ArrivalAnswers | DepartureAnswers
BEHIND_MS = 1000
_PAGES: Mapping[str, type[ArrivalAnswers] | type[DepartureAnswers]] = {
    "arrive": ArrivalAnswers,
    "depart": DepartureAnswers,
}
_FIELD = "answers"


class Keeping(QObject):
    """What each officer has answered; one never sees what another one has."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self._kept: dict[tuple[bytes, RecordId], Answers] = {}
        self._unkept: dict[RecordId, Answers] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BEHIND_MS)
        self._timer.timeout.connect(self.flush)

    def load(self) -> None:
        """Take what the officer signed in had typed before."""
        self.place.ask(MyDrafts(), self._came, _nobody_asked)

    def _came(self, lines: tuple[DraftLine, ...]) -> None:
        for line in lines:
            shape = _PAGES.get(line.page)
            try:
                answers = msgspec.json.decode(line.fields.get(_FIELD, ""), type=shape)
            except (msgspec.MsgspecError, TypeError):
                continue  # typed under another version of the program: the page begins anew
            self._kept.setdefault((self.place.officer, line.record), answers)

    @property
    def all_kept(self) -> Mapping[tuple[bytes, RecordId], Answers]:
        """Everything kept here, for another window of this post."""
        return dict(self._kept)

    def take(self, kept: Mapping[tuple[bytes, RecordId], Answers]) -> None:
        """Go on with what another window kept."""
        self._kept.update(kept)

    def of(self, record: RecordId) -> Answers | None:
        """What the officer signed in has answered on a record."""
        return self._kept.get((self.place.officer, record))

    def keep(self, record: RecordId, answers: Answers) -> None:
        """Keep answers; the store has them within a second."""
        self._kept[(self.place.officer, record)] = answers
        self._unkept[record] = answers
        if not self._timer.isActive():
            self._timer.start()

    def drop(self, record: RecordId) -> None:
        """What was typed is saved: forget it."""
        self._unkept.pop(record, None)
        answers = self._kept.pop((self.place.officer, record), None)
        if answers is not None:
            step = DropDraft(page=_page_of(answers), record=record)
            self.place.do(step, None, lambda _outcome: None)

    def flush(self) -> None:
        """Write down what is not yet in the store; before a lock, too."""
        self._timer.stop()
        unkept, self._unkept = self._unkept, {}
        for record, answers in unkept.items():
            fields = {_FIELD: msgspec.json.encode(answers).decode()}
            step = KeepDraft(page=_page_of(answers), record=record, fields=fields)
            self.place.do(step, None, lambda _outcome: None)

    def close(self) -> None:
        """Write down what is left."""
        self.flush()


def _page_of(answers: Answers) -> str:
    return "arrive" if isinstance(answers, ArrivalAnswers) else "depart"


def _nobody_asked(error: WaypostError) -> None:
    """Drafts are a courtesy: a page begins anew without them."""
    del error
