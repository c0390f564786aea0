"""Every sentence, state and step of transit has its words, whatever it is told of."""

import pytest

from app.acts.told import Told
from app.base.clock import Day
from app.reference.texts import texts
from app.transit import acts
from app.transit.findings import Difference, SealFound, SealState
from app.transit.sentences import sentence
from app.transit.states import Event, Role, State
from tests.transit.facts import AT, FACTS, OTHER, SAME, seal
from tests.transit.goods import PRISHTINA, VERMICE
from tests.transit.test_conflicts import told

ENGLISH = texts("en")
INTACT, BROKEN = seal(SealState.INTACT), seal(SealState.BROKEN)
SWAPPED = SealFound(identifier="AL2", state=SealState.OTHER_NUMBER, number_found="ZZ9")

TOLD: dict[str, tuple[str, acts.Fact]] = {
    "Exempt from sealing": (
        acts.SEALS_AFFIXED,
        acts.SealsAffixed(seals=(), occurred=AT, exempt=True),
    ),
    "Limit date 24 Nov 2026, prescribed itinerary": (
        acts.LIMIT_SET,
        acts.LimitSet(limit=Day(20261124), occurred=AT, binding_itinerary=True),
    ),
    "without data, plate AA123BB: TAD seen": (
        acts.CROSSED,
        acts.Crossed(office=VERMICE, occurred=AT, plate=SAME, reason="TAD seen"),
    ),
    "Provisional arrival at XK001010 from the paper, plate ZZ 999 ZZ": (
        acts.ARRIVED,
        acts.Arrived(office=PRISHTINA, occurred=AT, plate=OTHER, provisional=True),
    ),
    "Arrived late at XK001010, plate AA123BB: road closed": (
        acts.ARRIVED,
        acts.Arrived(office=PRISHTINA, occurred=AT, plate=SAME, late_reason="road closed"),
    ),
    "No seals to check": (acts.SEALS_CHECKED, acts.SealsChecked(seals=(), occurred=AT)),
    "2 seals not good: broken AL1, other number AL2 (ZZ9)": (
        acts.SEALS_CHECKED,
        acts.SealsChecked(seals=(BROKEN, SWAPPED), occurred=AT),
    ),
    "2 seals intact": (
        acts.SEALS_CHECKED,
        acts.SealsChecked(seals=(INTACT, INTACT), occurred=AT),
    ),
    "Result A5, 1 difference; seal cut": (
        acts.RESULT_TAKEN,
        acts.ResultTaken(
            result="A5", occurred=AT, remarks="seal cut", differences=(Difference(what="seals"),)
        ),
    ),
}


@pytest.mark.parametrize("words", sorted(TOLD))
def test_an_act_is_told_in_one_sentence(words: str) -> None:
    kind, fact = TOLD[words]
    sentence_of = sentence(told(kind, fact))
    assert words in ENGLISH.say(sentence_of.code, **sentence_of.parameters)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_is_told_without_a_gap(kind: str) -> None:
    words = sentence(told(kind))
    said = ENGLISH.say(words.code, **words.parameters)
    assert not set("«»{}") & set(said)


def test_an_act_of_a_newer_version_says_so() -> None:
    odd = Told(act=told(acts.ENDED).act, fact=None)
    words = sentence(odd)
    assert acts.ENDED in ENGLISH.say(words.code, **words.parameters)


def test_every_state_event_and_seal_has_its_words() -> None:
    for group, members in (("state", State), ("event", Event), ("seal", SealState)):
        for member in members:
            assert ENGLISH.has(f"transit.{group}.{member.name.lower()}"), member


@pytest.mark.parametrize(
    ("kind", "fact", "words"),
    [
        (acts.RESULT_TAKEN, acts.ResultTaken(result="A2", occurred=AT), "Result A2"),
        (
            acts.CONTROL_DECIDED,
            acts.ControlDecided(role=Role.DESTINATION, types=("40",), occurred=AT),
            "Control decided: 40",
        ),
        (
            acts.ARRIVED,
            acts.Arrived(office=PRISHTINA, occurred=AT, plate=SAME),
            "Arrived at XK001010, plate AA123BB",
        ),
    ],
)
def test_what_was_not_said_leaves_no_dash_behind(kind: str, fact: acts.Fact, words: str) -> None:
    said = sentence(told(kind, fact))
    assert ENGLISH.say(said.code, **said.parameters) == words
