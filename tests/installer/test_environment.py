from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from installer.environment import (
    RUN_LOCK,
    TEST_LOCK,
    Environment,
    Tools,
    line_of,
    prepare,
    python_line,
)
from installer.trouble import ROOT, Ran, Trouble

OFFLINE = "error: Failed to fetch: `https`\n  Caused by: dns error: failed to lookup address"


class Shop:
    """Stands for uv and pip: makes the folder, and remembers what it was asked."""

    def __init__(self, *, says: str = "") -> None:
        self.says = says
        self.asked: list[tuple[str, ...]] = []

    def run(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> Ran:
        self.asked.append(tuple(command))
        if "venv" in command:
            python = Environment(Path(command[-1])).python
            python.parent.mkdir(parents=True)
            python.touch()
            (Path(command[-1]) / "pyvenv.cfg").touch()
        if "install" in command:
            return Ran(1 if self.says else 0, self.says)
        return Ran(0, "")

    def tools(self, uv: str | None = "uv", *, venv: bool = True) -> Tools:
        return Tools(run=self.run, uv=uv, venv=venv)

    def installs(self) -> list[tuple[str, ...]]:
        return [command for command in self.asked if "install" in command]

    def compiles(self) -> list[tuple[str, ...]]:
        return [command for command in self.asked if "compileall" in command]


def test_the_environment_is_made_once_and_stamped(tmp_path: Path) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    prepare(environment, RUN_LOCK, shop.tools())
    prepare(environment, RUN_LOCK, shop.tools())
    assert len(shop.installs()) == 1
    assert environment.stamped() == (python_line(), line_of(RUN_LOCK))


def test_program_and_libraries_are_compiled_whenever_something_was_installed(
    tmp_path: Path,
) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    libraries = environment.folder / "lib" / "python3.11" / "site-packages"
    prepare(environment, RUN_LOCK, shop.tools())
    libraries.mkdir(parents=True)
    prepare(environment, RUN_LOCK, shop.tools())
    assert len(shop.compiles()) == 1
    environment.stamp.write_text(f"{python_line()}\n", "utf-8")
    prepare(environment, RUN_LOCK, shop.tools())
    first, second = shop.compiles()
    assert first[0] == str(environment.python)
    assert str(ROOT / "app") in first
    assert str(libraries) in second


def test_the_test_lock_holds_the_run_lock(tmp_path: Path) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    prepare(environment, TEST_LOCK, shop.tools())
    prepare(environment, RUN_LOCK, shop.tools())
    assert len(shop.installs()) == 1


def test_a_changed_lock_installs_again_into_the_same_folder(tmp_path: Path) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1", "utf-8")
    prepare(environment, lock, shop.tools())
    lock.write_text("a==2", "utf-8")
    prepare(environment, lock, shop.tools())
    assert len(shop.installs()) == 2
    assert sum("venv" in command for command in shop.asked) == 1


def test_another_python_makes_the_folder_anew(tmp_path: Path) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    prepare(environment, RUN_LOCK, shop.tools())
    environment.stamp.write_text(f"python 3.1.4\n{line_of(RUN_LOCK)}\n", "utf-8")
    (environment.folder / "left over").touch()
    prepare(environment, RUN_LOCK, shop.tools())
    assert not (environment.folder / "left over").exists()


def test_hashes_are_demanded_of_uv_and_of_pip_alike(tmp_path: Path) -> None:
    shop = Shop()
    prepare(Environment(tmp_path / "uv"), RUN_LOCK, shop.tools())
    prepare(Environment(tmp_path / "pip"), RUN_LOCK, shop.tools(uv=None))
    by_uv, by_pip = shop.installs()
    assert by_uv[0] == "uv"
    assert by_pip[1:4] == ("-m", "pip", "install")
    assert by_uv[-3:] == by_pip[-3:] == ("--require-hashes", "-r", str(RUN_LOCK))


def test_no_network_and_nothing_installed_is_one_sentence(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "e")
    with pytest.raises(Trouble) as trouble:
        prepare(environment, RUN_LOCK, Shop(says=OFFLINE).tools())
    assert str(trouble.value) == (
        "There is no way to the package index and nothing is installed yet: "
        "connect this machine once and run the same line again."
    )
    assert environment.stamped() == ()


def test_another_fault_is_shown_as_the_tool_says_it(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="hash mismatch"):
        prepare(Environment(tmp_path / "e"), RUN_LOCK, Shop(says="hash mismatch").tools())


def test_an_interrupted_set_up_is_begun_anew(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "e")
    with pytest.raises(Trouble):
        prepare(environment, RUN_LOCK, Shop(says=OFFLINE).tools())
    shop = Shop()
    prepare(environment, RUN_LOCK, shop.tools())
    assert environment.stamped() == (python_line(), line_of(RUN_LOCK))


def test_a_folder_that_is_no_environment_is_never_cleared(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    with pytest.raises(Trouble, match="not a Python environment"):
        prepare(Environment(tmp_path), RUN_LOCK, Shop().tools())
    assert (tmp_path / "letters.txt").exists()


def test_debian_without_venv_is_told_the_line_to_run(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="sudo apt-get install -y python3-venv"):
        prepare(Environment(tmp_path / "e"), RUN_LOCK, Shop().tools(uv=None, venv=False))


def test_missing_typefaces_are_cut_by_the_environments_own_python(tmp_path: Path) -> None:
    shop, environment = Shop(), Environment(tmp_path / "e")
    prepare(environment, RUN_LOCK, shop.tools())
    assert shop.asked[-1] == (str(environment.python), "-m", "installer.fonts")
