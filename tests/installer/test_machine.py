from collections.abc import Mapping, Sequence

import pytest

from installer.machine import OFFSCREEN, POSTGRESQL, System, has_display, missing, supply
from installer.trouble import Ran, Trouble

NAMES = {thing.package: thing.name for thing in OFFSCREEN}


class Apt:
    """A Debian machine: what it has, what it can install, and what was asked of it."""

    def __init__(self, *, has: set[str], offers: set[str]) -> None:
        self.has = has
        self.offers = offers
        self.asked: list[str] = []

    def run(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> Ran:
        self.asked.append(" ".join(command))
        wanted = {word for word in command[2:] if not word.startswith("-")}
        if command[1] == "update":
            return Ran(0, "")
        if wanted - self.offers:
            return Ran(100, "E: Unable to locate package")
        self.has |= {NAMES[package.removesuffix("t64")] for package in wanted}
        return Ran(0, "")


def machine(apt: Apt, *, debian: bool = True, root: bool = True) -> System:
    return System(
        linux=True,
        debian=debian,
        root=root,
        loads=lambda name: name in apt.has,
        finds=lambda _: False,
        run=apt.run,
    )


def all_but(*packages: str) -> set[str]:
    return {thing.name for thing in OFFSCREEN if thing.package not in packages}


def test_a_machine_that_has_everything_is_left_alone() -> None:
    apt = Apt(has=all_but(), offers=set())
    supply(machine(apt), OFFSCREEN)
    assert apt.asked == []


def test_root_on_debian_gets_what_is_missing_and_nothing_else() -> None:
    apt = Apt(has=all_but("libegl1", "libx11-6"), offers={"libegl1", "libx11-6"})
    supply(machine(apt), OFFSCREEN)
    assert apt.asked[-1] == "apt-get install -q -y --no-install-recommends libegl1 libx11-6"


def test_newer_debians_are_asked_by_their_own_name_for_glib() -> None:
    apt = Apt(has=all_but("libglib2.0-0"), offers={"libglib2.0-0t64"})
    supply(machine(apt), OFFSCREEN)
    assert apt.asked[-1].endswith(" libglib2.0-0t64")


def test_anyone_else_is_told_each_missing_file_and_the_line_to_run() -> None:
    apt = Apt(has=all_but("libegl1", "libgl1"), offers=set())
    with pytest.raises(Trouble) as trouble:
        supply(machine(apt, root=False), OFFSCREEN)
    assert str(trouble.value).splitlines() == [
        "This machine lacks libEGL.so.1.",
        "This machine lacks libGL.so.1.",
        "Run: sudo apt-get install -y libegl1 libgl1",
    ]
    assert apt.asked == []


def test_another_linux_is_told_what_debian_calls_it() -> None:
    apt = Apt(has=all_but("libegl1"), offers=set())
    with pytest.raises(Trouble, match="Install what Debian calls: libegl1"):
        supply(machine(apt, debian=False), OFFSCREEN)


def test_root_without_a_way_to_the_packages_is_told_the_same() -> None:
    apt = Apt(has=all_but("libegl1"), offers=set())
    with pytest.raises(Trouble, match="Run: sudo apt-get install -y libegl1"):
        supply(machine(apt), OFFSCREEN)


def test_postgresql_is_looked_for_among_programs() -> None:
    assert missing(machine(Apt(has=all_but(), offers=set())), [POSTGRESQL]) == (POSTGRESQL,)


def test_windows_and_macos_are_asked_for_nothing() -> None:
    elsewhere = machine(Apt(has=set(), offers=set()))._replace(linux=False)
    assert missing(elsewhere, OFFSCREEN) == ()


def test_a_display_is_x_or_wayland() -> None:
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert not has_display({"DISPLAY": ""})
