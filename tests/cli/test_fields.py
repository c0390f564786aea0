"""``--set``: texts become typed fields, or a refusal that names the field."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from app.acts.steps import UseCase
from app.base.clock import Day, Instant
from app.base.errors import Refused
from app.base.ids import ActId, RecordId
from app.base.quantities import Quantity, quantity
from app.cli.fields import built, gathered, type_words
from app.reference.texts import texts
from app.transit.findings import SealAffixed, SealFound, SealState
from app.transit.use_cases import AffixSeals, CheckSeals


class Colour(StrEnum):
    """A choice."""

    DARK_RED = "dark red"
    BLUE = "blue"


class Paint(UseCase, frozen=True, kw_only=True):
    """A step with a field of each type."""

    text: str = ""
    count: int = 0
    dry: bool = False
    sample: bytes = b""
    wall: RecordId | None = None
    act: ActId = ActId(b"")
    mass: Quantity | None = None
    at: Instant | None = None
    until: Day | None = None
    colour: Colour = Colour.BLUE
    coats: tuple[Colour, ...] = ()
    seals: tuple[SealAffixed, ...] = ()
    notes: Mapping[str, int] = {}
    either: int | str = 0


def painted(*settings: str) -> Paint:
    return built(Paint, gathered(settings))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("text=a=b", "a=b"),
        ("text==", "="),
        ("count=12", 12),
        ("dry=Yes", True),
        ("dry=0", False),
        ("sample=00ff", b"\x00\xff"),
        ("wall=" + "ab" * 16, RecordId(b"\xab" * 16)),
        ("wall=", None),
        ("act=" + "cd" * 32, ActId(b"\xcd" * 32)),
        ("mass=2400.50", quantity("2400.5")),
        ("at=2026-11-22T14:05+01:00", Instant(1_795_352_700_000)),
        ("at=1795352700000", Instant(1_795_352_700_000)),
        ("until=2026-11-30", Day(20261130)),
        ("colour=Dark Red", Colour.DARK_RED),
        ("colour=dark_red", Colour.DARK_RED),
        ("coats=blue, dark red", (Colour.BLUE, Colour.DARK_RED)),
        ('coats=["blue"]', (Colour.BLUE,)),
        ("coats=", ()),
        (
            'seals=[{"identifier": "A1", "equipment": 2}]',
            (SealAffixed(identifier="A1", equipment=2),),
        ),
        ("seals=A1,A2", (SealAffixed(identifier="A1"), SealAffixed(identifier="A2"))),
        ("seals.0.identifier=A1", (SealAffixed(identifier="A1"),)),
        ('notes={"first": 1}', {"first": 1}),
        ("notes.first=1", {"first": 1}),
        ("either=7", 7),
        ("either=seven", "seven"),
    ],
)
def test_a_text_becomes_the_value_of_its_field(setting: str, value: Any) -> None:
    name = setting.partition("=")[0].partition(".")[0]
    assert getattr(painted(setting), name) == value


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("count=twelve", "cli.field_wrong"),
        ("count=1.5", "cli.field_wrong"),
        ("dry=perhaps", "cli.field_wrong"),
        ("sample=xyz", "cli.field_wrong"),
        ("wall=abcd", "cli.field_wrong"),
        ("mass=heavy", "cli.field_wrong"),
        ("mass=NaN", "cli.field_wrong"),
        ("at=2026-11-22T14:05", "cli.field_wrong"),
        ("at=noon", "cli.field_wrong"),
        ("until=30.11.2026", "cli.field_wrong"),
        ("until=2026-02-30", "cli.field_wrong"),
        ("colour=green", "cli.not_one_of"),
        ("coats=[", "cli.field_wrong"),
        ("coats.1=blue", "cli.field_wrong"),
        ('coats={"a": 1}', "cli.field_wrong"),
        ("seals=[1.5]", "cli.field_wrong"),
        ('seals=[{"colour": "blue"}]', "cli.field_unknown"),
        ('seals=[{"equipment": 1}]', "cli.field_missing"),
        ('seals=[{"identifier": true}]', "cli.field_wrong"),
        ('seals=[{"identifier": "A", "equipment": 1.5}]', "cli.field_wrong"),
        ("notes=7", "cli.field_wrong"),
        ("smell=fresh", "cli.field_unknown"),
        ("smell", "cli.setting_wrong"),
        ("=7", "cli.setting_wrong"),
        (".a=7", "cli.setting_wrong"),
    ],
)
def test_a_text_that_is_no_value_is_refused_in_words(setting: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        painted(setting)
    assert refused.value.code == code
    said = texts("en").error(refused.value)
    assert "{" not in said.replace(setting, "").replace('{"', "")
    assert "\u00ab" not in said


@pytest.mark.parametrize(
    "settings",
    [("text=a", "text=b"), ("seals=A", "seals.0.identifier=B"), ("text=a", "text.b=c")],
)
def test_a_field_is_given_once(settings: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match=r"cli\.field_twice"):
        gathered(settings)


def test_a_field_that_must_be_given_is_named() -> None:
    with pytest.raises(Refused, match=r"cli\.field_missing") as refused:
        built(AffixSeals, {})
    assert refused.value.field == "record"


def test_bytes_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"\x89PNG")
    assert painted(f"sample=@{tmp_path / 'photo'}").sample == b"\x89PNG"


def test_seals_are_answered_one_by_one() -> None:
    tree = gathered(
        (
            "seals.0.identifier=AL1",
            "seals.0.state=intact",
            "seals.1.identifier=AL2",
            "seals.1.state=broken",
        )
    )
    case = built(CheckSeals, {**tree, "record": "00" * 16})
    assert case.seals == (
        SealFound(identifier="AL1", state=SealState.INTACT),
        SealFound(identifier="AL2", state=SealState.BROKEN),
    )


def test_types_are_named_for_people() -> None:
    assert type_words(tuple[Colour, ...]) == "list of one of dark red, blue"
    assert type_words(int | str) == "integer or text"
    assert type_words(dict[str, int]) == "map of integer"
    with pytest.raises(TypeError):
        type_words(float)
