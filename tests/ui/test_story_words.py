"""What the desk says: clocks, spans, truths, facts of the strip. No window is needed for it."""

from datetime import UTC, date, datetime
from itertools import product

import msgspec
import pytest

from app.acts.steps import Words
from app.base.clock import Day, Instant, instant_of
from app.base.ids import RecordId
from app.reference.texts import texts
from app.transit import rows
from app.transit.rows import QueueCount, QueueLine, Truths
from app.ui.desk.arrivals import control_of
from app.ui.desk.departures import read_day
from app.ui.desk.modes import Mode, may_print, mode_of
from app.ui.desk.movements import (
    cells_of,
    clock_of,
    found_instead,
    load_of,
    queue_row,
    seen_from,
    truths_of,
)
from app.ui.desk.speech import DAY_MS, HOUR_MS, MINUTE_MS, Speech, apart
from app.ui.desk.strips import RAIL, facts_of, rail_of, waiting_words
from app.ui.pages.answers import ArrivalAnswers
from app.ui.text import bare, listed
from app.ui.theme import Role
from app.ui.widgets.clockmark import Urgency
from app.ui.widgets.seals import SealState
from app.workstation.status import LinkLine, StripRow

SPEECH = Speech(texts("en"), "Europe/Tirane")
NOW = instant_of(datetime(2026, 11, 22, 13, 5, tzinfo=UTC))  # 14:05 at the office


def line(**changed: object) -> QueueLine:
    whole = QueueLine(
        record=RecordId(bytes(16)),
        mrn="26AL003010AB12C8J9",
        lrn="2026-004512",
        plates=("AA123BB",),
        departure_office="AL002000",
        departure_name="Durres port",
        destination_office="AL003010",
        destination_name="Morine",
        holder="Agro Balkan shpk",
        goods="fresh tomatoes",
        packages=301,
        gross_mass="5500",
        declaration_type="T1",
        clock=Instant(NOW + 28 * HOUR_MS),
        near=False,
        late=False,
        state="announced",
        since=Instant(0),
        place="",
        result="",
        controls=(),
        instruction="",
        flags=(),
        truths=Truths(),
    )
    return msgspec.structs.replace(whole, **changed)


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 min"),
        (126 * MINUTE_MS, "2 h 06"),
        (28 * HOUR_MS + 5 * MINUTE_MS, "28 h"),
        (75 * HOUR_MS, "3 d"),
        (-HOUR_MS, "0 min"),
    ],
)
def test_a_span_has_its_units(ms: int, said: str) -> None:
    assert SPEECH.span(ms) == said


def test_an_exact_span_keeps_its_minutes() -> None:
    assert SPEECH.span(28 * HOUR_MS + 5 * MINUTE_MS, exact=True) == "28 h 05"


def test_times_are_those_of_the_office() -> None:
    assert SPEECH.clock(NOW) == "14:05"
    assert SPEECH.stamp(Instant(NOW - DAY_MS), NOW) == "21 Nov 14:05"
    assert SPEECH.stamp(Instant(NOW - HOUR_MS), NOW) == "13:05"
    assert SPEECH.long_day(SPEECH.local(NOW).date()) == "Sunday 22 November 2026"
    assert SPEECH.ahead(NOW) == 60


def test_a_name_of_any_script_is_kept_in_its_own_direction() -> None:
    assert bare(apart("مؤسسة")) == "مؤسسة"
    assert apart("") == ""


def test_a_clock_is_late_near_or_calm() -> None:
    late = clock_of(Instant(NOW - 2 * HOUR_MS), NOW, SPEECH, near=False, late=True)
    near = clock_of(Instant(NOW + 2 * HOUR_MS), NOW, SPEECH, near=True, late=False)
    calm = clock_of(Instant(NOW + 28 * HOUR_MS), NOW, SPEECH, near=False, late=False)
    assert late is not None
    assert near is not None
    assert calm is not None
    assert (late.urgency, late.words) == (Urgency.LATE, "late 2 h 00")
    assert (near.urgency, near.words, near.left) == (Urgency.NEAR, "2 h 00 left", 0.5)
    assert (calm.urgency, calm.words) == (Urgency.CALM, "28 h left")
    assert clock_of(Instant(0), NOW, SPEECH, near=False, late=False) is None


def test_only_what_the_centre_received_is_green() -> None:
    for saved, sent, received in product((0, NOW), repeat=3):
        given = Truths(saved=Instant(saved), sent=Instant(sent), received=Instant(received))
        shown = truths_of(given, NOW, SPEECH)
        assert (shown.role is Role.GOOD) is bool(saved and sent and received)
        assert ("received" in shown.words) is bool(received)


def test_a_row_names_what_the_officer_looks_for() -> None:
    row = queue_row(line(flags=("transit.flag.held",)), "expected", NOW, SPEECH)
    assert "".join(run.words for run in row.number) == "26AL003010AB12C8J9"
    assert [bare(part) for part in row.second] == [
        "Durres port",
        "Agro Balkan shpk",
        "fresh tomatoes",
    ]
    assert row.chip is not None
    assert (row.chip.words, row.chip.role) == ("On hold", Role.STOP)
    assert row.truths is None


def test_a_declaration_without_mrn_is_listed_by_its_lrn_and_where_it_goes() -> None:
    row = queue_row(line(mrn=""), "departures", NOW, SPEECH)
    assert "".join(run.words for run in row.number) == "2026-004512"
    assert bare(row.second[0]) == "Morine"


def verdict() -> tuple[rows.Cell, ...]:
    names = ("expected", "time", "hold", "incident", "risk", "found")
    words = Words("transit.verdict.no_hold")
    return tuple(rows.Cell(name=name, level="rest", words=words) for name in names)


def test_what_the_answers_found_lights_its_cell_alone() -> None:
    answers = ArrivalAnswers(plate="AB 123 CD", seals={"AL1": SealState.BROKEN})
    cells = cells_of(found_instead(verdict(), answers, ("AL1",)), SPEECH)
    assert [cell.lit for cell in cells] == [False] * 5 + [True]
    assert cells[-1].answer == "1 bad seal"
    assert cells[-1].spoken == "1 seal not good"


@pytest.mark.parametrize(
    ("answers", "told", "lit"),
    [
        (ArrivalAnswers(), "No hold", False),
        (ArrivalAnswers(plate="="), "Nothing yet", False),
        (ArrivalAnswers(plate="AB 123 CD"), "Other plate", True),
        (ArrivalAnswers(plate="=", seals={"AL1": SealState.INTACT}), "Seal intact", False),
        (ArrivalAnswers(plate="X 1", seals={"AL1": SealState.INTACT}), "Other plate", True),
    ],
)
def test_what_was_found_is_told_as_far_as_it_is_answered(
    answers: ArrivalAnswers, told: str, *, lit: bool
) -> None:
    found = cells_of(found_instead(verdict(), answers, ("AL1",)), SPEECH)[-1]
    assert (found.answer, found.lit) == (told, lit)


def test_a_plate_alone_is_as_declared_where_no_seals_are_declared() -> None:
    found = cells_of(found_instead(verdict(), ArrivalAnswers(plate="="), ()), SPEECH)[-1]
    assert (found.answer, found.lit) == ("As declared", False)


def test_at_departure_the_verdict_names_where_it_is_expected() -> None:
    head = rows.MovementHead(
        record=RecordId(bytes(16)),
        heads=(),
        known=True,
        mrn="",
        lrn="2026-004512",
        declaration_type="T1",
        items=3,
        packages=453,
        gross_mass="16783.98",
        departure_office="AL002000",
        departure_name="Durres port",
        destination_office="XK001010",
        destination_name="Prishtina",
        holder="Agro Balkan shpk",
        consignee="",
        plates=(),
        departure="declared",
        transit="",
        destination="",
        limit=None,
        limit_at=Instant(0),
        late=False,
        near=False,
        held=False,
        cases=(),
        allowed=(),
        truths=Truths(),
        as_known=Instant(0),
        now=NOW,
    )
    cell = cells_of(seen_from(verdict(), head, "AL002000"), SPEECH)[0]
    assert (cell.caption, cell.answer, cell.lit) == ("Expected at", "Prishtina", False)
    assert cell.spoken == "expected at Prishtina"
    assert seen_from(verdict(), head, "XK001010") == verdict()
    parts = [bare(run.words) for run in listed(load_of(head, SPEECH))]
    assert parts == ["3 items", ", 453 packages", ", 16\u202f783.98 kg"]
    assert all(run.drop for run in listed(load_of(head, SPEECH)))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("24 Nov", 20261124),
        ("Tue 24 Nov", 20261124),
        ("24.11.2026", 20261124),
        ("2 Jan", 20270102),
        ("31 Nov", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_written(written: str, day: int | None) -> None:
    expected = None if day is None else Day(day)
    assert read_day(written, date(2026, 11, 22), SPEECH) == expected


def test_types_of_control_are_the_choices_of_the_page() -> None:
    assert [control_of(types) for types in ((), ("10",), ("40",), ("10", "43"))] == [
        "none",
        "documentary",
        "physical",
        "physical",
    ]


def strip(**changed: object) -> StripRow:
    row = StripRow(
        links=(LinkLine(name="AL hub", state="up", last_exchange=NOW - 3 * MINUTE_MS),),
        waiting=0,
        waiting_bytes=0,
        oldest=0,
        need_you=0,
        now=NOW,
    )
    return msgspec.structs.replace(row, **changed)


def facts(row: StripRow) -> list[tuple[str, Role]]:
    return [(bare(fact.spoken), fact.role) for fact in facts_of(row, NOW, SPEECH, warn_hours=24)]


def test_the_strip_tells_what_was_sent_and_since_when() -> None:
    assert waiting_words(strip(), SPEECH) == "Everything sent, as of 14:02"
    waiting = strip(waiting=7, oldest=NOW - 126 * MINUTE_MS)
    assert waiting_words(waiting, SPEECH) == "7 waiting, oldest 2 h 06"


def test_a_link_that_is_down_is_calm_and_only_people_are_called() -> None:
    down = LinkLine(name="AL hub", state="down", since=NOW - 2 * HOUR_MS)
    told = facts(strip(links=(down,), need_you=2))
    assert told[0] == ("AL hubdown since 12:05", Role.CALM)
    assert ("2 need you", Role.STOP) in told


def test_acts_that_wait_too_long_warn() -> None:
    old = strip(waiting=1, oldest=NOW - 26 * HOUR_MS)
    assert ("1 waiting, oldest 26 h 00", Role.WARN) in facts(old)


def test_every_entry_of_the_rail_has_its_key() -> None:
    entries = rail_of({"result": QueueCount(3, 1), "expected": QueueCount(41, 2)}, 7, SPEECH)
    named = {entry.name: entry for entry in entries if entry.icon}
    assert tuple(named) == RAIL
    assert [entry.cap for entry in named.values()] == [str(n) for n in range(1, 10)]
    assert (named["result"].attention, named["expected"].attention) == (1, 0)
    assert named["unsent"].count == 7


def head(**changed: object) -> rows.MovementHead:
    whole = rows.MovementHead(
        record=RecordId(bytes(16)),
        heads=(b"1",),
        known=True,
        mrn="26AL003010AB12C8J9",
        lrn="",
        declaration_type="T1",
        items=2,
        packages=301,
        gross_mass="5500",
        departure_office="AL002000",
        departure_name="Durres port",
        destination_office="AL003010",
        destination_name="Morine",
        holder="Agro Balkan shpk",
        consignee="",
        plates=("AA123BB",),
        departure="none",
        transit="none",
        destination="announced",
        limit=None,
        limit_at=Instant(0),
        late=False,
        near=False,
        held=False,
        cases=(),
        allowed=(),
        truths=Truths(),
        as_known=Instant(0),
        now=NOW,
    )
    return msgspec.structs.replace(whole, **changed)


@pytest.mark.parametrize(
    ("changed", "office", "mode"),
    [
        ({"allowed": ("Arrive", "EndTransit")}, "AL003010", Mode.ARRIVE),
        ({"allowed": ("EndTransit", "Cross")}, "AL003010", Mode.ARRIVE),
        ({"allowed": ("EndTransit", "Cross")}, "AL001010", Mode.CROSS),
        ({"allowed": ("Arrive", "Cross"), "known": False}, "AL003010", Mode.PROVISIONAL),
        ({"departure": "declared", "allowed": ("Accept",)}, "AL002000", Mode.DEPART),
        ({"departure": "results known", "allowed": ("Discharge",)}, "AL002000", Mode.DISCHARGE),
        ({"cases": (b"1",), "allowed": ("SettleCase",)}, "AL003010", Mode.DECIDE),
        ({"destination": "ended"}, "AL003010", Mode.READ),
    ],
)
def test_the_act_that_is_due_follows_from_office_and_state(
    changed: dict[str, object], office: str, mode: Mode
) -> None:
    assert mode_of(head(**changed), office) is mode


def test_a_paper_exists_once_departure_has_released() -> None:
    assert not may_print(head(departure="accepted"))
    assert may_print(head(departure="released"))
