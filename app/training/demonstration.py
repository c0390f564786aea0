"""The demonstration: a post full of played traffic, its hub, the neighbour across the border.

Made once in a folder; afterwards it is found there, with everything that was done since.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.base.clock import Clock, Instant
from app.base.errors import Broken
from app.base.ids import Chance
from app.security.files import private_folder, write_durably
from app.security.roles import Role
from app.training.play import BEGINS, MORINE, OFFICES, SECOND, play_day
from app.training.post import Officer
from app.training.stage import Stage

CARD = "demonstration.json"
SECRET = "dusk over the white Drin"  # noqa: S105 - shown to everybody on the sign-in page
EMPTY = "kukes"
OFFICERS: Mapping[str, tuple[Officer, ...]] = {
    MORINE: (
        Officer("HOXHA Arben", "1042", Role.OFFICER),
        Officer("DODA Mira", "1007", Role.SUPERVISOR),
        Officer("KOLA Ilir", "1088", Role.MOBILE),
    ),
    SECOND: (Officer("KOLA Ilir", "1088", Role.MOBILE),),
    "durres": (Officer("GJOKA Elira", "2011", Role.OFFICER),),
    "prishtina": (Officer("BERISHA Teuta", "501", Role.OFFICER),),
    "hani": (Officer("SHALA Valon", "533", Role.OFFICER),),
    EMPTY: (Officer("PRELA Luan", "3005", Role.OFFICER),),
}
"""Who works at which desk; invented."""

_EMPTY_OFFICE = "AL003020"
_MINUTE_MS = 60_000


class Demonstration(msgspec.Struct, frozen=True, kw_only=True):
    """Where everything lies, and how to get in.

    ``post`` is the folder of the demonstration post, ``empty`` that of one with nothing to do,
    ``desks`` those of all desks by name; ``hubs`` by country, the post's own first. ``named`` are
    telling movements by what they show, ``ended`` the instant that was played to.
    """

    folder: Path
    post: Path
    empty: Path
    desks: Mapping[str, Path]
    hubs: Mapping[str, Path]
    officers: tuple[str, ...]
    secret: str
    seed: int
    ended: Instant
    named: Mapping[str, str]


class _Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered beside the folders once all is played."""

    seed: int
    ended: int
    named: Mapping[str, str]


def demonstration(folder: Path, *, seed: int, clock: Clock, chance: Chance) -> Demonstration:
    """Make the demonstration in a folder, or find the one that is there.

    The days are played on a clock of their own and end at ``clock.now()``; equal seeds and
    instants play equal days.

    Raises:
        Broken: something else lies in the folder, or the disk refuses.
    """
    card = folder / CARD
    if card.exists():
        return _found(folder, card)
    if folder.exists() and any(folder.iterdir()):
        raise Broken("training.not_a_demonstration", folder=str(folder))
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)  # what a program that was ended left behind
    private_folder(making)
    known = _made(making, seed, clock, chance)
    write_durably(making / CARD, msgspec.json.encode(known))
    if folder.exists():
        folder.rmdir()
    making.rename(folder)
    return _found(folder, card)


def _made(folder: Path, seed: int, clock: Clock, chance: Chance) -> _Card:
    """Found every desk and play the days."""
    end = clock.now()
    began = Instant(end - (BEGINS + 1) * _MINUTE_MS)
    with Stage(folder, began, secret=SECRET, like=clock, chance=chance) as stage:
        for name, officers in OFFICERS.items():
            hint = SECRET if name in {MORINE, EMPTY} else ""
            stage.found(name, OFFICES.get(name, _EMPTY_OFFICE), officers, hint=hint)
        named = play_day(stage, seed, end)
    return _Card(seed=seed, ended=end, named=named)


def _found(folder: Path, card: Path) -> Demonstration:
    try:
        known = msgspec.json.decode(card.read_bytes(), type=_Card)
    except msgspec.MsgspecError as damaged:
        raise Broken("premises.damaged", file=CARD) from damaged
    return Demonstration(
        folder=folder,
        post=folder / MORINE,
        empty=folder / EMPTY,
        desks={name: folder / name for name in OFFICERS},
        hubs={country: folder / f"hub-{country}" for country in ("AL", "XK")},
        officers=tuple(one.name for one in OFFICERS[MORINE]),
        secret=SECRET,
        seed=known.seed,
        ended=Instant(known.ended),
        named=known.named,
    )
