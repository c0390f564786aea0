"""What every test stands on: no screen needed, no way out of the machine, golden samples."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no fault of the code. New examples are looked for on every desk; the run that
# judges a change draws the same ones each time, so that it judges the change.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

Golden: TypeAlias = Callable[[Path, bytes], None]
"""Compares what was made with a golden sample, byte for byte."""

_QT_OPTIONS = ("qt_api", "qt_log_level_fail", "qt_log_ignore")
_HERE = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add ``--write-golden``; without pytest-qt, its options would be unknown ones."""
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write what the tests made over their golden samples, to be reviewed as code",
    )
    if pluginmanager.is_blocked("pytest-qt"):
        for name in _QT_OPTIONS:
            parser.addini(name, "an option of pytest-qt, which is blocked in this run")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare bytes with a golden sample, or write it if ``--write-golden`` was given."""
    writes = bool(request.config.getoption("--write-golden"))

    def compare(sample: Path, made: bytes) -> None:
        if writes:
            sample.parent.mkdir(parents=True, exist_ok=True)
            sample.write_bytes(made)
        assert sample.is_file(), f"{sample} is not there: write it with --write-golden"
        assert made == sample.read_bytes(), f"{sample} differs"

    return compare


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Refuse every connection that would leave the machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _HERE:
            raise AssertionError(f"a test tried to reach {address[0]}: loopback only")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
