"""``pair``: exchange keys with a hub, or with a neighbour's hub, by small files."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

from app.base import plaintext
from app.base.clock import SystemClock
from app.base.errors import Refused
from app.base.ids import SystemChance
from app.cli import opened, out
from app.hub import errands
from app.hub.enrolment import Neighbour
from app.hub.errands import Errand
from app.hub.premises import HubKeys
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
    card.add_argument("--url", default="", help="where neighbours will find this hub")
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
        out.told(
            {"file": str(arguments.out), "device": premises.device.id.hex()},
            "cli.pair.requested",
            as_json=arguments.json,
            file=str(arguments.out),
            name=request.name,
        )
    return 0


def run_accept(arguments: argparse.Namespace) -> int:
    """Enrol the device of a request; say the code words. The hub may be serving."""
    content = opened.file_bytes(arguments.file)
    request = pairing.read_request(content)
    url = _address(arguments.url)
    granted = _asked(arguments, Errand(verb=errands.ACCEPT, content=content, url=url))
    outfiles.write(arguments.out, granted)
    words = pairing.words_of(request.public, HubKeys.read(arguments.hub).device.signing.public)
    out.told(
        {"file": str(arguments.out), "device": request.device.hex(), "words": words},
        "cli.pair.accepted",
        as_json=arguments.json,
        file=str(arguments.out),
        name=request.name,
        words=words,
    )
    return 0


def run_finish(arguments: argparse.Namespace) -> int:
    """Take the grant; say the code words, which must be those the hub said."""
    with opened.workstation(arguments) as workstation:
        device = workstation.premises.device
        grant = pairing.read_grant(opened.file_bytes(arguments.file), device.id)
        pairing.accept(workstation.store, grant)
        words = pairing.words_of(device.signing.public, grant.public)
        out.told(
            {"peer": grant.name, "url": grant.url, "words": words},
            "cli.pair.finished",
            as_json=arguments.json,
            peer=grant.name,
            words=words,
        )
    return 0


def run_card(arguments: argparse.Namespace) -> int:
    """Write the hub's card."""
    url = _address(arguments.url) if arguments.url else ""
    outfiles.write(arguments.out, _asked(arguments, Errand(verb=errands.CARD, url=url)))
    country = HubKeys.read(arguments.hub).pack.country
    out.told(
        {"file": str(arguments.out), "hub": country},
        "cli.pair.card",
        as_json=arguments.json,
        file=str(arguments.out),
        country=country,
    )
    return 0


def run_trust(arguments: argparse.Namespace) -> int:
    """Trust a neighbour's hub; both centres compare the code words."""
    content = opened.file_bytes(arguments.file)
    url = _address(arguments.url)
    came = _asked(arguments, Errand(verb=errands.TRUST, content=content, url=url))
    neighbour = msgspec.msgpack.decode(came, type=Neighbour)
    own = HubKeys.read(arguments.hub).device.signing.public
    words = pairing.words_of(own, neighbour.card.public)
    country = neighbour.card.country
    out.told(
        {"neighbour": country, "url": neighbour.url, "words": words},
        "cli.pair.trusted",
        as_json=arguments.json,
        country=country,
        words=words,
    )
    return 0


def _asked(arguments: argparse.Namespace, errand: Errand) -> bytes:
    """What comes of an errand at the hub of ``--hub``."""
    registry = Rooms().registry
    return errands.run(arguments.hub, errand, registry, clock=SystemClock(), chance=SystemChance())


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
