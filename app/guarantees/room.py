"""What guarantees hand over to the workstation and the hub."""

from app.acts.room import Room
from app.guarantees import handing, service, views
from app.guarantees.acts import KINDS
from app.guarantees.record import ReservationKind
from app.guarantees.sentences import sentence

ROOM = Room(
    name="guarantees",
    kinds=KINDS,
    records=(ReservationKind(),),
    use_cases={
        service.FreeGuarantee: service.free,
        service.ConfirmReservation: service.confirm,
        service.CancelReservation: service.cancel,
    },
    views={views.GuaranteePage: views.guarantee_page},
    sentences=sentence,
    in_force=handing.in_force,
)
