"""A machine that cannot show a window is told before Qt would end the program."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from app.base.errors import Broken
from app.reference.texts import texts
from app.ui import host, noise

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux may be without"
)


def lacks(named: str) -> host.Load:
    """A machine whose loader lacks one library."""

    def load(path: str) -> object:
        if path.endswith("libqxcb.so"):
            raise OSError(f"{named}: cannot open shared object file: No such file or directory")
        return ctypes.CDLL(None)

    return load


def test_a_missing_library_is_told_with_its_package() -> None:
    with pytest.raises(Broken) as broken:
        host.ready({"DISPLAY": ":0"}, load=lacks("libxcb-cursor.so.0"))
    words = texts("en").error(broken.value)
    assert words == (
        "The window needs libxcb-cursor.so.0, which this machine lacks. "
        "Install the package libxcb-cursor0, or run the set-up again as root."
    )


def test_a_machine_without_a_display_is_told() -> None:
    with pytest.raises(Broken) as broken:
        host.ready({})
    assert broken.value.code == "training.no_display"


def test_a_display_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "127.0.0.1:4999")
    with pytest.raises(Broken) as broken:
        host.ready({"QT_QPA_PLATFORM": "xcb"})
    assert broken.value.code in {"ui.display_silent", "ui.library_missing"}


def test_a_platform_qt_does_not_have_is_told() -> None:
    with pytest.raises(Broken) as broken:
        host.ready({"QT_QPA_PLATFORM": "dusk"})
    assert "dusk" in texts("en").error(broken.value)


def test_a_second_platform_helps_where_the_first_cannot() -> None:
    host.ready({"QT_QPA_PLATFORM": "xcb;offscreen"}, load=lacks("libxcb-cursor.so.0"))


def test_qt_itself_is_here() -> None:
    host.importable()
    with pytest.raises(Broken) as broken:
        host.importable(lambda _path: ctypes.CDLL("libnotthere.so.1"))
    assert broken.value.parameters["library"] == "libnotthere.so.1"


def test_a_window_on_a_dead_display_ends_with_a_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "app", "run", "--store", str(tmp_path / "none")],
        env={**os.environ, "QT_QPA_PLATFORM": "", "DISPLAY": "127.0.0.1:4999"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert ended.returncode == 3
    assert "Qt" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_qt_says_is_noted_and_not_written(capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[tuple[str, str]] = []
    noise.hush(lambda gravity, words: heard.append((gravity, words)))
    try:
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning("a timer was started in another thread")
    finally:
        noise.unhush()
    assert heard == [("QtWarningMsg", "a timer was started in another thread")]
    assert capfd.readouterr().err == ""
