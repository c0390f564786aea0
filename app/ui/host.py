"""Whether this machine can show a window, found out before Qt is asked: Qt would end the program.

Nothing here imports Qt. Its part for the platform is loaded as Qt will load it, and what the
loader lacks is told with the package that holds it.
"""

import ctypes
import re
import sys
from collections.abc import Callable, Mapping
from importlib import util
from pathlib import Path

from app.base.errors import Broken

Load = Callable[[str], object]
_LACKED = re.compile(
    r"(lib[\w.+-]+?)\.so(?:\.(\d+))?[\d.]*: cannot open shared object file: No such file"
)
_PACKAGES = {"libglib-2.0": "libglib2.0-"}


def ready(environ: Mapping[str, str], *, load: Load = ctypes.CDLL) -> None:
    """Make sure that a window can be shown with these variables; only Linux may be without.

    Raises:
        Broken: no display is named or the one named does not answer, or a library is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    troubles = []
    for platform in platforms(environ):
        try:
            _load_platform(platform, load)
        except Broken as broken:
            troubles.append(broken)
        else:
            return
    raise troubles[0] if troubles else Broken("training.no_display")


def platforms(environ: Mapping[str, str]) -> tuple[str, ...]:
    """What Qt will try, in order.

    >>> platforms({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}), platforms({})
    (('xcb', 'wayland'), ())
    >>> platforms({"QT_QPA_PLATFORM": "offscreen:size=9;xcb"})
    ('offscreen', 'xcb')
    """
    named = environ.get("QT_QPA_PLATFORM", "")
    if named:
        return tuple(part.split(":")[0].split("-")[0] for part in named.split(";") if part)
    found = (("DISPLAY", "xcb"), ("WAYLAND_DISPLAY", "wayland"))
    return tuple(platform for variable, platform in found if environ.get(variable))


def _load_platform(platform: str, load: Load) -> None:
    folder = _qt() / "Qt" / "plugins" / "platforms"
    part = folder / f"libq{platform}.so"
    if not part.is_file():
        raise Broken("ui.no_such_platform", platform=platform)
    try:
        load(str(part))
    except OSError as wrong:
        raise lacking(str(wrong)) from wrong
    if platform == "xcb":
        _knock(load)


def lacking(told: str) -> Broken:
    """What the loader said, as an officer's technician is told it.

    >>> lacking("libxcb-cursor.so.0: cannot open shared object file: No such file").parameters
    {'library': 'libxcb-cursor.so.0', 'package': 'libxcb-cursor0'}
    """
    found = _LACKED.search(told)
    if found is None:
        return Broken("ui.library_unfit", why=told)
    library, version = found.group(1), found.group(2) or ""
    return Broken(
        "ui.library_missing",
        library=f"{library}.so.{version}" if version else f"{library}.so",
        package=_package(library, version),
    )


def _package(library: str, version: str) -> str:
    """The Debian package of a library, by the naming rule of Debian's policy (section 8.1).

    >>> _package("libxkbcommon-x11", "0"), _package("libX11-xcb", "1"), _package("libEGL", "1")
    ('libxkbcommon-x11-0', 'libx11-xcb1', 'libegl1')
    """
    if library in _PACKAGES:
        return _PACKAGES[library] + version
    between = "-" if library[-1].isdigit() else ""
    return f"{library}{between}{version}".lower().replace("_", "-")


def _knock(load: Load) -> None:
    """Ask the display whether it answers, and take leave of it."""
    try:
        xcb = load("libxcb.so.1")
    except OSError:
        return  # Qt's own part brought it along
    if not isinstance(xcb, ctypes.CDLL):
        return
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    link = xcb.xcb_connect(None, None)
    silent = bool(xcb.xcb_connection_has_error(link))
    xcb.xcb_disconnect(link)
    if silent:
        raise Broken("ui.display_silent")


def _qt() -> Path:
    """Where Qt lies.

    Raises:
        Broken: it is not installed.
    """
    found = util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise Broken("ui.no_qt")
    return Path(found.origin).parent


def importable(load: Load = ctypes.CDLL) -> None:
    """Make sure that Qt itself can be loaded, with or without a display.

    Raises:
        Broken: it is not installed, or a library it needs is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    for name in ("Core", "Gui", "Widgets", "Svg"):
        library = _qt() / "Qt" / "lib" / f"libQt6{name}.so.6"
        try:
            load(str(library))
        except OSError as wrong:
            raise lacking(str(wrong)) from wrong
