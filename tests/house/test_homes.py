"""One home per library, and every package in the law of layers."""

import re
import sys
from typing import Any

import pytest

from tests.house.reading import ROOT, Source, imported, pyproject, sources

HOMES = {
    "PySide6": {"ui"},
    "sqlalchemy": {"models"},
    "alembic": {"models"},
    "sqlcipher3": {"models"},
    "cryptography": {"security"},
    "cbor2": {"security"},
    "keyring": {"security"},
    "lxml": {"messages"},
    "signxml": {"messages"},
    "requests": {"sync"},
    "zeroconf": {"sync"},
    "tuf": {"sync"},
    "backports": {"sync"},
    "starlette": {"hub"},
    "uvicorn": {"hub"},
    "reportlab": {"printing"},
    "uharfbuzz": {"printing"},
    "bidi": {"printing"},
    "segno": {"printing"},
    "xlsxwriter": {"printing"},
    "pypdfium2": {"printing"},
    "stdnum": {"reference"},
    "anyascii": {"reference"},
    "rapidfuzz": {"reference"},
    "platformdirs": {"workstation"},
    "zxingcpp": {"devices", "printing"},
    "serial": {"devices"},
}
"""The table of ``libraries.md``, by the name one imports."""

EVERYWHERE = {"app", "msgspec", "compression"}  # the last is the standard library's from 3.14


def homeless(file: Source, homes: dict[str, set[str]]) -> list[str]:
    """Name the libraries a file imports outside their home, or that have none."""
    room = file.path.split("/")[1]
    foreign = imported(file) - set(sys.stdlib_module_names) - EVERYWHERE
    return [name for name in sorted(foreign) if room not in homes.get(name, set())]


def contracts(kind: str) -> list[dict[str, Any]]:
    every = pyproject()["tool"]["importlinter"]["contracts"]
    return [contract for contract in every if contract["type"] == kind]


def test_every_library_is_imported_in_its_home_alone() -> None:
    strays = {file.path: homeless(file, HOMES) for file in sources("app")}
    assert {path: names for path, names in strays.items() if names} == {}


@pytest.mark.parametrize(
    "line", ["import lxml.etree", "from cryptography import x509", "import attrs"]
)
def test_a_library_outside_its_home_is_caught(line: str) -> None:
    assert homeless(Source("app/transit/service.py", f"{line}\n"), HOMES) != []
    assert (
        homeless(Source("app/models/store.py", "import sqlalchemy, msgspec, json\n"), HOMES) == []
    )


def test_every_library_in_use_stands_in_a_contract() -> None:
    used = {name for file in sources("app") for name in imported(file)} & set(HOMES)
    protected = {
        name for contract in contracts("protected") for name in contract["protected_modules"]
    }
    assert used - protected == set()


def test_every_package_is_a_layer_and_may_be_absent() -> None:
    (layers,) = contracts("layers")
    lines = layers["layers"]
    assert isinstance(lines, list)
    named = {name for line in lines for name in re.findall(r"\(([a-z]+)\)", line)}
    packages = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert packages - named - {"base"} == set()
    assert [line for line in lines if "(" not in line] == ["base"]
