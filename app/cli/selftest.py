"""``self-test``: the installed program proves itself on this machine."""

import argparse
import sys
import time
from collections.abc import Callable
from importlib import metadata, util
from typing import Any

from app.base.errors import Broken, WaypostError
from app.base.fonts import face_paths
from app.base.ids import SystemChance
from app.cli import out
from app.cli.trial import Trial, scratch
from app.models.engine import FILE
from app.models.store import Store
from app.printing.checks import barcode_decodes, faces_embedded
from app.reference.texts import languages, texts
from app.workstation.rooms import Rooms

_EXAMPLE = "example: waypost self-test --json"
_LACKS = 3
_PLAIN = b"SQLite format 3"
_COUNTS_BREAK = (3, 11)  # the Python on which one release of the screen library lost references

FLOORS = {
    "msgspec": "0.22",
    "SQLAlchemy": "2.1",
    "sqlcipher3": "0.6.4",
    "cryptography": "50",
    "cbor2": "6.2",
    "lxml": "6.1",
    "requests": "2.34",
    "starlette": "1.10",
    "uvicorn": "0.54",
    "reportlab": "5.1",
    "uharfbuzz": "0.57",
    "pypdfium2": "5.15",
    "zxing-cpp": "3.1",
    "anyascii": "0.3.3",
    "python-stdnum": "2.2",
}
"""The least versions that were proven together, by the name they are installed under."""


class _Lacking(Exception):
    """A check does not hold; its words are for the technician."""


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "self-test", help="prove that the program works on this machine", epilog=_EXAMPLE
    )
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run every check, whatever the others say; status 3 if something lacks."""
    holds = [
        _tell("libraries", _libraries, as_json=arguments.json),
        _tell("texts", _texts, as_json=arguments.json),
        _tell("fonts", _fonts, as_json=arguments.json),
        _tell("screen", _screen, as_json=arguments.json),
        _tell("scratch store", lambda: _scratch(as_json=arguments.json), as_json=arguments.json),
    ]
    return 0 if all(holds) else _LACKS


def _tell(name: str, check: Callable[[], str], *, as_json: bool) -> bool:
    """Run one check and tell what came of it."""
    began = time.perf_counter()
    try:
        detail, holds = check(), True
    except WaypostError as trouble:
        detail, holds = texts("en").error(trouble), False
    except Exception as trouble:  # noqa: BLE001 - whatever it is, this machine lacks something
        detail, holds = f"{type(trouble).__name__}: {trouble}", False
    took = round((time.perf_counter() - began) * 1000, 1)
    if as_json:
        out.line({"check": name, "holds": holds, "detail": detail, "ms": took})
    else:
        out.text(f"{'holds' if holds else 'LACKS'}  {name}: {detail}")
    return holds


def _libraries() -> str:
    """The libraries are there, none older than was proven."""
    lacking = [
        f"{name} {floor}" for name, floor in FLOORS.items() if _version(name) < _numbers(floor)
    ]
    if lacking:
        raise _Lacking(f"missing or older than needed: {', '.join(lacking)}")
    return f"{len(FLOORS)} of {len(FLOORS)}"


def _version(name: str) -> tuple[int, ...]:
    try:
        return _numbers(metadata.version(name))
    except metadata.PackageNotFoundError:
        return ()


def _numbers(version: str) -> tuple[int, ...]:
    """Read the numbers of a version.

    >>> _numbers("0.6.4rc1")
    (0, 6, 4)
    """
    found: list[int] = []
    for part in version.split("."):
        digits = part[: next((at for at, sign in enumerate(part) if not sign.isdigit()), None)]
        if not digits:
            break
        found.append(int(digits))
    return tuple(found)


def _texts() -> str:
    known = languages()
    for language in known:
        texts(language)
    return ", ".join(known)


def _fonts() -> str:
    return f"{len(face_paths())} typefaces"


def _screen() -> str:
    """The screen library is there, and keeps the counts of Python's objects."""
    if util.find_spec("PySide6") is None:
        return "no screen library here; all commands but run and tour work without it"
    from app.ui.nones import lost

    if sys.version_info[:2] == _COUNTS_BREAK and lost():
        raise _Lacking(
            "this release of the screen library loses references; install the locked one"
        )
    return metadata.version("PySide6-Essentials")


def _scratch(*, as_json: bool) -> str:
    """A record lives through a post of its own, and each part of that is told."""
    with scratch() as trial:
        parts = {
            "encryption": lambda: _encryption(trial),
            "record": lambda: _record(trial),
            "printing": lambda: _printing(trial),
            "journal": lambda: _journal(trial),
        }
        lacking = [name for name, part in parts.items() if not _tell(name, part, as_json=as_json)]
    if lacking:
        raise _Lacking(", ".join(lacking))
    return "made, used and gone"


def _encryption(trial: Trial) -> str:
    """Nothing of the store is readable, and another key does not open it."""
    store = trial.post.store
    head = store.path.read_bytes()[: len(_PLAIN)]
    if head == _PLAIN:
        raise _Lacking("the store is not encrypted")
    try:
        other = store.path.parent.parent / "other"
        other.mkdir()
        (other / FILE).write_bytes(store.path.read_bytes())
        Store.open(other, SystemChance().token(32), Rooms().registry).close()
    except Broken:
        return store.facts().get("cipher_version", "encrypted")
    raise _Lacking("another key opens the store")


def _record(trial: Trial) -> str:
    state = trial.released()
    if state != "released":
        raise _Lacking(f"the record is {state}")
    return f"{trial.mrn} {state}"


def _printing(trial: Trial) -> str:
    paper = trial.paper()
    if not barcode_decodes(paper.pdf, paper.number) or not faces_embedded(paper.pdf):
        raise _Lacking("the bars of the paper do not read, or a face is missing from it")
    return f"{paper.pages} pages, bars read"


def _journal(trial: Trial) -> str:
    if not trial.is_unbroken():
        raise _Lacking("the chain is broken, or a record folds to other bytes")
    return "chain holds, records rebuilt equal"
