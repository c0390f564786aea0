"""What the first page needs, and nothing that costs a start its three seconds."""

import subprocess
import sys

from tests.house.reading import ROOT

LATER = (
    "alembic",
    "cryptography.x509",
    "keyring",
    "PIL",
    "pypdfium2",
    "reportlab",
    "requests",
    "segno",
    "serial",
    "signxml",
    "starlette",
    "tuf",
    "uharfbuzz",
    "urllib3",
    "uvicorn",
    "xlsxwriter",
    "zeroconf",
    "zxingcpp",
)
"""Libraries of papers, lines, hubs and devices: each costs 0.05 to 0.2 s where it is loaded."""

_LOADED = "import sys, importlib; importlib.import_module({module!r}); print(*sys.modules)"


def loaded_by(module: str) -> set[str]:
    """The modules a fresh interpreter holds once it has imported one of ours."""
    command = [sys.executable, "-c", _LOADED.format(module=module)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_a_post_is_opened_without_the_libraries_of_papers_lines_and_hubs() -> None:
    assert sorted(loaded_by("app.workstation.exchange") & set(LATER)) == []


def test_a_library_that_is_loaded_too_early_is_caught() -> None:
    assert "reportlab" in loaded_by("app.printing.tad")
