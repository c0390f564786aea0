"""Benchmarks run, whatever the machine; how fast it is, no test says."""

from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.bench import desk
from app.bench.frame import Figure, Setting, percentile
from app.bench.listed import BENCHES
from app.cli.main import main


def test_the_desk_is_measured_on_a_store_of_its_own(tmp_path: Path) -> None:
    setting = Setting(folder=tmp_path, clock=SystemClock(), size=200)
    figures = list(desk.run(setting))
    assert figures[0] == Figure(what="records in the store", ours=200, unit="records")
    assert {figure.budget for figure in figures[1:]} == {50.0, 60.0, 100.0}
    assert all(figure.ours > 0 for figure in figures)


def test_a_figure_is_set_beside_budget_and_peer() -> None:
    figure = Figure(what="x", ours=2.0, unit="ms", budget=3.0, peer="other", theirs=5.0)
    assert (figure.ratio, figure.is_within) == (2.5, True)
    alone = Figure(what="x", ours=0.0, unit="ms")
    assert (alone.ratio, alone.is_within) == (None, None)


def test_a_share_of_nothing_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no samples"):
        percentile([], 0.95)


def test_benchmarks_are_listed_and_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--list"]) == 0
    assert all(bench.name in capsys.readouterr().out for bench in BENCHES[:1])
    assert main(["bench", "--list", "--json"]) == 0
    assert main(["bench"]) == 2
    assert main(["bench", "lunch"]) == 1
    assert "lunch" in capsys.readouterr().err


def test_figures_are_printed_one_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["bench", "desk", "--size", "60", "--folder", str(tmp_path)]
    assert main(words) == 0
    assert "budget 60 ms" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    assert '"within":' in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
