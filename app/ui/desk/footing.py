"""What stands at the foot of the rail: pages beside the queues, such as the shift handover."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.base.ids import RecordId
from app.duty.handover import HANDOVER
from app.ui.desk.account import AccountDesk, grn_of
from app.ui.desk.audit import AuditDesk
from app.ui.desk.drafting import DraftsDesk
from app.ui.desk.handover import HandoverDesk
from app.ui.desk.lateness import LateDesk
from app.ui.desk.papers import ChooseFile
from app.ui.desk.printing import PrintDesk
from app.ui.desk.workplace import Workplace
from app.ui.keys import CAPS, Press
from app.ui.tables.rail import RailEntry
from app.ui.window import Screen


class Footed(Protocol):
    """A desk with a screen of its own."""

    @property
    def screen(self) -> Screen:
        """What is shown."""

    def turn(self) -> None:
        """Show it anew, with the focus in it."""


PAGES: tuple[tuple[str, str, Press | None], ...] = (
    ("toprint", "print", Press.PRINT_CENTRE),
    ("drafts", "draft", None),
    ("audit", "doc", None),
    ("handover", "handover", Press.HANDOVER),
)
"""Name, icon and key, from the top."""


class Foot(QObject):
    """``left`` tells that the officer goes back; ``opened`` gives a record to be shown.

    ``change`` asks for another officer, ``asked`` names the page that is to be turned to.
    """

    left = Signal()
    opened = Signal(object)
    change = Signal()
    asked = Signal(str)

    def __init__(self, place: Workplace, choose_file: ChooseFile) -> None:
        super().__init__()
        self.place = place
        self.handover = HandoverDesk(place)
        self.audit = AuditDesk(place)
        self.to_print = PrintDesk(place, choose_file)
        self.late, self.account = LateDesk(place), AccountDesk(place)
        self.drafts = DraftsDesk(place)
        self.drafts.asked.connect(self.asked)
        self.desks: Mapping[str, Footed] = {
            "audit": self.audit,
            "handover": self.handover,
            "late": self.late,
            "account": self.account,
            "toprint": self.to_print,
            "drafts": self.drafts,
        }
        self.to_print.left.connect(self.left)
        self.handover.print_asked.connect(self._print_report)
        for desk in (self.audit, self.late, self.account, self.drafts):
            desk.left.connect(self.left)
            desk.opened.connect(self.opened)
        self.handover.left.connect(self.left)
        self.handover.opened.connect(self.opened)
        self.handover.change.connect(self.change)

    def entries(self) -> tuple[RailEntry, ...]:
        """The pages as the rail shows them."""
        say = self.place.say
        entries = []
        for name, icon, press in PAGES:
            words, cap = say(f"{name}.rail"), CAPS.cap(press) if press else ""
            spoken = f"{words} {cap}".strip()
            entries.append(RailEntry(name=name, words=words, icon=icon, cap=cap, spoken=spoken))
        return tuple(entries)

    def show_account(self, fact: object) -> None:
        """Turn to the account of the guarantee that a line of a record names."""
        grn = grn_of(fact)
        if grn:
            self.account.grn = grn
            self.asked.emit("account")

    def _print_report(self, record: RecordId) -> None:
        """Turn to the paper of a handover that was taken."""
        self.asked.emit("toprint")
        self.to_print.preview(HANDOVER, record)

    def name_of(self, screen: QWidget) -> str:
        """The page that a screen belongs to; none: empty."""
        return next((name for name, desk in self.desks.items() if desk.screen is screen), "")
