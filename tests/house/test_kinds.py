"""An act kind comes whole: a row of roles, a verdict for every pair, a place in the fold."""

import ast
from collections.abc import Iterable, Mapping

from app.acts.contradictions import COMMUTE, Table
from app.acts.kinds import Kind
from app.reference.packs import countries, load
from app.workstation.rooms import ROOMS, Rooms
from tests.house.reading import Source, hold, literals, sources

REGISTRY = Rooms().registry


def without_row(kinds: Iterable[str], table: Mapping[str, object]) -> list[str]:
    """Name the kinds that nobody may do, because no table of roles speaks of them."""
    return [f"{kind}: no row of roles" for kind in kinds if kind not in table]


def without_verdict(kinds: Iterable[str], table: Table) -> list[str]:
    """Name the pairs of kinds that no row judges."""
    return [f"{left} and {right}: no verdict" for left, right in table.missing(kinds)]


def folded(files: Iterable[Source]) -> set[str]:
    """Return the structs and kinds that a package's fold matches, asks for or names."""
    found: set[str] = set()
    for file in files:
        if file.path.endswith("/acts.py"):
            continue
        found |= {words for _, words in literals(file)}
        for node in ast.walk(file.tree()):
            asked = None
            if isinstance(node, ast.MatchClass):
                asked = node.cls
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance":
                asked = node.args[1]
            elif isinstance(node, ast.Dict):
                asked = ast.Tuple([key for key in node.keys if isinstance(key, ast.Attribute)])
            found |= {
                getattr(name, "attr", getattr(name, "id", ""))
                for name in (ast.walk(asked) if asked is not None else ())
            }
    return found


def unfolded(kinds: Iterable[Kind], named: set[str]) -> list[str]:
    """Name the kinds that no fold looks at."""
    return [
        f"{kind.name}: no fold" for kind in kinds if not {kind.struct.__name__, kind.name} & named
    ]


def test_every_kind_has_its_row_of_roles_in_every_country() -> None:
    for country in countries():
        hold(without_row(REGISTRY.kinds, load(country).roles))


def test_no_row_of_roles_speaks_of_a_kind_that_is_not_there() -> None:
    for country in countries():
        strays = set(load(country).roles) - set(REGISTRY.kinds)
        hold([f"{kind}: no such kind" for kind in sorted(strays)])


def test_every_pair_of_kinds_on_one_record_has_its_verdict() -> None:
    for record in REGISTRY.records.values():
        kinds = [kind.name for kind in REGISTRY.kinds.values() if kind.record == record.name]
        assert isinstance(record.judge, Table)
        hold(without_verdict(kinds, record.judge))


def test_every_kind_of_a_room_has_its_place_in_the_fold() -> None:
    for room in ROOMS:
        named = folded(sources(f"app/{room.name}"))
        hold(unfolded([kind for kind in room.kinds if kind.record], named))


def test_every_kind_is_frozen_and_refuses_fields_it_does_not_know() -> None:
    structs = [kind.struct for kind in REGISTRY.kinds.values()]
    loose = [
        struct.__name__
        for struct in structs
        if not (struct.__struct_config__.frozen and struct.__struct_config__.forbid_unknown_fields)
    ]
    assert loose == []


def test_every_kind_and_every_use_case_says_what_it_is() -> None:
    spoken = [*(kind.struct for kind in REGISTRY.kinds.values()), *Rooms().use_cases.values()]
    assert [kind.__name__ for kind in spoken if not kind.__doc__] == []


def test_a_kind_without_row_verdict_or_fold_is_caught() -> None:
    kind = next(iter(REGISTRY.kinds.values()))
    assert without_row(["x.done"], {}) != []
    assert without_verdict(["a", "b"], Table({("a", "a"): COMMUTE, ("a", "b"): COMMUTE})) != []
    assert unfolded([kind], folded([Source("app/x/record.py", "pass")])) != []


def test_a_fold_is_seen_whether_it_matches_asks_or_looks_up() -> None:
    written = (
        "match fact:\n  case acts.Arrived(office=o): pass\nisinstance(fact, (Ended, acts.Held))\n"
        "{acts.Crossed: crossed}"
    )
    seen = folded([Source("app/x/record.py", written)])
    assert seen >= {"Arrived", "Ended", "Held", "Crossed"}
