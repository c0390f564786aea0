"""What duty hands over to the workstation."""

from app.acts.room import Queue, Room
from app.duty.acts import KINDS
from app.duty.handover import WAITING, HandoverKind
from app.duty.record import DeviceKind, DutyKind, LeaseKind, PrintKind
from app.duty.sentences import sentence
from app.duty.service import NotePrint, note_print
from app.duty.shift import GiveHandover, TakeHandover, give, take

ROOM = Room(
    name="duty",
    kinds=KINDS,
    records=(DutyKind(), PrintKind(), DeviceKind(), LeaseKind(), HandoverKind()),
    use_cases={NotePrint: note_print, GiveHandover: give, TakeHandover: take},
    queues=(Queue(WAITING, "TakeHandover"),),
    sentences=sentence,
)
