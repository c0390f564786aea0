import re
from pathlib import Path

import pytest

from app.base.errors import Broken, Bug, Refused
from app.base.findings import Finding
from app.reference.catalogue import Catalogue, read_file, read_language
from app.reference.places import beside, translations_root
from app.reference.texts import Texts, languages, texts

HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SERBIAN = (
    'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && '
    'n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
)
ARABIC = (
    'msgid ""\nmsgstr "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : '
    'n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"\n\n'
)
ISOLATES = {0x2068: None, 0x2069: None}


def language(folder: Path, body: str, header: str = HEADER, room: str = "transit") -> Catalogue:
    folder.mkdir(exist_ok=True)
    (folder / f"{room}.po").write_text(header + body, "utf-8")
    return read_language(folder)


def test_a_parameter_stands_in_its_place(tmp_path: Path) -> None:
    english = language(tmp_path / "en", 'msgid "a.b"\nmsgstr "Seal {seal} of {count}."\n')
    assert Texts("en", [english]).say("a.b", seal="7A", count=3) == "Seal 7A of 3."


def test_a_catalogue_may_end_in_comments_and_blank_lines(tmp_path: Path) -> None:
    body = 'msgid "a.b"\nmsgstr "Seal"\n\n# the end\n#~ msgid "old"\n\n'
    assert set(language(tmp_path / "en", body).words) == {"a.b"}


def test_a_program_without_its_resources_says_which_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="no_resources"):
        beside(tmp_path)


def test_a_place_without_its_parameter_stays_as_written(tmp_path: Path) -> None:
    english = language(tmp_path / "en", 'msgid "a.b"\nmsgstr "Seal {seal}."\n')
    assert Texts("en", [english]).say("a.b") == "Seal {seal}."


def test_a_number_chooses_the_plural_form(tmp_path: Path) -> None:
    body = 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "{n} seal"\nmsgstr[1] "{n} seals"\n'
    said = Texts("en", [language(tmp_path / "en", body)])
    assert [said.say("a.b", n=n) for n in (0, 1, 2)] == ["0 seals", "1 seal", "2 seals"]
    assert said.say("a.b") == "{n} seal"


def test_a_language_with_three_forms_counts_in_its_own_way(tmp_path: Path) -> None:
    body = (
        'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "{n} plomba"\n'
        'msgstr[1] "{n} plombe"\nmsgstr[2] "{n} plombi"\n'
    )
    said = Texts("sr", [language(tmp_path / "sr", body, SERBIAN)])
    assert [said.say("a.b", n=n) for n in (1, 3, 5, 21)] == [
        "1 plomba",
        "3 plombe",
        "5 plombi",
        "21 plomba",
    ]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("zero", (0,)),
        ("one", (1,)),
        ("two", (2,)),
        ("few", (3, 10, 103, 110)),
        ("many", (11, 26, 99, 111)),
        ("other", (100, 101, 102, 200, 1000)),
    ],
)
def test_arabic_counts_in_six_forms(tmp_path: Path, form: str, numbers: tuple[int, ...]) -> None:
    names = ("zero", "one", "two", "few", "many", "other")
    forms = "".join(f'msgstr[{at}] "{name}"\n' for at, name in enumerate(names))
    body = f'msgid "a.b"\nmsgid_plural "a.b"\n{forms}'
    said = Texts("ar", [language(tmp_path / "ar", body, ARABIC)])
    assert {said.say("a.b", n=number) for number in numbers} == {form}


@pytest.mark.parametrize(
    "value", ["26AL003010AB12C8J9", "01-234-KS", "0045121", 7, "\u0634\u0631\u0643\u0629 7"]
)
def test_a_value_stands_apart_in_words_that_run_right_to_left(
    tmp_path: Path, value: str | int
) -> None:
    body = 'msgid "a.b"\nmsgstr "\u062e\u062a\u0645 {seal}."\n'
    words = language(tmp_path / "ar", body)
    apart = f"\u062e\u062a\u0645 \u2068{value}\u2069."
    assert Texts("ar", [words]).say("a.b", seal=value) == apart
    assert Texts("ar", [words]).error(Refused("a.b", field="seals", seal=value)) == apart
    assert Texts("en", [words]).say("a.b", seal=value) == apart.translate(ISOLATES)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("{day} {month}", True),
        ("LRN {lrn} \u062e\u062a\u0645", True),
        ("\u062e\u062a\u0645 {lrn}", False),
        ("LRN {lrn}", False),
        ("-", False),
    ],
)
def test_words_without_a_letter_that_runs_right_to_left_in_front_are_led_by_a_mark(
    tmp_path: Path, form: str, *, begins: bool
) -> None:
    words = language(tmp_path / "ar", f'msgid "a.b"\nmsgstr "{form}"\n')
    assert Texts("ar", [words]).say("a.b", lrn="7").startswith("\u200f") is begins
    assert "\u200f" not in Texts("en", [words]).say("a.b", lrn="7")


def test_neither_words_of_ours_nor_nothing_are_set_apart(tmp_path: Path) -> None:
    body = (
        'msgid "transit.not_now"\nmsgstr "{state}, {step}."\n\n'
        'msgid "transit.state.ended"\nmsgstr "x"\n'
    )
    said = Texts("ar", [language(tmp_path / "ar", body)])
    assert said.say("transit.not_now", state="@transit.state.ended", step="") == "\u200fx, ."


def test_english_speaks_text_by_text_where_a_language_is_silent(tmp_path: Path) -> None:
    english = language(
        tmp_path / "en", 'msgid "a.b"\nmsgstr "Seal"\n\nmsgid "a.c"\nmsgstr "Lock"\n'
    )
    albanian = language(
        tmp_path / "sq",
        'msgid "a.b"\nmsgstr "Vulë"\n\nmsgid "a.c"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "a.d"\nmsgstr "x"\n',
    )
    said = Texts("sq", [albanian, english])
    assert (said.say("a.b"), said.say("a.c"), said.has("a.d")) == ("Vulë", "Lock", False)
    assert said.codes() == {"a.b", "a.c"}


def test_a_code_without_words_is_given_back_in_angle_quotes() -> None:
    assert Texts("en", []).say("no.such", seal="x") == "«no.such»"


def test_a_value_may_name_another_text(tmp_path: Path) -> None:
    body = (
        'msgid "transit.not_now"\nmsgstr "Now {state}."\n\n'
        'msgid "transit.state.arrived"\nmsgstr "arrived"\n\nmsgid "a.b"\nmsgstr "no"\n'
    )
    said = Texts("en", [language(tmp_path / "en", body)])
    assert said.say("transit.not_now", state="@transit.state.arrived") == "Now arrived."
    assert said.say("transit.not_now", state="@transit.state.unheard") == (
        "Now @transit.state.unheard."
    )
    assert said.say("transit.not_now", state="@a.b") == "Now @a.b."


@pytest.mark.parametrize("typed", ["@transit.state.ended", "@kind.transit.held, @cli.done"])
def test_what_an_officer_typed_is_shown_as_it_stands_whatever_it_looks_like(typed: str) -> None:
    english = texts("en")
    assert english.say("transit.held.told", reason=typed) == f"Put on hold: {typed}"
    held = Refused("transit.held", office="AL002000", reason=typed)
    assert typed in english.error(held)
    found = Finding(
        code="transit.rules.plate_differs", rule="R", path="plate", parameters={"plate": typed}
    )
    assert typed in english.finding(found)
    seal = f"@transit.seal.broken {typed}"
    assert english.say("transit.seals_checked.wrong", n=1, seals=seal).startswith(
        "1 seal not good: broken @"
    )


def test_errors_and_findings_are_read_by_their_code(tmp_path: Path) -> None:
    body = 'msgid "a.b"\nmsgstr "Seal {seal}."\n'
    said = Texts("en", [language(tmp_path / "en", body)])
    assert said.error(Refused("a.b", field="seals", seal="7")) == "Seal 7."
    assert (
        said.finding(Finding(code="a.b", rule="R", path="seals", parameters={"seal": "8"}))
        == "Seal 8."
    )
    assert "R-17" in texts("en").error(Bug("R-17"))


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ('msgid "a.b"\nmsgstr "x\n', 6, "statement"),
        ('msgid "a.b"\nmsgstr "x\\"\n', 6, "quotes"),
        ('msgid "a.b"\nmsgstr "x"\nmsgstr "y"\n', 7, "twice"),
        ('msgid "a.b"\nmsgstr "x"\n\nmsgid "a.b"\nmsgstr "y"\n', 8, "twice"),
        ('msgid "a.b"\n', 5, "forms"),
        ('msgstr "x"\n', 5, "forms"),
        ('msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "x"\n', 5, "forms"),
        ('"lost words"\n', 5, "statement"),
        ('msgctxt "menu"\nmsgid "a.b"\nmsgstr "x"\n', 5, "statement"),
    ],
)
def test_a_catalogue_that_is_not_understood_whole_is_refused(
    tmp_path: Path, body: str, line: int, reason: str
) -> None:
    with pytest.raises(Broken) as refused:
        language(tmp_path / "en", body)
    assert refused.value.parameters["line"] == line
    assert str(refused.value.parameters["reason"]).startswith(f"@reference.reason.{reason}")


@pytest.mark.parametrize(
    "header",
    [
        "",
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n +;"\n\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=(n != 1);"\n\n',
        'msgid ""\nmsgstr "Language: en"\n\n',
    ],
)
def test_a_header_without_a_plural_rule_that_holds_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(Broken, match="header"):
        language(tmp_path / "en", 'msgid "a.b"\nmsgstr "x"\n', header)


def test_two_rooms_may_not_give_words_for_one_code(tmp_path: Path) -> None:
    language(tmp_path / "en", 'msgid "a.b"\nmsgstr "x"\n', room="a")
    with pytest.raises(Broken, match="twice"):
        language(tmp_path / "en", 'msgid "a.b"\nmsgstr "y"\n', room="b")


def test_two_rooms_of_a_language_count_alike(tmp_path: Path) -> None:
    language(tmp_path / "en", 'msgid "a.b"\nmsgstr "x"\n', room="a")
    with pytest.raises(Broken, match="header"):
        language(tmp_path / "en", 'msgid "a.c"\nmsgstr "y"\n', SERBIAN, room="b")


def test_an_unknown_language_says_so(tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"reference\.no_language"):
        texts("tlh")
    with pytest.raises(Broken, match=r"reference\.no_language"):
        read_language(tmp_path)


@pytest.mark.parametrize("name", languages())
def test_every_shipped_catalogue_is_read_whole(name: str) -> None:
    said = texts(name)
    assert said.say("reference.no_country", country="ZZ").count("ZZ") == 1
    assert said.right_to_left is (name in {"ar", "fa"})


@pytest.mark.parametrize("name", languages())
def test_a_translation_uses_only_the_parameters_english_has(name: str) -> None:
    place = re.compile(r"\{[a-z0-9_]+\}")
    english = read_language(translations_root() / "en").words
    for path in sorted((translations_root() / name).glob("*.po")):
        for code, words in read_file(path)[0].items():
            assert code in english, f"{path.name}: {code} has no English words"
            known = {found for form in english[code].forms for found in place.findall(form)}
            used = {found for form in words.forms for found in place.findall(form)}
            assert used <= known | {"{n}"}, f"{path.name}: {code}"


def test_a_day_in_a_sentence_has_the_month_of_its_language() -> None:
    for language, month in (("en", "Nov"), ("sq", "n\u00ebn")):
        said = texts(language).say("transit.rules.limit_past", limit="22 @desk.month.11 2026")
        assert f"22 {month} 2026" in said


def test_the_stretched_language_is_longer_and_keeps_its_places() -> None:
    plain, longer = texts("en"), texts("en-long")
    code = "transit.rules.limit_past"
    assert len(longer.say(code, limit="x")) > 1.3 * len(plain.say(code, limit="x"))
    assert "22 N" in longer.say(code, limit="22 @desk.month.11 2026")
    assert "en-long" not in languages()
