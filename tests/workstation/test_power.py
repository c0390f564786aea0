"""What the machine runs on is told as the system tells it, and nothing is made up."""

from pathlib import Path

import pytest

from app.workstation.power import ON_MAINS, Power, read


def _supply(folder: Path, name: str, **told: str) -> None:
    (folder / name).mkdir()
    for key, value in told.items():
        (folder / name / key).write_text(f"{value}\n", encoding="ascii")


def test_a_machine_that_tells_nothing_runs_on_the_mains(tmp_path: Path) -> None:
    assert read(tmp_path / "not there") == ON_MAINS
    _supply(tmp_path, "AC", type="Mains", online="1")
    assert read(tmp_path) == ON_MAINS


@pytest.mark.parametrize(("status", "mains"), [("Discharging", False), ("Charging", True)])
def test_a_battery_tells_how_much_is_left(tmp_path: Path, status: str, mains: bool) -> None:
    _supply(tmp_path, "BAT0", type="Battery", capacity="64", status=status)
    assert read(tmp_path) == Power(percent=64, mains=mains)


def test_the_battery_of_a_mouse_is_not_the_machines(tmp_path: Path) -> None:
    _supply(tmp_path, "mouse", type="Battery", scope="Device", capacity="7", status="Discharging")
    assert read(tmp_path) == ON_MAINS


def test_a_battery_that_tells_no_number_is_none(tmp_path: Path) -> None:
    _supply(tmp_path, "BAT0", type="Battery", capacity="unknown", status="Full")
    assert read(tmp_path) == ON_MAINS
