import itertools

import pytest

from app.base.errors import Refused
from app.security.roles import (
    CAPACITY,
    Actor,
    Allowed,
    Capacity,
    NeedsSecond,
    Role,
    Table,
    approve,
    authorise,
    gaps,
    may_second,
    second_is_lawful,
)

TABLE: Table = {
    "transit.arrived": {Role.OFFICER: "yes", Role.MOBILE: "yes", Role.SUPERVISOR: "yes"},
    "lane.lowered": {Role.OFFICER: "asks", Role.SUPERVISOR: "asks seconds"},
    "officer.enrolled": {Role.ADMINISTRATOR: "yes", Role.SUPERVISOR: "seconds", Role.AUDITOR: "-"},
}


def actor(*roles: Role, person: str = "A1", superior: str = "") -> Actor:
    return Actor(
        key=person.encode().ljust(16, b"\0"),
        person=person,
        roles=roles,
        offices=("AL001",),
        superior=superior,
    )


def test_capacities_keep_their_numbers() -> None:
    assert [(capacity.name, int(capacity)) for capacity in Capacity] == [
        ("OFFICER", 1),
        ("SUPERVISOR", 2),
        ("MOBILE", 3),
        ("GATEWAY", 4),
        ("CENTRE", 5),
        ("DEVICE", 6),
        ("ADMINISTRATOR", 7),
        ("AUDITOR", 8),
    ]
    assert set(CAPACITY) == set(Role)


EXPECTED = {
    ("transit.arrived", Role.OFFICER): Allowed(Capacity.OFFICER),
    ("transit.arrived", Role.MOBILE): Allowed(Capacity.MOBILE),
    ("transit.arrived", Role.SUPERVISOR): Allowed(Capacity.SUPERVISOR),
    ("lane.lowered", Role.OFFICER): NeedsSecond("lane.lowered", Capacity.OFFICER),
    ("lane.lowered", Role.SUPERVISOR): NeedsSecond("lane.lowered", Capacity.SUPERVISOR),
    ("officer.enrolled", Role.ADMINISTRATOR): Allowed(Capacity.ADMINISTRATOR),
}


@pytest.mark.parametrize(("kind", "role"), list(itertools.product([*TABLE, "unheard.of"], Role)))
def test_the_answer_is_no_for_whatever_the_table_does_not_say(kind: str, role: Role) -> None:
    answer = authorise(actor(role), kind, TABLE)

    if (kind, role) in EXPECTED:
        assert answer == EXPECTED[kind, role]
    else:
        assert isinstance(answer, Refused)
        assert answer.code == "security.role_may_not"
        assert answer.parameters == {"kind": kind}


def test_nobody_acts_without_a_role() -> None:
    assert isinstance(authorise(actor(), "transit.arrived", TABLE), Refused)


def test_a_role_that_may_alone_goes_before_one_that_must_ask() -> None:
    table: Table = {"x": {Role.OFFICER: "asks", Role.SUPERVISOR: "yes"}}

    assert authorise(actor(Role.OFFICER, Role.SUPERVISOR), "x", table) == Allowed(
        Capacity.SUPERVISOR
    )


def test_an_officer_of_another_office_is_refused_here() -> None:
    clerk = actor(Role.OFFICER)

    assert authorise(clerk, "transit.arrived", TABLE, office="AL001") == Allowed(Capacity.OFFICER)
    answer = authorise(clerk, "transit.arrived", TABLE, office="AL002")
    assert isinstance(answer, Refused)
    assert answer.code == "security.other_office"


def test_a_supervisor_approves_what_an_officer_proposed() -> None:
    first, second = actor(Role.OFFICER), actor(Role.SUPERVISOR, person="B2")

    assert approve(first, second, "lane.lowered", TABLE) == Allowed(Capacity.SUPERVISOR)


@pytest.mark.parametrize(
    ("first", "second", "kind", "code"),
    [
        (
            actor(Role.SUPERVISOR),
            actor(Role.SUPERVISOR),
            "lane.lowered",
            "security.second_is_first",
        ),
        (
            actor(Role.OFFICER),
            actor(Role.OFFICER, person="B2"),
            "lane.lowered",
            "security.role_may_not_second",
        ),
        (
            actor(Role.SUPERVISOR),
            actor(Role.SUPERVISOR, person="B2", superior="A1"),
            "lane.lowered",
            "security.second_is_subordinate",
        ),
        (
            actor(Role.AUDITOR),
            actor(Role.SUPERVISOR, person="B2"),
            "lane.lowered",
            "security.role_may_not",
        ),
        (
            actor(Role.OFFICER),
            actor(Role.SUPERVISOR, person="B2"),
            "unheard.of",
            "security.role_may_not",
        ),
    ],
)
def test_an_approval_that_breaks_four_eyes_is_refused(
    first: Actor, second: Actor, kind: str, code: str
) -> None:
    answer = approve(first, second, kind, TABLE)

    assert isinstance(answer, Refused)
    assert answer.code == code


def test_one_person_with_two_keys_is_still_one_person() -> None:
    first = actor(Role.OFFICER)
    second = Actor(key=b"other", person="A1", roles=(Role.SUPERVISOR,), offices=("AL001",))

    against = second_is_lawful(first, second)

    assert against is not None
    assert against.code == "security.second_is_first"


def test_two_people_with_one_key_are_one_signature() -> None:
    first = actor(Role.OFFICER)
    second = Actor(key=first.key, person="B2", roles=(Role.SUPERVISOR,), offices=("AL001",))

    assert second_is_lawful(first, second) is not None


def test_the_first_ones_superior_may_second() -> None:
    assert second_is_lawful(actor(Role.OFFICER, superior="B2"), actor(person="B2")) is None


def test_seconding_is_a_word_of_its_own() -> None:
    assert may_second(actor(Role.SUPERVISOR), "officer.enrolled", TABLE)
    assert not may_second(actor(Role.ADMINISTRATOR), "officer.enrolled", TABLE)


def test_a_table_with_gaps_is_named_row_by_row() -> None:
    table: Table = {
        "a": {Role.OFFICER: "maybe"},
        "b": {Role.OFFICER: "asks"},
        "c": {Role.OFFICER: "yes"},
    }

    assert gaps(frozenset({"a", "b", "d"}), table) == (
        "c",
        "d",
        "a/officer=maybe",
        "b/nobody seconds",
    )
    assert gaps(frozenset(TABLE), TABLE) == ()
