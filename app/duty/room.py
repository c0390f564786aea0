"""What duty hands over to the workstation."""

from app.acts.room import Room
from app.acts.steps import Words
from app.acts.told import Told
from app.duty.acts import KINDS
from app.duty.record import DeviceKind, DutyKind, LeaseKind, PrintKind


def sentence(told: Told) -> Words:
    """An act of duty in one sentence: its kind's own text."""
    return Words(f"{told.kind}.told")


ROOM = Room(
    name="duty",
    kinds=KINDS,
    records=(DutyKind(), PrintKind(), DeviceKind(), LeaseKind()),
    sentences=sentence,
)
