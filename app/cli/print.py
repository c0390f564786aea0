"""``print``: makes the PDF of a document from a record, or from the message with its facts."""

import argparse
from pathlib import Path
from typing import Any

import msgspec

from app.base.findings import Finding, Findings
from app.cli import opened, out
from app.cli.check import read_file
from app.duty.service import NotePrint
from app.printing.files import KINDS, print_message
from app.reference.texts import languages, texts
from app.workstation import outfiles
from app.workstation.cases import HandOver
from app.workstation.papers import ANSWERS, DOCUMENTS, Paper
from app.workstation.records import Numbered

_EXAMPLE = """example: waypost print tad --from release.xml --out tad.pdf --json
         waypost print tad --record 26AL002000000ZZZJ5 --store ./durres --out tad.pdf"""
_UNPRINTABLE = "printing.no_glyph"
_REFUSED = 1


class _Made(msgspec.Struct, frozen=True, kw_only=True):
    """A document and what is told of it; ``copy`` is 0 for one made of a message."""

    pdf: bytes
    pages: int
    sha256: str
    truncated: tuple[str, ...]
    findings: Findings
    copy: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every sign of it can be printed."""
        return all(finding.code != _UNPRINTABLE for finding in self.findings)


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "print",
        help="make the PDF of a document",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = sorted({*KINDS, *DOCUMENTS})
    command.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
    facts = command.add_mutually_exclusive_group(required=True)
    facts.add_argument("--from", dest="source", metavar="FILE.xml", help="the message")
    facts.add_argument("--record", metavar="NUMBER", help="the record, of the post of --store")
    command.add_argument("--out", required=True, metavar="F.pdf", help="where the PDF goes")
    command.add_argument(
        "--language", choices=languages(), default="en", help="of the form's labels"
    )
    opened.arguments(command, required=False)
    command.set_defaults(run=run, usage=command.error)


def run(arguments: argparse.Namespace) -> int:
    """Print one document into a file; status 1 if it holds signs that cannot be printed."""
    if arguments.record:
        if arguments.store is None:
            arguments.usage("--store is needed with --record")
        made = _of_record(arguments)
    else:
        if arguments.kind not in KINDS:
            arguments.usage(f"no message makes a {arguments.kind}: give --record and --store")
        raw = read_file(arguments.source)
        if isinstance(raw, Finding):
            out.prose(f"{arguments.source}: {out.words().finding(raw)}")
            return _REFUSED
        printed = print_message(arguments.kind, raw, texts(arguments.language))
        made = _Made(
            pdf=printed.pdf,
            pages=printed.pages,
            sha256=printed.sha256,
            truncated=printed.truncated,
            findings=printed.findings,
        )
        _write(Path(arguments.out), made)
    for finding in made.findings:
        out.prose(f"{finding.path}: {out.words().finding(finding)}")
    if not made.is_whole:
        return _REFUSED
    _tell(arguments.out, made, as_json=arguments.json)
    return 0


def _of_record(arguments: argparse.Namespace) -> _Made:
    """Draw a record's paper; that it left the program is an act, and ends the grace."""
    with opened.workstation(arguments, ANSWERS) as post:
        record = post.ask(Numbered(number=arguments.record))
        paper = post.ask(
            Paper(
                document=arguments.kind,
                record=record,
                language=arguments.language,
            )
        )
        made = _Made(
            pdf=paper.pdf,
            pages=paper.pages,
            sha256=paper.digest.hex(),
            truncated=paper.truncated,
            findings=paper.findings,
            copy=paper.copy,
        )
        if made.is_whole:
            _write(Path(arguments.out), made)
            note = NotePrint(
                document=paper.document,
                record=paper.record,
                pages=paper.pages,
                digest=paper.digest,
            )
            post.do(note)
            post.do(HandOver())
    return made


def _tell(file: str, made: _Made, *, as_json: bool) -> None:
    if not as_json:
        out.text(f"{file}: {made.pages} pages")
        return
    told = {
        "file": file,
        "pages": made.pages,
        "sha256": made.sha256,
        "truncated": made.truncated,
    }
    out.line({**told, "copy": made.copy} if made.copy else told)


def _write(path: Path, made: _Made) -> None:
    if made.is_whole:
        outfiles.write(path, made.pdf)
