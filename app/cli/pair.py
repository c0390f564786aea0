"""``pair``: exchange keys with a hub, or with a neighbour's hub, by small files."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from app.base import plaintext
from app.base.clock import SystemClock
from app.base.errors import Refused
from app.base.ids import SystemChance
from app.cli import opened, out
from app.hub import enrolment
from app.hub.premises import HubPremises
from app.security import certificates
from app.sync import pairing
from app.sync.pairing import Request
from app.workstation import outfiles
from app.workstation.rooms import Rooms

_LONGEST_URL = 300

Steps: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - its only name


def register(commands: Steps) -> None:
    """Add the command with its five steps."""
    pair = commands.add_parser(
        "pair",
        help="exchange keys with a hub, or with a neighbour's hub",
        epilog="example: waypost pair request --store ./morine --out request.pair",
    )
    steps = pair.add_subparsers(metavar="STEP", required=True)
    _at_the_post(steps)
    _at_the_hub(steps)


def _at_the_post(steps: Steps) -> None:
    request = _step(steps, "request", "at the post: ask to be enrolled", run_request)
    opened.arguments(request)
    request.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the request goes"
    )
    request.add_argument("--name", default="", help="what the centre calls this device")
    finish = _step(steps, "finish", "at the post: take the hub's grant", run_finish)
    opened.arguments(finish)
    finish.add_argument("file", type=Path, metavar="FILE", help="the grant of the hub")


def _at_the_hub(steps: Steps) -> None:
    accept = _step(steps, "accept", "at the hub: enrol a device", run_accept)
    accept.add_argument("file", type=Path, metavar="FILE", help="the request of the post")
    accept.add_argument("--url", required=True, help="where the hub answers")
    accept.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the grant goes"
    )
    card = _step(steps, "card", "at a hub: write its card for a neighbour", run_card)
    card.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the card goes"
    )
    trust = _step(steps, "trust", "at a hub: trust a neighbour's card", run_trust)
    trust.add_argument("file", type=Path, metavar="FILE", help="the neighbour's card")
    trust.add_argument("--url", required=True, help="where the neighbour's hub answers")
    for step in (accept, card, trust):
        step.add_argument(
            "--hub", type=Path, required=True, metavar="DIR", help="the folder of the hub"
        )
        step.add_argument("--json", action="store_true", help="one JSON object a line")


def _step(
    steps: Steps, name: str, about: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    step = steps.add_parser(
        name, help=about, epilog=f"example: waypost pair {name} --help; README.md has the order"
    )
    step.set_defaults(run=run)
    return step


def run_request(arguments: argparse.Namespace) -> int:
    """Write a request; its code words come with the hub's answer."""
    with opened.workstation(arguments) as workstation:
        premises = workstation.premises
        request = Request(
            device=premises.device.id,
            public=premises.device.signing.public,
            tls=certificates.tls_public(premises.device.tls_key),
            office=premises.office,
            name=plaintext.kept(arguments.name, "name")
            or f"{premises.office} {premises.device.id.hex()[:4]}",
            officers=tuple(line.credential for line in premises.vault.officers()),
        )
        outfiles.write(arguments.out, pairing.ask(request, premises.device.signing))
        out.line({"file": str(arguments.out), "device": premises.device.id.hex()})
    return 0


def run_accept(arguments: argparse.Namespace) -> int:
    """Enrol the device of a request; say the code words."""
    premises = HubPremises.open(arguments.hub, Rooms().registry)
    with premises.store:
        request = pairing.read_request(opened.file_bytes(arguments.file))
        content = enrolment.enrol(
            premises,
            request,
            url=_address(arguments.url),
            clock=SystemClock(),
            chance=SystemChance(),
        )
        outfiles.write(arguments.out, content)
        words = pairing.words_of(request.public, premises.device.signing.public)
    out.line({"file": str(arguments.out), "device": request.device.hex(), "words": words})
    return 0


def run_finish(arguments: argparse.Namespace) -> int:
    """Take the grant; say the code words, which must be those the hub said."""
    with opened.workstation(arguments) as workstation:
        device = workstation.premises.device
        grant = pairing.read_grant(opened.file_bytes(arguments.file), device.id)
        pairing.accept(workstation.store, grant)
        words = pairing.words_of(device.signing.public, grant.public)
        out.line({"peer": grant.name, "url": grant.url, "words": words})
    return 0


def run_card(arguments: argparse.Namespace) -> int:
    """Write the hub's card."""
    premises = HubPremises.open(arguments.hub, Rooms().registry)
    with premises.store:
        outfiles.write(arguments.out, enrolment.card_bytes(premises))
    out.line({"file": str(arguments.out), "hub": premises.pack.country})
    return 0


def run_trust(arguments: argparse.Namespace) -> int:
    """Trust a neighbour's hub; both centres compare the code words."""
    premises = HubPremises.open(arguments.hub, Rooms().registry)
    with premises.store:
        content = opened.file_bytes(arguments.file)
        neighbour = enrolment.trust(premises, content, _address(arguments.url))
        words = pairing.words_of(premises.device.signing.public, neighbour.card.public)
    out.line({"neighbour": neighbour.card.country, "url": neighbour.url, "words": words})
    return 0


def _address(url: str) -> str:
    """Where a hub answers.

    Raises:
        Refused: not https://HOST or https://HOST:PORT.
    """
    try:
        parts = urlsplit(url)
        holds = (
            parts.scheme == "https"
            and bool(parts.hostname)
            and len(url) <= _LONGEST_URL
            and url.isascii()
            and parts.port != 0
        )
    except ValueError:
        holds = False
    if not holds:
        raise Refused("pair.no_address", field="url", url=url)
    return url
