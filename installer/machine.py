"""What the machine itself must have: Qt's system libraries, and PostgreSQL for the whole suite.

Each library is tried by loading it under its soname, as Qt will. As root on Debian what is missing
is installed; anyone else is told the line to run. Qt's own packages for Windows and macOS lack
nothing, so only Linux is asked.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.trouble import Runner, Trouble, run_quietly, tell


class Needed(NamedTuple):
    """A file the machine must have, and the Debian package that holds it."""

    name: str
    package: str


OFFSCREEN = (
    Needed("libEGL.so.1", "libegl1"),
    Needed("libGL.so.1", "libgl1"),
    Needed("libxkbcommon.so.0", "libxkbcommon0"),
    Needed("libdbus-1.so.3", "libdbus-1-3"),
    Needed("libfontconfig.so.1", "libfontconfig1"),
    Needed("libfreetype.so.6", "libfreetype6"),
    Needed("libglib-2.0.so.0", "libglib2.0-0"),
    Needed("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    Needed("libX11.so.6", "libx11-6"),
)
"""What Qt loads even where nothing is shown."""

WINDOW = (
    Needed("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Needed("libxcb-cursor.so.0", "libxcb-cursor0"),
    Needed("libxcb-icccm.so.4", "libxcb-icccm4"),
    Needed("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Needed("libxcb-image.so.0", "libxcb-image0"),
    Needed("libxcb-randr.so.0", "libxcb-randr0"),
    Needed("libxcb-render-util.so.0", "libxcb-render-util0"),
    Needed("libxcb-shape.so.0", "libxcb-shape0"),
    Needed("libxcb-xkb.so.1", "libxcb-xkb1"),
    Needed("libX11-xcb.so.1", "libx11-xcb1"),
)
"""What a real window on X needs besides."""

POSTGRESQL = Needed("initdb", "postgresql")
"""The hub's tests start their own server; no running one is used or touched."""

_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # since Debian 13 and Ubuntu 24.04
_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


class System(NamedTuple):
    """What the answers depend on; tests build other machines."""

    linux: bool
    debian: bool
    root: bool
    loads: Callable[[str], bool]
    finds: Callable[[str], bool]
    run: Runner


def this_system() -> System:
    """Look at the machine this runs on."""
    return System(
        linux=sys.platform == "linux",
        debian=Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None,
        root=hasattr(os, "geteuid") and os.geteuid() == 0,
        loads=_loads,
        finds=_finds,
        run=run_quietly,
    )


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown: only Linux may be without."""
    return sys.platform != "linux" or any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def missing(system: System, needed: Iterable[Needed]) -> tuple[Needed, ...]:
    """Return what the machine lacks, in the order given."""
    if not system.linux:
        return ()
    return tuple(
        thing
        for thing in needed
        if not (system.finds if thing is POSTGRESQL else system.loads)(thing.name)
    )


def supply(system: System, needed: Sequence[Needed]) -> None:
    """Install what is missing as root on Debian.

    Raises:
        Trouble: something is missing and could not be installed; says what, and the line to run.
    """
    lacking = missing(system, needed)
    if not lacking:
        return
    packages = [thing.package for thing in lacking]
    if system.debian and system.root:
        tell(f"Installing from the system's packages: {' '.join(packages)}")
        _install(system, packages)
        lacking = missing(system, lacking)
    if lacking:
        raise Trouble(_advice(system, lacking))


def _install(system: System, packages: Sequence[str]) -> None:
    """Install by apt-get; one more attempt with the names of newer releases."""
    system.run(["apt-get", "update", "-q"], _QUIET)
    line = ["apt-get", "install", "-q", "-y", "--no-install-recommends"]
    if system.run([*line, *packages], _QUIET).status == 0:
        return
    newer = [_RENAMED.get(package, package) for package in packages]
    if newer != list(packages):
        system.run([*line, *newer], _QUIET)


def _advice(system: System, lacking: Sequence[Needed]) -> str:
    sentences = [f"This machine lacks {thing.name}." for thing in lacking]
    packages = " ".join(thing.package for thing in lacking)
    if system.debian:
        sentences.append(f"Run: sudo apt-get install -y {packages}")
    else:
        sentences.append(f"Install what Debian calls: {packages}")
    return "\n".join(sentences)


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _finds(program: str) -> bool:
    """Find a program of PostgreSQL: Debian keeps them off the path."""
    return (
        shutil.which(program) is not None
        or next(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), None) is not None
    )
