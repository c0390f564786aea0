"""Queues, scopes and searches follow the record; what no longer holds is no longer found."""

import pytest

from app.acts.fold import Folded
from app.acts.kinds import Key, Listing
from app.base.clock import Instant
from app.base.ids import RecordId
from app.models.record_rows import RecordRow
from app.models.search import Wanted, Why
from app.models.store import Store
from tests.acts.example import Barrier

NOON = 1_795_356_300_000


def record_id(number: int) -> RecordId:
    return RecordId(number.to_bytes(16, "big"))


def keep(store: Store, number: int, listing: Listing, *keys: Key) -> RecordId:
    record = record_id(number)
    folded = Folded(id=record, kind="barrier", state=Barrier(), heads=frozenset(), standing={})
    with store.writing() as unit:
        unit.keep(folded, listing, keys)
    return record


def test_a_queue_shows_first_whose_clock_runs_out_first_and_last_who_has_none(
    store: Store,
) -> None:
    for number, clock in ((1, NOON), (2, 0), (3, NOON - 5), (4, NOON)):
        keep(store, number, Listing(queues=("arrivals",), clock=clock, number=str(number)))

    with store.reading() as reading:
        first = reading.queues.page("arrivals", limit=2)
        second = reading.queues.page("arrivals", after=first[-1], limit=2)
        assert [row.number for row in (*first, *second)] == ["3", "1", "4", "2"]
        assert reading.queues.page("arrivals", after=second[-1]) == ()
        assert reading.queues.page("arrivals", offset=2) == second
        assert reading.queues.counts() == {"arrivals": 4}
        assert reading.queues.late(Instant(NOON - 1)) == {"arrivals": 1}


def test_a_row_of_a_queue_shows_the_columns_the_package_gave(store: Store) -> None:
    listing = Listing(
        number="26AL1", state="arrived", queues=("arrivals",), clock=NOON, row=b"\xa0"
    )
    record = keep(store, 1, listing)

    with store.reading() as reading:
        (row,) = reading.queues.page("arrivals")
        columns = reading.records.row(record)
    assert (row.record, row.kind, row.number, row.state, row.is_held, row.clock, row.row) == (
        record,
        "barrier",
        "26AL1",
        "arrived",
        False,
        NOON,
        b"\xa0",
    )
    assert columns == RecordRow(
        record=record,
        kind="barrier",
        number="26AL1",
        state="arrived",
        is_open=True,
        is_held=False,
        clock=Instant(NOON),
        updated=0,
        row=b"\xa0",
        place=row.place,
    )


def test_a_record_leaves_the_queue_it_no_longer_stands_in(store: Store) -> None:
    keep(store, 1, Listing(queues=("arrivals", "controls"), clock=NOON))
    keep(store, 1, Listing(queues=("controls", "seals"), clock=NOON + 1))

    with store.reading() as reading:
        assert reading.queues.counts() == {"controls": 1, "seals": 1}
        assert reading.queues.page("controls")[0].clock == NOON + 1

    keep(store, 1, Listing(is_open=False))
    with store.reading() as reading:
        assert reading.queues.counts() == {}


def test_records_are_found_by_their_number_of_one_kind_or_all(store: Store) -> None:
    record = keep(store, 1, Listing(number="26AL1"))
    keep(store, 2, Listing())

    with store.reading() as reading:
        assert [row.record for row in reading.records.numbered("26AL1")] == [record]
        assert reading.records.numbered("26AL1", "movement") == ()
        assert reading.records.numbered("") == ()
        assert reading.records.row(record_id(9)) is None
        assert reading.folded(record_id(9)) is None


def test_the_scope_of_an_office_is_what_names_it(store: Store) -> None:
    keep(store, 1, Listing(offices=("AL003010", "XK001020"), number="1"))
    keep(store, 2, Listing(offices=("AL003010",), number="2"))
    keep(store, 1, Listing(offices=("XK001020",), number="1"))

    with store.reading() as reading:
        assert [row.number for row in reading.records.of_office("AL003010")] == ["2"]
        assert [row.number for row in reading.records.of_office("XK001020")] == ["1"]
        place = reading.records.of_office("XK001020")[0].place
        assert reading.records.of_office("XK001020", after=place) == ()


def test_records_of_a_kind_come_open_or_closed(store: Store) -> None:
    keep(store, 1, Listing(number="1"))
    keep(store, 2, Listing(number="2", is_open=False))

    with store.reading() as reading:
        assert [row.number for row in reading.records.newest("barrier", is_open=True)] == ["1"]
        closed = reading.records.newest("barrier", is_open=False)
        assert [row.number for row in closed] == ["2"]
        assert reading.records.newest("barrier", is_open=False, before=closed[0].updated) == ()


def test_hits_come_exact_first_then_open_ones(store: Store) -> None:
    keep(store, 1, Listing(number="exact", is_open=False), Key("plate", "AA1"))
    keep(store, 2, Listing(number="closed", is_open=False), Key("plate", "AA12"))
    keep(store, 3, Listing(number="open"), Key("plate", "AA13"))
    keep(store, 4, Listing(number="other"), Key("seal", "AA1"))
    wanted = [Wanted("plate", "AA1", is_prefix=True), Wanted("plate", "AA1")]

    with store.reading() as reading:
        hits = reading.search.find(wanted)
        assert [(hit.found.number, hit.why) for hit in hits] == [
            ("exact", Why.EXACT),
            ("open", Why.BEGINS),
            ("closed", Why.BEGINS),
        ]
        assert {hit.kind for hit in hits} == {"plate"}
        assert reading.search.find(wanted, limit=1) == hits[:1]
        assert reading.search.find([]) == ()
        assert reading.search.find([Wanted("plate", "ZZ")]) == ()


def test_an_open_record_is_found_behind_a_thousand_closed_ones(store: Store) -> None:
    keep(store, 1, Listing(number="open"), Key("plate", "AA1"))
    with store.writing() as unit:
        for place in range(10, 300):
            unit.search.enter(Key("plate", "AA1"), place, is_open=False)

    with store.reading() as reading:
        assert reading.search.find([Wanted("plate", "AA1")], limit=5)[0].found.number == "open"


def test_a_closed_record_ranks_as_closed(store: Store) -> None:
    keep(store, 1, Listing(number="1"), Key("plate", "AA1"))
    keep(store, 2, Listing(number="2"), Key("plate", "AA1"))
    keep(store, 1, Listing(number="1", is_open=False), Key("plate", "AA1"))

    with store.reading() as reading:
        hits = reading.search.find([Wanted("plate", "AA1")])
    assert [(hit.found.number, hit.found.is_open) for hit in hits] == [("2", True), ("1", False)]


def test_a_key_that_no_longer_holds_finds_nothing(store: Store) -> None:
    keep(store, 1, Listing(), Key("plate", "AA1"), Key("trader", "acme logistics"))
    keep(store, 1, Listing(), Key("plate", "BB2"))

    with store.reading() as reading:
        assert reading.search.find([Wanted("plate", "AA1")], terms="acme") == ()
        assert len(reading.search.find([Wanted("plate", "BB2")])) == 1


@pytest.mark.parametrize(
    ("terms", "finds"),
    [
        ("acme", True),
        ("logist", True),
        ("logist acme", False),  # only the last word may be begun
        ("acme logist", True),
        ("acme tirana", False),
        ('"', False),
        ("NEAR(acme", False),
        ("acme*", True),
        ("01-234-AB", False),
        ("\0", False),
        ("", False),
    ],
)
def test_words_are_found_whole_and_the_last_one_begun(
    store: Store, terms: str, finds: bool
) -> None:
    keep(store, 1, Listing(), Key("trader", "acme logistics"), Key("plate", "AA1"))

    with store.reading() as reading:
        hits = reading.search.find([], terms=terms)
    assert [hit.why for hit in hits] == [Why.WORDS] * finds


def test_a_word_that_hundreds_bear_is_not_looked_for_in_longer_words(store: Store) -> None:
    keep(store, 1, Listing(), Key("trader", "transport"))
    for number in range(2, 102):
        keep(store, number, Listing(), Key("trader", "trans"))

    with store.reading() as reading:
        hits = reading.search.find([], terms="trans", limit=1000)
        begun = reading.search.find([], terms="transp")
    assert len(hits) == 100
    assert 1 not in {hit.found.place for hit in hits}
    assert [hit.found.place for hit in begun] == [1]


def test_what_the_officer_types_is_no_query_language(store: Store) -> None:
    keep(store, 1, Listing(), Key("goods", "wine or spirits"))

    with store.reading() as reading:
        assert reading.search.find([], terms="beer OR wine") == ()
        assert len(reading.search.find([], terms="wine OR spirits")) == 1


def test_records_that_are_held_show_their_cases(store: Store) -> None:
    with store.reading() as reading:
        assert reading.records.held() == ()
