from collections.abc import Mapping, Sequence

import pytest

from installer.locks import make_locks
from installer.trouble import Ran, Trouble


class Uv:
    """Stands for uv: remembers its lines, writes nothing."""

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.asked: list[tuple[str, ...]] = []

    def run(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> Ran:
        self.asked.append(tuple(command))
        return Ran(self.status, "no answer")


def test_the_second_lock_is_held_to_the_versions_of_the_first() -> None:
    uv = Uv()
    make_locks("uv", uv.run)
    first, second = uv.asked
    assert first[-1] == "requirements.lock"
    assert second[-1] == "requirements-dev.lock"
    assert second[second.index("-c") + 1] == "requirements.lock"
    assert all({"--universal", "--generate-hashes"} < set(line) for line in uv.asked)


def test_without_uv_there_are_no_locks() -> None:
    with pytest.raises(Trouble, match="made by uv"):
        make_locks(None, Uv().run)


def test_a_lock_that_cannot_be_made_is_told() -> None:
    with pytest.raises(Trouble, match="no answer"):
        make_locks("uv", Uv(1).run)
