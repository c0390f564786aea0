"""What duty hands over to the workstation."""

from app.acts.room import Room
from app.duty.acts import KINDS
from app.duty.record import DeviceKind, DutyKind, LeaseKind, PrintKind
from app.duty.sentences import sentence
from app.duty.service import NotePrint, note_print

ROOM = Room(
    name="duty",
    kinds=KINDS,
    records=(DutyKind(), PrintKind(), DeviceKind(), LeaseKind()),
    use_cases={NotePrint: note_print},
    sentences=sentence,
)
