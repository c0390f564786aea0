"""``init``: makes a post, with an encrypted store and its first officer."""

import argparse
from pathlib import Path
from typing import Any

from app.base.clock import SystemClock
from app.base.errors import Refused
from app.base.ids import SystemChance
from app.cli import opened, out
from app.reference.packs import countries
from app.security import sealing
from app.security.roles import Role
from app.workstation.premises import Door, Enrolment, Premises, checked
from app.workstation.rooms import Rooms

_EXAMPLE = """example: waypost init --store ./durres --office AL002000 --country al \\
    --officer "Arben Hoxha" --secret-env WAYPOST_SECRET"""
_ROLES = tuple(role.value for role in Role if role not in {Role.CENTRE, Role.GATEWAY, Role.DEVICE})


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the command line."""
    packs = ", ".join(countries()).lower()
    command = commands.add_parser(
        "init",
        help="make a post with an encrypted store",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--store", type=Path, required=True, metavar="DIR", help="a new or empty folder"
    )
    command.add_argument("--office", required=True, help="reference of the office: AL003010")
    command.add_argument("--country", required=True, help=f"country pack: {packs}")
    command.add_argument("--officer", default="", metavar="NAME", help="the first officer")
    command.add_argument("--person", default="1", metavar="NUMBER", help="staff number")
    command.add_argument("--role", choices=_ROLES, default=Role.OFFICER.value, help="their role")
    opened.secret_arguments(command)
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the post."""
    name = arguments.officer.strip()
    if not name:
        raise Refused("cli.officer_missing", field="officer")
    clock = SystemClock()
    officer = Enrolment(
        name=name,
        person=arguments.person,
        roles=(Role(arguments.role),),
        secret=opened.secret(arguments, "Passphrase", again=True),
    )
    door = Door(office=arguments.office.strip().upper(), country=arguments.country.strip().lower())
    officers = checked(
        arguments.store, door, (officer,)
    )  # before a second is spent on measuring the machine
    premises = Premises.create(
        arguments.store,
        door,
        officers,
        Rooms().registry,
        clock=clock,
        chance=SystemChance(),
        cost=sealing.calibrated(clock),
    )
    made = {
        "store": str(arguments.store),
        "office": premises.office,
        "office_name": premises.office_name,
        "country": premises.pack.country,
        "device": premises.device.id,
        "officers": [line.credential.name for line in premises.vault.officers()],
        "key_store": premises.keys.provider,
    }
    if arguments.json:
        out.line(made)
    else:
        out.text(f"{arguments.store}: post of {premises.office} {premises.office_name}")
    return 0
