"""The line outside the form: who printed, when, which copy, and what the device stood at."""

from zoneinfo import ZoneInfo

import msgspec

from app.base.clock import Instant, moment_of
from app.printing.forms.boxes import MARGIN, NONE, Box
from app.printing.forms.setting import Setter
from app.printing.pdf.document import width_of
from app.printing.text.faces import Typeface

_SIZE = 5.0
_BASE = 292.2  # mm from the top
_EDGES = (7.0 + MARGIN, 203.0 - MARGIN)


FOOTER = Box("footer", (7.0, 289.6), (196.0, 4.0), frame=NONE)
"""Where the line stands: under the form, still inside what printers reach."""


class Footer(msgspec.Struct, frozen=True, kw_only=True):
    """What stands outside the form.

    ``time`` is when it was printed, shown in the office's ``zone`` (IANA); ``copy`` counts from 1,
    and a reprint bears a mark; ``head`` is the device's head of its acts, as a short code.
    """

    office: str
    officer: str
    time: Instant
    zone: str = "UTC"
    copy: int = 1
    head: str = ""
    provisional: bool = False


def draw_footer(setter: Setter, footer: Footer, page: int, pages: int) -> None:
    """Set the line at the foot of one page: on the left who and when, on the right which page."""
    moment = moment_of(footer.time).astimezone(ZoneInfo(footer.zone))
    said = [
        setter.texts.say(
            "printing.footer.made",
            office=footer.office,
            officer=footer.officer,
            time=f"{moment:%Y-%m-%d %H:%M}",
        )
    ]
    if footer.copy > 1:
        said.append(setter.texts.say("printing.footer.copy", number=footer.copy))
    if footer.provisional:
        said.append(setter.texts.say("printing.footer.provisional"))
    if footer.head:
        said.append(setter.texts.say("printing.footer.head", head=footer.head))
    right = setter.texts.say("printing.footer.page", page=page, pages=pages)
    style = setter.style(Typeface.REGULAR, _SIZE)
    setter.page.text("   ".join(said), style, (_EDGES[0], _BASE))
    setter.page.text(right, style, (_EDGES[1] - width_of(right, style), _BASE))
