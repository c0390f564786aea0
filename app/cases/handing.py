"""What of cases an officer hands over: every one that is open."""

from collections.abc import Iterator

from app.acts.in_force import InForce
from app.base.clock import Instant
from app.base.ids import ActId
from app.cases.look import Look


def in_force(look: Look) -> Iterator[InForce]:
    """Each open case, since the last of the acts in dispute."""
    for held in look.store.records.held():
        for case in held.cases:
            acts = (look.store.act(ActId(identity)) for identity in case.acts)
            walls = [act.envelope.clock.wall for act in acts if act is not None]
            yield InForce(
                part="case",
                record=held.record,
                mark=case.id,
                number=held.number,
                state=case.words,
                at=Instant(max(walls, default=0)),
            )
