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
