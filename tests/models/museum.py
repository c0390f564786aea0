"""Makes the exhibit of the schema now written: ``python -m tests.models.museum``.

Run it once when a schema is released; an exhibit is never made again afterwards.
"""

import shutil
import tempfile
from pathlib import Path

from app.acts.absorb import keep, prepare
from app.acts.envelope import Act
from app.acts.steps import Due
from app.base.clock import FakeClock, Instant
from app.base.ids import SeededChance
from app.models import schema
from app.models.engine import FILE
from app.models.store import Store
from tests.acts.example import BARRIER, REGISTRY, Device

KEY = bytes(range(32))
NOON = Instant(1_795_356_300_000)
HALL = Path(__file__).parent.parent / "data" / "stores"


def a_day() -> list[Act]:
    """Two devices at one barrier: in a row, agreeing, contradicting."""
    ours, theirs = Device(1), Device(2)
    first = ours.opens("AA123BB")
    acts = [first, theirs.opens("AA123BB")]
    acts.append(ours.shuts(on=[first.id, acts[1].id]))
    acts.append(ours.opens("01234KS", on=[acts[2].id]))
    acts.append(theirs.opens("XX999XX", on=[acts[2].id]))
    return acts


def fill(store: Store) -> None:
    """Put the day into a store, with a message and a photo."""
    for act in a_day():
        with store.writing() as unit:
            keep(unit, prepare(unit, REGISTRY, [act]), arrived=NOON)
            due = Due(
                message="CD006C",
                version="p5",
                to="XK",
                partner="XK",
                content=b"<xml/>",
                message_id=act.id.hex(),
            )
            unit.outbox.emit(due, BARRIER, act.id, not_before=NOON, made=NOON)
            unit.attach(bytes(32), b"photo")


def main() -> None:
    """Write the exhibit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        with Store.create(
            folder, KEY, REGISTRY, clock=FakeClock(), chance=SeededChance(1)
        ) as store:
            fill(store)
            store.upkeep.checkpoint()
        HALL.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / FILE, HALL / f"{schema.VERSION}.db")


if __name__ == "__main__":
    main()
