"""Which places of which texts take the code of another text, and of what kind.

A value is looked up only here: what an officer typed, or a message brought, is shown as it stands,
even where it is written like a code. A value stands for a code where it, or a part of it after a
comma, begins with ``@``.
"""

import re
from collections.abc import Callable, Mapping

DAY = ("desk.month.",)
"""A day of ours, as ``22 @desk.month.11 2026``: its month is a code wherever it stands."""

CODED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("cli.field_wrong", "expected"): ("cli.type.",),
    ("cli.sync.round", "level"): ("cli.sync.level.",),
    ("device.epoch_opened.told", "why"): ("duty.epoch.",),
    ("duty.handover_given.told", "message"): ("duty.no_message",),
    ("duty.handover_left_out", "part"): ("duty.part.",),
    ("duty.handover_taken.told", "remarks"): ("duty.no_remarks",),
    ("duty.handover_unchecked", "part"): ("duty.part.",),
    ("duty.line.case", "state"): ("transit.case.", "guarantees.case.", "case."),
    ("duty.line.event", "state"): ("kind.", "duty.no_sign_out", "duty.fault"),
    ("duty.line.late", "state"): ("transit.state.",),
    ("duty.line.link", "state"): ("duty.link.",),
    ("duty.line.override", "state"): ("guarantees.state.",),
    ("duty.line.print", "state"): ("duty.paper.",),
    ("duty.line.result", "state"): ("transit.state.",),
    ("duty.line.unconfirmed", "state"): ("guarantees.state.",),
    ("duty.line.workaround", "state"): ("transit.state.",),
    ("duty.line.yard", "state"): ("transit.state.",),
    ("duty.step_refused.told", "kind"): ("kind.",),
    ("guarantees.not_now", "state"): ("guarantees.state.",),
    ("guarantees.not_now", "step"): ("guarantees.event.",),
    ("ncts.demanded", "because"): ("ncts.because.",),
    ("ncts.forbidden", "because"): ("ncts.because.",),
    ("reference.bad_table", "reason"): ("reference.", "numbers."),
    ("transit.case_open", "why"): ("transit.case.", "guarantees.case."),
    ("transit.crossing_notified.told", "date"): DAY,
    ("transit.limit_set.binding", "limit"): DAY,
    ("transit.limit_set.told", "limit"): DAY,
    ("transit.lrn_taken", "mrn"): ("transit.state.",),
    ("transit.not_now", "state"): ("transit.state.",),
    ("transit.not_now", "step"): ("transit.event.",),
    ("transit.rules.crossed_late", "limit"): DAY,
    ("transit.rules.late_without_reason", "limit"): DAY,
    ("transit.rules.limit_past", "limit"): DAY,
    ("transit.seals_checked.wrong", "seals"): ("transit.seal.",),
    ("transit.verdict.late", "limit"): DAY,
    ("workstation.changed_since", "what"): ("kind.",),
    ("workstation.has_left", "why"): ("workstation.left.",),
}
"""(text, place): how the codes begin that may stand there."""

_CODE = re.compile(r"(?<![^ ])(?<![^,] )@([a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+)")
_MONTH = re.compile(r"@([a-z]+\.month\.[0-9]+)")


def filled(value: str, beginnings: tuple[str, ...], words_of: Callable[[str], str]) -> str:
    """Give a value with the words of the codes in it.

    >>> filled("@kind.a.b, @other.c (@kind.a.b)", ("kind.",), str.upper)
    'KIND.A.B, @other.c (@kind.a.b)'
    """
    return (_MONTH if beginnings is DAY else _CODE).sub(
        lambda code: words_of(code[1]) if code[1].startswith(beginnings) else code[0], value
    )
