"""``print``: makes the PDF of a document from the message that carries its facts."""

import argparse
from pathlib import Path
from typing import Any

from app.base.errors import Broken
from app.base.findings import Finding
from app.cli import out
from app.cli.check import read_file
from app.printing.files import KINDS, print_message
from app.reference.texts import texts

_EXAMPLE = "example: waypost print tad --from release.xml --out tad.pdf --json"
_UNPRINTABLE = "printing.no_glyph"
_REFUSED = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser("print", help="make the PDF of a document", epilog=_EXAMPLE)
    command.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    command.add_argument(
        "--from", dest="source", required=True, metavar="FILE.xml", help="the message"
    )
    command.add_argument("--out", required=True, metavar="F.pdf", help="where the PDF goes")
    command.add_argument("--language", default="en", help="of the form's labels")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one document into a file; status 1 if it holds signs that cannot be printed."""
    raw = read_file(arguments.source)
    if isinstance(raw, Finding):
        out.prose(f"{arguments.source}: {texts('en').finding(raw)}")
        return _REFUSED
    printed = print_message(arguments.kind, raw, texts(arguments.language))
    for finding in printed.findings:
        out.prose(f"{finding.path}: {texts('en').finding(finding)}")
    if any(finding.code == _UNPRINTABLE for finding in printed.findings):
        return _REFUSED
    _write(Path(arguments.out), printed.pdf)
    if arguments.json:
        out.line(
            {
                "file": arguments.out,
                "pages": printed.pages,
                "sha256": printed.sha256,
                "truncated": printed.truncated,
            }
        )
    else:
        out.text(f"{arguments.out}: {printed.pages} pages")
    return 0


def _write(path: Path, pdf: bytes) -> None:
    try:
        path.write_bytes(pdf)
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        raise Broken("printing.not_written", file=str(path), reason=reason) from wrong
