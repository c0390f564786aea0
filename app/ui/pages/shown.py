"""What the transit pages show beside the officer's answers: frozen, made from rows of views."""

import msgspec

from app.ui.widgets.camerachip import CameraRead
from app.ui.widgets.recordhead import Head


class ArrivalShown(msgspec.Struct, frozen=True, kw_only=True):
    """A movement as the stations of the arrival need it."""

    time: str
    day: str
    expected: str
    places: tuple[str, ...]
    plate: str
    country: str = ""
    trailer: str = ""
    seals: tuple[str, ...] = ()
    reads: tuple[CameraRead, ...] = ()
    reads_from: str = ""
    control_hint: str = ""
    from_paper: bool = False  # no data are held: seals are read on the truck


class Follows(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from the answers, as the rules of the house tell it.

    ``results`` are the lawful ones as (code, words), ``result`` one that needs no choosing;
    ``barred`` are controls not offered now; ``why`` and ``rule`` say what narrowed the results.
    """

    results: tuple[tuple[str, str], ...] = ()
    result: str = ""
    why: str = ""
    rule: str = ""
    barred: frozenset[str] = frozenset()
    control_hint: str = ""
    remarks_needed: bool = False
    seals_words: str = ""


class TruckShown(msgspec.Struct, frozen=True, kw_only=True):
    """One truck: its head, plate, country, trailer, declared seals, the time of passage.

    Where it is not ``known`` nobody has declared anything: its seals stay unanswered.
    """

    head: Head
    plate: str
    country: str = ""
    trailer: str = ""
    seals: tuple[str, ...] = ()
    time: str = ""
    known: bool = True
