import pytest

from app.base.changes import Changed, Stream
from app.base.ids import RecordId


def test_two_changes_are_told_as_one() -> None:
    one = Changed(kinds=frozenset({"a"}), records=frozenset({RecordId(b"1" * 16)}))
    two = Changed(kinds=frozenset({"b"}), queues=frozenset({"expected"}))
    assert one | two == Changed(
        kinds=frozenset({"a", "b"}), queues=frozenset({"expected"}), records=one.records
    )


def test_listeners_hear_in_the_order_they_came_until_they_stop() -> None:
    stream: Stream[int] = Stream()
    heard: list[tuple[str, int]] = []
    stop = stream.listen(lambda told: heard.append(("first", told)))
    stream.listen(lambda told: heard.append(("second", told)))
    stream.tell(1)
    stop()
    stream.tell(2)
    assert heard == [("first", 1), ("second", 1), ("second", 2)]


def test_who_stops_while_being_told_does_not_disturb_the_others() -> None:
    stream: Stream[int] = Stream()
    heard: list[int] = []
    stops = [stream.listen(lambda _: stops[0]())]
    stream.listen(heard.append)
    stream.tell(1)
    stream.tell(2)
    assert heard == [1, 2]


def test_a_listener_in_trouble_keeps_nobody_from_hearing_and_the_teller_from_nothing() -> None:
    minded: list[Exception] = []
    stream: Stream[int] = Stream(minded.append)
    heard: list[int] = []
    stream.listen([].pop)
    stream.listen(heard.append)
    stream.tell(1)
    assert heard == [1]
    assert [type(trouble) for trouble in minded] == [IndexError]


def test_trouble_that_nobody_minds_comes_back_once_all_have_heard() -> None:
    stream: Stream[int] = Stream()
    heard: list[int] = []
    stream.listen([].pop)
    stream.listen(heard.append)
    with pytest.raises(IndexError):
        stream.tell(1)
    assert heard == [1]
