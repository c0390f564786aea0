"""Holds the files of ``tests/house/perfect.txt`` at 100 % of their lines and branches.

Reads what coverage measured during the suite; run by the environment's Python.
"""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from installer.steps import perfect_files
from installer.trouble import ROOT, run_quietly


def faults(wanted: Sequence[str], measured: Mapping[str, Any]) -> list[str]:
    """Say of each file what was never run; ``measured`` is coverage's JSON by file."""
    said = []
    for name in wanted:
        found = measured.get(name)
        if found is None:
            said.append(f"{name}: no test runs it")
            continue
        lines = ", ".join(str(line) for line in found["missing_lines"])
        branches = ", ".join(f"{begin}->{end}" for begin, end in found["missing_branches"])
        if lines:
            said.append(f"{name}: lines never run: {lines}")
        elif branches:
            said.append(f"{name}: branches never taken: {branches}")
    return said


def main() -> int:
    """Compare the list with the measurement; 1 if a file is not perfect, 3 without one."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "coverage.json"
        done = run_quietly([sys.executable, "-m", "coverage", "json", "-o", str(report)])
        if done.status:
            print(f"{done.said.strip()}\nRun the suite first: python3 installer/bootstrap.py test")
            return 3
        measured = json.loads(report.read_text("utf-8"))["files"]
    by_path = {
        Path(name).as_posix().removeprefix(f"{ROOT.as_posix()}/"): measured[name]
        for name in measured
    }
    said = faults(perfect_files(), by_path)
    print("\n".join(said) or f"{len(perfect_files())} files are perfect.")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
