"""Every language says what English says: all of it, with its parameters, in its own plurals.

``WHOLE`` is the one place that names the languages which lack no text; the others may say less,
and English speaks for them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from app.reference.catalogue import Catalogue, Words, read_file, read_language
from app.reference.texts import languages
from tests.house.reading import Source, hold, whole_word
from tests.house.test_letters import deceiving
from tests.house.test_sentences import long_winded
from tests.house.test_texts import TRANSLATIONS, places

WHOLE = ("ar", "sq")
"""Languages that have words of their own for every English text."""

PLURALS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "ar": (
            6,
            "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
        ),
        "en": (2, "(n != 1)"),
        "sq": (2, "(n != 1)"),
    }
)
"""How a language counts: forms, and the rule of the gettext manual and of Unicode CLDR."""

NEVER: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "ar": whole_word(
            [
                r"\w*نجاح\w*",
                r"\w?نجحت?",
                r"\w*فشل\w*",
                r"غير صالحة?",
                r"\w*محلية?",
                r"\w*خوادم|\w*خادم",
                r"\w*تعارض\w*",
                r"\w*مزامنة",
                r"\w*مستخدم\w*",
                r"الوقت (?:الحقيقي|الفعلي)",
                r"هل أنت متأكد",
                r"يرجى|الرجاء|رجاءً?|من فضلك",
                r"عذراً?|عفواً?",
                r"عن بُ?عد",
                r"كاف|كافٍ|كافية?",
                r"موافق|حسناً?|OK",
                r"تران[زس]يت",
            ]
        ),
        "sq": whole_word(
            [
                r"(?:me |pa )?sukses\w*",
                r"dështo\w*",
                r"(?:i|e|të) pavlefshme?",
                r"lokal\w*",
                r"server\w*",
                r"konflikt\w*",
                r"sinkroniz\w*",
                r"përdorues\w*",
                r"kohë reale",
                r"jeni i sigurt",
                r"jeni të sigurt",
                r"ju lutem\w*",
                r"mjaftuesh\w*",
                r"në distancë",
                r"(?:h)?oops|ups",
                r"OK",
                r"transit\w*",
                r"plomb\w*",
                r"depo|depoja\w*",
            ]
        ),
    }
)
"""What the house never says, by its sense, and words a language's glossary leaves out."""

OTHERS = tuple(name for name in languages() if name != "en")

SHORT, LONGER, ROOM = 16, 1.4, 5
"""Letters a caption has in English at most; how much longer it may grow, and letters besides."""

LABEL = 24
"""A longer text is no label with a word cut short, and its stop is the end of a sentence."""

CAPTIONS = re.compile(
    r"desk\.(?:queue\.[a-z]+|tab|verdict|primary|truth\.[a-z]+|list|clock|result\.\w+\.short)\b(?!.*long)"
    r"|ui\.(?:seal|control)\."
)
"""Texts of places that cannot grow: rail, tabs, annunciators, cells of a row of answers."""


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest) -> tuple[str, Catalogue]:
    """One language beside English: its name and its words."""
    name = str(request.param)
    return name, read_language(TRANSLATIONS / name)


@pytest.fixture(scope="module")
def english() -> Mapping[str, Words]:
    """What English says."""
    return read_language(TRANSLATIONS / "en").words


def lacking(language: str, own: Mapping[str, Words], english: Mapping[str, Words]) -> list[str]:
    """Name the codes of English that a language has no words for."""
    return [f"{language}: {code} has no words" for code in sorted(set(english) - set(own))]


def unlike(own: Mapping[str, Words], english: Mapping[str, Words]) -> Iterator[str]:
    """Name the texts that differ from English in code, parameters, plural or end."""
    for code, words in own.items():
        said = english.get(code)
        if said is None:
            yield f"{code}: English does not say it"
            continue
        if places(words) != places(said):
            yield f"{code}: {sorted(places(words) ^ places(said))} on one side only"
        if words.counted != said.counted:
            yield f"{code}: a plural on one side only"
        if max(map(len, said.forms)) > LABEL and ends(words) != ends(said):
            yield f"{code}: ends with another sign than in English"


def ends(words: Words) -> set[str]:
    """How a text ends: with a stop, a question, an open list, a space, or with none of these."""
    marks = {"؟": "?", "،": ","}
    last = {form[-1] for form in words.forms}
    return {marks.get(sign, sign) if sign in ".?:؟ " else "" for sign in last}


def strange(language: str, own: Mapping[str, Words]) -> Iterator[str]:
    """Name the texts with signs or spaces that no text has, or with words the house never says."""
    never = NEVER.get(language)
    for code, words in own.items():
        for form in words.forms:
            if unicodedata.normalize("NFC", form) != form:
                yield f"{code}: is not in composed form"
            if "  " in form or form != form.lstrip() or "\xa0" in form:
                yield f"{code}: has a space too many"
            if any(unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} for sign in form):
                yield f"{code}: has a sign that no text has"
            if any("٠" <= sign <= "٩" or "۰" <= sign <= "۹" for sign in form):
                yield f"{code}: has other digits than Latin ones"
            if never is not None and (found := never.search(form)):
                yield f"{code}: says {found.group()}"


def too_long(own: Mapping[str, Words], english: Mapping[str, Words]) -> Iterator[str]:
    """Name the captions that outgrow the place English leaves them."""
    for code, words in own.items():
        most = (
            max((len(form) for form in english[code].forms), default=0) if code in english else 0
        )
        if CAPTIONS.match(code) and 0 < most <= SHORT:
            allowed = most * LONGER + ROOM
            yield from (f"{code}: {form}" for form in words.forms if len(form) > allowed)


def raw(language: str) -> Iterator[Source]:
    """The files of one language as they are written."""
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        yield Source(f"{language}/{path.name}", path.read_text("utf-8"))


@pytest.mark.parametrize("language", WHOLE)
def test_a_language_that_is_whole_has_words_for_every_english_text(
    language: str, english: Mapping[str, Words]
) -> None:
    own = read_language(TRANSLATIONS / language).words
    hold(lacking(language, own, english))


def test_every_text_is_asked_for_the_same_as_in_english(
    other: tuple[str, Catalogue], english: Mapping[str, Words]
) -> None:
    name, catalogue = other
    hold([f"{name}: {found}" for found in unlike(catalogue.words, english)])


def test_every_room_stands_in_the_file_english_has_it_in(other: tuple[str, Catalogue]) -> None:
    name, _ = other
    for path in sorted((TRANSLATIONS / name).glob("*.po")):
        own, _, _ = read_file(path)
        said, _, _ = read_file(TRANSLATIONS / "en" / path.name)
        assert sorted(set(own) - set(said)) == [], f"{name}/{path.name}"


def test_every_language_counts_as_its_grammar_does(other: tuple[str, Catalogue]) -> None:
    name, catalogue = other
    count, rule = PLURALS[name]
    for path in sorted((TRANSLATIONS / name).glob("*.po")):
        _, found, _ = read_file(path)
        assert found == count, f"{name}/{path.name}"
    forms = {catalogue.form_of(n) for n in range(200)}
    assert forms == set(range(count)), rule


def test_no_text_has_strange_signs_or_words(other: tuple[str, Catalogue]) -> None:
    name, catalogue = other
    hold([f"{name}: {found}" for found in strange(name, catalogue.words)])


def test_no_text_of_any_language_has_more_than_two_sentences(
    other: tuple[str, Catalogue],
) -> None:
    name, catalogue = other
    stops = {
        code: Words(tuple(form.replace("؟", "?") for form in words.forms), words.counted)
        for code, words in catalogue.words.items()
    }
    hold([f"{name}: {found}" for found in long_winded(stops)])


def test_captions_stay_short(other: tuple[str, Catalogue], english: Mapping[str, Words]) -> None:
    name, catalogue = other
    hold([f"{name}: {found}" for found in too_long(catalogue.words, english)])


def test_letters_of_a_catalogue_are_what_they_look_like(other: tuple[str, Catalogue]) -> None:
    name, _ = other
    hold([f"{file.path}: {found}" for file in raw(name) for found in deceiving(file)])


def told(*forms: str, counted: bool = False) -> Mapping[str, Words]:
    """One text, as a catalogue."""
    return {"x.y": Words(forms, counted=counted)}


def test_a_text_without_words_is_caught_by_its_code() -> None:
    assert lacking("sq", {}, told("Seal")) == ["sq: x.y has no words"]
    assert lacking("sq", told("Vula"), told("Seal")) == []


@pytest.mark.parametrize(
    ("own", "english"),
    [
        (told("Vula"), {}),
        (told("Vula {seal}"), told("Seal {number}")),
        (told("Vula"), told("Seal {number}")),
        (told("Vula", "Vula", counted=True), told("Seal")),
        (told("Vula {n} u thye"), told("Seal {n} was found broken.")),
        (told("Vula u gjet me numër."), told("The seal was found with number: ")),
    ],
)
def test_a_text_unlike_english_is_caught(
    own: Mapping[str, Words], english: Mapping[str, Words]
) -> None:
    assert list(unlike(own, english)) != []


def test_a_text_like_english_is_left_alone() -> None:
    own = told("{n} vulë.", "{n} vula.", counted=True)
    assert list(unlike(own, told("{n} seal.", "{n} seals.", counted=True))) == []


@pytest.mark.parametrize(
    "form",
    [
        "حُفظ بنجاح",
        "فشل الاستيراد",
        "على الخادم",
        "يرجى الانتظار",
        "موافق",
        "هل أنت متأكد؟",
        "٣ أختام",
    ],
)
def test_a_strange_text_in_arabic_is_caught(form: str) -> None:
    assert list(strange("ar", told(form))) != []


def test_an_honest_text_in_arabic_is_left_alone() -> None:
    assert list(strange("ar", told("الوصف يكفي؛ كُسر الختم ومضت المهلة."))) == []


@pytest.mark.parametrize(
    "form",
    [
        "Vula  u thye",
        " Vula",
        "Vula\tu thye",
        "Vule\u0308",
        "Vula ١",
        "U ruajt me sukses",
        "Importi dështoi",
        "Ju lutemi, prisni",
        "OK",
    ],
)
def test_a_strange_text_is_caught(form: str) -> None:
    assert list(strange("sq", told(form))) != []


def test_an_honest_text_is_left_alone() -> None:
    assert list(strange("sq", told("Mjafton përshkrimi; vula u thye, afati ka kaluar."))) == []


def test_a_long_caption_is_caught() -> None:
    english = {"desk.queue.late": Words(("Late",), counted=False)}
    long = {"desk.queue.late": Words(("Lëvizje me vonesë",), counted=False)}
    short = {"desk.queue.late": Words(("Vonesa",), counted=False)}
    assert list(too_long(long, english)) != []
    assert list(too_long(short, english)) == []
