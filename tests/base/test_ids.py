from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import Instant
from app.base.ids import SeededChance, SystemChance, fresh_record_id


@given(st.integers(0, 2**48 - 1), st.integers())
def test_a_fresh_id_is_a_uuid_of_version_seven(now: int, seed: int) -> None:
    made = fresh_record_id(Instant(now), SeededChance(seed))
    assert len(made) == 16
    assert int.from_bytes(made[:6], "big") == now
    assert (made[6] >> 4, made[8] >> 6) == (7, 2)


@given(st.integers(), st.lists(st.integers(0, 70), max_size=5))
def test_one_seed_draws_one_sequence(seed: int, sizes: list[int]) -> None:
    first, second = SeededChance(seed), SeededChance(seed)
    drawn = [first.token(size) for size in sizes]
    assert drawn == [second.token(size) for size in sizes]
    assert [len(token) for token in drawn] == sizes


def test_two_seeds_draw_differently() -> None:
    assert SeededChance(1).token(16) != SeededChance(2).token(16)


def test_the_systems_chance_never_repeats() -> None:
    assert len({SystemChance().token(16) for _ in range(50)}) == 50
