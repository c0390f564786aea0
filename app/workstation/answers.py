"""The questions that the workstation answers itself, whatever packages there are."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from app.acts.steps import View
from app.workstation import audit, chains, handovers, queued, records, status
from app.workstation.look import LiveLook

Answers: TypeAlias = Mapping[type[View[Any]], Callable[[Any, LiveLook], Any]]

ANSWERS: Answers = {
    **status.ANSWERS,
    **records.ANSWERS,
    **handovers.ANSWERS,
    **queued.ANSWERS,
    **audit.ANSWERS,
    **chains.ANSWERS,
}
