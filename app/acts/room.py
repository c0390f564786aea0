"""What a business package hands over to the workstation: one ``Room`` each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from app.acts.fold import Folded
from app.acts.in_force import InForce
from app.acts.kinds import Kind, RecordKind
from app.acts.steps import Due, Plan, UseCase, View, Words
from app.acts.told import Told


class Queue(msgspec.Struct, frozen=True):
    """A worklist: its name, and the use case a press of the primary key opens."""

    name: str
    primary: str


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a package that others reach by name.

    ``use_cases`` maps each use case to its service, ``views`` each view to its answer,
    ``incoming`` a message's code to the function that plans acts of it, ``outgoing`` asks a record
    after an act which messages are due, ``sentences`` tells an act for the timeline. ``in_force``
    gives what an officer of the office must hand over to the next.
    """

    name: str
    kinds: tuple[Kind, ...]
    records: tuple[RecordKind, ...] = ()
    use_cases: Mapping[type[UseCase], Callable[[Any, Any], Plan]] = {}
    views: Mapping[type[View[Any]], Callable[[Any, Any], Any]] = {}
    queues: tuple[Queue, ...] = ()
    incoming: Mapping[str, Callable[[Any, Any], Plan]] = {}
    outgoing: Callable[[Folded, Told, Any], tuple[Due, ...]] | None = None
    sentences: Callable[[Told], Words] | None = None
    in_force: Callable[[Any], Iterable[InForce]] | None = None
