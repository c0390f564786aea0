"""``officer``: who has a way in on this device; the administrator gives and closes it."""

import argparse
from pathlib import Path
from typing import Any

from app.base.clock import SystemClock
from app.base.ids import SystemChance
from app.cli import opened, out
from app.security.roles import Role
from app.workstation.cases import Enrol, OfficerLine, Remove
from app.workstation.enrolling import HANDED_OUT
from app.workstation.premises import Premises

_LIST = "example: waypost officer list --store ./durres --json"
_ADD = """example: waypost officer add "Besa Krasniqi" --person 1002 --role supervisor \\
    --store ./durres --officer "Arben Hoxha" --secret-file mine --new-secret-file hers"""
_REMOVE = """example: waypost officer remove 1002 --reason "transferred to Kukes" \\
    --store ./durres --officer "Arben Hoxha" --secret-file mine"""
_ROLES = tuple(role.value for role in Role if role in HANDED_OUT)


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the commands to the command line."""
    command = commands.add_parser("officer", help="who has a way in on this device", epilog=_LIST)
    steps = command.add_subparsers(metavar="STEP", required=True)
    listed = steps.add_parser("list", help="everybody enrolled here", epilog=_LIST)
    listed.add_argument(
        "--store", type=Path, required=True, metavar="DIR", help="the folder of the post"
    )
    listed.add_argument("--json", action="store_true", help="one JSON object a line")
    listed.set_defaults(run=run_list)
    raw = argparse.RawDescriptionHelpFormatter
    add = steps.add_parser("add", help="give somebody a way in", epilog=_ADD, formatter_class=raw)
    add.add_argument("name", metavar="NAME", help="as acts and screens show it")
    add.add_argument("--person", required=True, metavar="NUMBER", help="staff number")
    add.add_argument(
        "--role",
        action="append",
        required=True,
        choices=_ROLES,
        help="may be given more than once",
    )
    opened.secret_arguments(add, "new-")
    opened.arguments(add)
    add.set_defaults(run=run_add)
    remove = steps.add_parser(
        "remove", help="close somebody's way in", epilog=_REMOVE, formatter_class=raw
    )
    remove.add_argument("who", metavar="WHO", help="name, staff number or key")
    remove.add_argument("--reason", required=True, help="why; it is signed with the act")
    opened.arguments(remove)
    remove.set_defaults(run=run_remove)


def run_list(arguments: argparse.Namespace) -> int:
    """List everybody; no secret is needed for what the sign-in page shows."""
    premises = Premises.open(arguments.store, SystemChance())
    for line in premises.sign_in_row(SystemClock().now()).officers:
        _tell(line, as_json=arguments.json)
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    """Give a way in, and list the newcomer."""
    with opened.workstation(arguments) as post:
        secret = opened.secret(arguments, f"Passphrase of {arguments.name}", "new_", again=True)
        roles = tuple(Role(role) for role in arguments.role)
        newcomer = Enrol(name=arguments.name, person=arguments.person, roles=roles, secret=secret)
        officer = post.do(newcomer).value
        lines = post.premises.sign_in_row(SystemClock().now()).officers
    _tell(next(line for line in lines if line.officer == officer), as_json=arguments.json)
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Close a way in."""
    with opened.workstation(arguments) as post:
        lines = post.premises.sign_in_row(SystemClock().now()).officers
        gone = opened.officer(lines, arguments.who)
        post.do(Remove(officer=gone.officer, reason=arguments.reason))
    _tell(gone, as_json=arguments.json)
    return 0


def _tell(line: OfficerLine, *, as_json: bool) -> None:
    if as_json:
        out.line(
            {
                "name": line.name,
                "person": line.person,
                "role": line.role,
                "officer": line.officer,
                "disabled": line.is_disabled,
            }
        )
    else:
        disabled = "  (disabled)" if line.is_disabled else ""
        out.text(f"{line.person:10} {line.name}  {line.role}{disabled}")
