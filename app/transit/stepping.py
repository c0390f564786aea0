"""A step in the making: acts planned so far, and the movement as it will be after them.

One key press may make several acts; each is checked against what those before it bring about.
"""

import msgspec

from app.acts.general import JOINED, Joined
from app.acts.steps import Desk, Enclosure, NumberUse, Plan, Planned
from app.base.findings import Findings
from app.base.ids import RecordId
from app.transit.acts import Fact
from app.transit.applied import Made, applied
from app.transit.loading import Loaded, allow, check, expect
from app.transit.movement import Movement
from app.transit.states import Event, Role


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Acts in order, what rules said besides, numbers taken; it grows by ``then``."""

    desk: Desk
    loaded: Loaded
    acts: tuple[Planned, ...] = ()
    findings: Findings = ()
    uses: tuple[NumberUse, ...] = ()

    @property
    def movement(self) -> Movement:
        """The movement after the acts planned so far."""
        return self.loaded.movement

    def expect(self, role: Role, event: Event) -> None:
        """Hold the next act to the table of states.

        Raises:
            Refused: it is no step from here.
        """
        expect(self.loaded, role, event)

    def then(
        self, kind: str, fact: Fact, findings: Findings = (), *enclosures: Enclosure
    ) -> "Step":
        """Plan one more act of the movement.

        Raises:
            Refused: the role may not, or a finding stops it.
        """
        allow(self.desk, kind)
        shown = check(findings)
        planned = Planned(
            record=self.loaded.record, kind=kind, fact=fact, enclosures=tuple(enclosures)
        )
        made = Made(b"", self.desk.actor.office, self.desk.now)
        after = msgspec.structs.replace(self.loaded, movement=applied(self.movement, fact, made))
        return msgspec.structs.replace(
            self, loaded=after, acts=(*self.acts, planned), findings=self.findings + shown
        )

    def beside(self, planned: tuple[Planned, ...], findings: Findings = ()) -> "Step":
        """Plan acts on other records in the same step."""
        return msgspec.structs.replace(
            self, acts=self.acts + planned, findings=self.findings + findings
        )

    def joined(self, into: RecordId) -> "Step":
        """Unite the record with the one its number names."""
        if into == self.loaded.record:
            return self
        joined = Planned(record=self.loaded.record, kind=JOINED, fact=Joined(into=into))
        return self.beside((joined,))

    def using(self, use: NumberUse) -> "Step":
        """Take a number of a leased block."""
        return msgspec.structs.replace(self, uses=(*self.uses, use))

    def plan(self, value: object = None) -> Plan:
        """Give the whole step."""
        return Plan(acts=self.acts, value=value, findings=self.findings, uses=self.uses)


def begin(desk: Desk, loaded: Loaded) -> Step:
    """Begin a step on a record."""
    return Step(desk=desk, loaded=loaded)
