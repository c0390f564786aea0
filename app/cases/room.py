"""What cases hand over to the workstation."""

from app.acts.room import Queue, Room
from app.cases import handing, service, views
from app.cases.sentences import sentence

ROOM = Room(
    name="cases",
    kinds=(),  # its acts are the general ones, which every registry holds
    use_cases={
        service.Withdraw: service.withdraw,
        service.Correct: service.correct,
        service.SettleCase: service.settle_case,
    },
    views={
        views.CasesList: views.cases_list,
        views.CasePage: views.case_page,
    },
    queues=(Queue("cases", "SettleCase"),),
    sentences=sentence,
    in_force=handing.in_force,
)
