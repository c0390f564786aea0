"""``rules``: one line a rule, the counts last."""

import json

import pytest

from app.cli.main import main


def test_every_rule_is_told_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--json"]) == 0
    *rows, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(row) == ["rule", "kind", "where", "why"] for row in rows)
    assert {row["kind"] for row in rows} == {"executed", "structural", "not ours"}
    assert counts["rules"] == len(rows) == sum(counts.values()) - counts["rules"]
    assert counts["executed"] > 120


def test_the_counts_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--family", "ncts", "--coverage"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
