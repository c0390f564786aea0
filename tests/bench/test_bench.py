"""Benchmarks run, whatever the machine; how fast it is, no test says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.bench import desk, starting, windows
from app.bench.frame import Bench, Figure, Setting, percentile
from app.bench.listed import BENCHES
from app.cli.main import main


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_desk_is_measured_on_a_store_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "TIMES", 1)
    monkeypatch.setattr(windows, "TIMES", 1)
    setting = Setting(folder=tmp_path, clock=SystemClock(), size=6 * desk.TRIES + 60)
    figures = {figure.what: figure for figure in desk.run(setting)}
    assert figures["end a transit, key to saved, p95"].budget == 60.0
    assert figures["open a record, p95"].budget == 100.0
    assert {"end a transit, key to saved, p50", "end a transit, key to saved, p99"} <= {*figures}
    assert all(figure.ours > 0 or figure.words for figure in figures.values())


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


@pytest.mark.parametrize("size", ["-5", "0", "7", "99999999999", "many"])
def test_a_size_no_store_can_have_is_wrong_usage(
    size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "desk", f"--size={size}"]) == 2
    said = capsys.readouterr().err
    assert size in said
    assert len(said.splitlines()) == 1


def test_figures_are_printed_one_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(setting: Setting) -> Iterator[Figure]:
        assert setting.folder.parent == tmp_path
        assert setting.size == 7
        yield Figure(what="a step", ours=4.0, unit="ms", budget=60.0, peer="other", theirs=8.0)

    bench = Bench(name="steps", what="steps", run=run)
    monkeypatch.setattr("app.cli.bench.BENCHES", (bench,))
    words = ["bench", "steps", "--size", "7", "--folder", str(tmp_path)]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "budget 60 ms" in told
    assert "other: 8" in told
    assert main([*words, "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["bench"], line["ratio"], line["within"]) == ("steps", 2.0, True)
    assert list(tmp_path.iterdir()) == []
