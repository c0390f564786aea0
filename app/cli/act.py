"""``act``: any use case by its name, the same struct that a form on the screen fills."""

import argparse
import time
import typing
from typing import Any

import msgspec

from app.acts.steps import UseCase
from app.base.errors import Refused
from app.base.ids import RecordId
from app.cli import opened, out
from app.cli.check import told
from app.cli.fields import built, gathered, type_words
from app.reference import packs
from app.workstation.records import Numbered, RecordPage
from app.workstation.rights import roles_of
from app.workstation.rooms import Rooms
from app.workstation.workstation import Outcome, Workstation

_EXAMPLE = """example: waypost act AffixSeals --record 26AL002000000ZZZJ5 --store ./durres \\
    --secret-env WAYPOST_SECRET --set seals=AL0045121,AL0045122 --set count=2
         waypost act --list --json"""
_STOPPED = 1


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "act",
        help="do a step: any use case by its name",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("name", nargs="?", default="", metavar="NAME", help="of the use case")
    command.add_argument("--list", action="store_true", help="every use case with its fields")
    command.add_argument("--country", default="al", help="whose rights --list shows")
    command.add_argument("--record", default="", metavar="NUMBER", help="the record it is about")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        dest="settings",
        help="a field; dotted names or JSON for nested ones, @FILE for bytes",
    )
    opened.arguments(command, required=False)
    command.set_defaults(run=run, usage=command.error)


def run(arguments: argparse.Namespace) -> int:
    """Do the step, or list what can be done."""
    if arguments.list:
        return _list(arguments)
    if not arguments.name:
        arguments.usage("a NAME is needed, or --list")
    if arguments.store is None:
        arguments.usage("--store is needed")
    case_type = _use_case(arguments.name)
    tree = gathered(arguments.settings)
    with opened.workstation(arguments) as post:
        tree = _with_record(tree, case_type, arguments.record, post)
        case = built(case_type, tree)
        began = time.perf_counter()
        outcome = post.do(case)
        took = round((time.perf_counter() - began) * 1000, 1)
        _tell(case, outcome, post, as_json=arguments.json, ms=took)
    return 0 if outcome.done else _STOPPED


def _use_case(name: str) -> type[UseCase]:
    known = Rooms().use_cases
    by_name = {each.casefold(): case for each, case in known.items()}
    found = by_name.get(name.replace("_", "").replace("-", "").casefold())
    if found is None:
        raise Refused("cli.no_such_use_case", name=name, names=", ".join(sorted(known)))
    return found


def _with_record(
    tree: dict[str, Any], case: type[UseCase], number: str, post: Workstation
) -> dict[str, Any]:
    """Fill in the record that ``--record`` names, where the use case has a place for it."""
    if not number:
        return tree
    fields = case.__struct_fields__
    try:
        record = post.ask(Numbered(number=number))
    except Refused:
        if "mrn" not in fields:
            raise
        return {"mrn": number, **tree}
    if "record" in fields:
        return {"record": record, **tree}
    if "records" in fields:
        return {"records": [record.hex()], **tree}
    raise Refused("cli.no_record_here", name=case.__name__)


def _tell(case: UseCase, outcome: Outcome, post: Workstation, *, as_json: bool, ms: float) -> None:
    shown = _shown(case, outcome, post)
    if as_json:
        out.line(
            {
                "step": type(case).__name__,
                "done": outcome.done,
                "office": post.premises.office,
                **shown,
                "value": outcome.value,
                "acts": outcome.acts,
                "findings": [told(finding) for finding in outcome.findings],
                "ms": ms,
            }
        )
        return
    for finding in outcome.findings:
        out.prose(out.words().finding(finding))
    if outcome.done:
        out.text(f"{type(case).__name__}: {shown['number'] or shown['record']} {shown['state']}")


def _shown(case: UseCase, outcome: Outcome, post: Workstation) -> dict[str, Any]:
    """The record the step was about, as it is now."""
    named = outcome.value if isinstance(outcome.value, bytes) else getattr(case, "record", None)
    if not isinstance(named, bytes):
        named = next(iter(sorted(outcome.changed.records)), b"")
    if not named:
        return {"record": None, "number": "", "state": ""}
    record = post.ask(RecordPage(record=RecordId(named)))
    return {"record": record.record, "number": record.number, "state": record.state}


def _list(arguments: argparse.Namespace) -> int:
    table = packs.load(packs.known(arguments.country)).roles
    for name, case in sorted(Rooms().use_cases.items()):
        roles = [role.value for role in roles_of(name, table)]
        if arguments.json:
            fields = list(_fields(case))
            out.line({"name": name, "does": _does(case), "fields": fields, "roles": roles})
            continue
        out.text(f"{name}: {_does(case)}")
        for field in _fields(case):
            sign = "" if field["required"] else " (may be left out)"
            out.text(f"    {field['name']}: {field['type']}{sign}")
        out.text(f"    by: {', '.join(roles)}")
    return 0


def _does(case: type[UseCase]) -> str:
    return (case.__doc__ or "").split("\n\n", maxsplit=1)[0].replace("``", "")


def _fields(case: type[UseCase]) -> typing.Iterator[dict[str, Any]]:
    hints = typing.get_type_hints(case)
    for field in msgspec.structs.fields(case):
        yield {
            "name": field.name,
            "type": type_words(hints[field.name]),
            "required": field.required,
        }
