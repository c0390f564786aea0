"""A post's folder: made whole or not at all, opened only as it was made."""

from pathlib import Path

import pytest

from app.base.clock import FakeClock
from app.base.errors import Broken, Refused
from app.base.ids import SeededChance
from app.security.roles import Role
from app.workstation.premises import DOOR, Door, Enrolment, Premises
from app.workstation.rooms import Rooms
from tests.workstation.post import ARBEN, NOW, Post, make_post


def test_a_post_is_made_and_opened_again(tmp_path: Path) -> None:
    made = make_post(tmp_path / "post", FakeClock(NOW))
    again = Premises.open(tmp_path / "post", SeededChance(2))
    assert again.device.id == made.device.id
    assert again.office == "AL002000"
    assert ((tmp_path / "post").stat().st_mode & 0o777) == 0o700


def test_a_post_is_not_made_over_another_one(folder: Path) -> None:
    with pytest.raises(Broken, match=r"premises\.exists"):
        make_post(folder, FakeClock(NOW))
    Premises.open(folder, SeededChance(1))


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear Arben", "utf-8")
    with pytest.raises(Broken, match=r"premises\.not_empty"):
        make_post(tmp_path, FakeClock(NOW))
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


@pytest.mark.parametrize(
    ("door", "secret", "code"),
    [
        (("AL999999", "al"), "nine lorries wait at noon", "premises.no_such_office"),
        (("AL002000", "xx"), "nine lorries wait at noon", "reference.no_such_country"),
        (("AL002000", "al"), "short", "security.secret_short"),
        (("AL002000", "al"), "482913", "security.pin_not_here"),
    ],
)
def test_a_post_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, door: tuple[str, str], secret: str, code: str
) -> None:
    officer = Enrolment(name=ARBEN, person="P1", roles=(Role.OFFICER,), secret=secret)
    with pytest.raises((Broken, Refused)) as trouble:
        Premises.create(
            tmp_path / "post",
            Door(office=door[0], country=door[1]),
            (officer,),
            Rooms().registry,
            clock=FakeClock(NOW),
            chance=SeededChance(1),
        )
    assert trouble.value.code == code
    assert list(tmp_path.iterdir()) == []
    make_post(tmp_path / "post", FakeClock(NOW))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "premises.damaged"),
        (b"\xff", "premises.damaged"),
        (b'{"office":"AL002000","country":"al","version":2}', "premises.newer"),
        (b'{"office":"AL002000","country":"al","colour":"blue"}', "premises.damaged"),
    ],
)
def test_a_damaged_door_is_told_in_a_sentence(folder: Path, content: bytes, code: str) -> None:
    (folder / DOOR).write_bytes(content)
    with pytest.raises(Broken) as trouble:
        Premises.open(folder, SeededChance(1))
    assert trouble.value.code == code


def test_an_empty_folder_is_no_post(tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"premises\.missing"):
        Premises.open(tmp_path, SeededChance(1))


@pytest.mark.parametrize("file", ["vault.cbor", "device.cbor"])
def test_a_truncated_file_of_keys_is_told_in_a_sentence(folder: Path, file: str) -> None:
    path = folder / file
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(Broken, match=r"security\.(vault|device)_damaged"):
        Premises.open(folder, SeededChance(1))


def test_a_second_program_is_refused_in_one_sentence(folder: Path, clock: FakeClock) -> None:
    with Post(folder, clock) as first:
        first.sign_in()
        with Post(folder, clock, seed=3) as second:
            with pytest.raises(Broken, match=r"store\.in_use"):
                second.sign_in()
            assert second.workstation.is_locked
            assert not second.workstation.is_open


def test_attempts_are_not_counted_while_another_program_has_the_store(
    folder: Path, clock: FakeClock
) -> None:
    with Post(folder, clock) as first, Post(folder, clock, seed=3) as second:
        first.sign_in()
        for _ in range(12):
            with pytest.raises(Broken, match=r"store\.in_use"):
                second.sign_in(secret="not this one")
        assert not second.workstation.premises.vault.officers()[0].disabled


def test_a_wrong_secret_lets_go_of_the_folder(folder: Path, clock: FakeClock) -> None:
    with Post(folder, clock) as first, Post(folder, clock, seed=3) as second:
        with pytest.raises(Refused):
            first.sign_in(secret="not this one")
        second.sign_in()


def test_a_store_of_a_newer_program_is_left_closed(folder: Path, clock: FakeClock) -> None:
    with Post(folder, clock) as post:
        post.sign_in()
        store = post.workstation.store
        key = store.upkeep._key
        path = store.path
    from app.models.engine import connect  # noqa: PLC0415 - only to plant the newer number

    connection = connect(path, key)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    with Post(folder, clock, seed=3) as later:
        with pytest.raises(Broken, match=r"store\.newer"):
            later.sign_in()
        assert later.workstation.is_locked


def test_an_enrolment_prints_no_secret() -> None:
    officer = Enrolment(name=ARBEN, person="P1", roles=(Role.OFFICER,), secret="sesame")
    assert "sesame" not in repr(officer)
