import shutil
from pathlib import Path

import pytest

from app.base.clock import Day
from app.base.errors import Broken
from app.reference import codelists, offices, packs
from app.reference.offices import OfficeRole
from app.reference.pack import Numbering
from app.reference.places import countries_root
from app.reference.texts import texts
from app.security.roles import Role, gaps


def copied(folder: Path) -> Path:
    shutil.copytree(countries_root(), folder / "countries")
    return folder / "countries"


def read(root: Path) -> packs.CountryPack:
    return packs.read_pack(root / "al", root / "common")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize("country", packs.countries())
def test_every_shipped_pack_is_whole(country: str) -> None:
    pack = packs.load(country)
    assert pack.country == country
    assert pack.known_as == f"NTA.{country}"
    assert gaps(frozenset(pack.roles), pack.roles) == ()
    assert all(pack.has_partner(partner.country) for partner in pack.partners)
    assert {lane.colour for lane in pack.lanes} <= {
        f"lane_{name}" for name in ("red", "orange", "yellow", "blue", "green")
    }
    for route in pack.routes:
        assert offices.load().has(route.departure, OfficeRole.DEP)
        assert offices.load().has(route.destination, OfficeRole.DES)


def test_there_is_a_corridor_and_a_training_pair() -> None:
    assert packs.countries() == ("AL", "QM", "QN", "XK")
    assert [packs.load(code).training for code in packs.countries()] == [False, True, True, False]
    assert packs.load("al") is not None
    assert packs.load("al").name("sq") == "Dogana Shqiptare"
    assert packs.load("al").name("fr") == "Albanian Customs"


@pytest.mark.parametrize("country", packs.countries())
def test_neighbours_know_each_other(country: str) -> None:
    pack = packs.load(country)
    for partner in pack.partners:
        theirs = packs.load(partner.country).partner(country)
        assert theirs.known_as == pack.known_as
        assert theirs.version == partner.version
        assert set(theirs.shares) == set(partner.shares)


def test_albania_numbers_from_leased_blocks() -> None:
    numbering = packs.load("al").numbering
    assert numbering["mrn"] is Numbering.LEASED_BLOCK
    assert numbering["grn"] is Numbering.CENTRE_ONLY


def test_what_the_table_does_not_name_nobody_may_do() -> None:
    roles = packs.load("al").roles
    assert "transit.teleported" not in roles
    assert roles["transit.arrived"][Role.OFFICER] == "yes"
    assert roles["transit.arrived"][Role.AUDITOR] == "-"
    assert roles["transit.released"][Role.MOBILE] == "-"
    assert roles["record.purged"][Role.SUPERVISOR] == "-"


def test_a_partner_is_found_by_country_and_by_its_address_in_messages() -> None:
    pack = packs.load("al")
    assert pack.partner("XK") == pack.partner("NTA.XK")
    assert pack.partner("XK").takes("CD001C")
    assert not pack.partner("XK").takes("CC029C")
    assert not pack.has_partner("GB")
    with pytest.raises(Broken, match="no_partner"):
        pack.partner("GB")


def test_the_address_of_a_channel_is_given_at_run_time() -> None:
    pack = packs.load("al")
    filled = pack.reached_at("XK", "folder:out")
    assert filled.partner("XK").channel == "folder:out"
    assert pack.partner("XK").channel == ""


def test_the_strictest_lane_holds() -> None:
    pack = packs.load("xk")
    assert pack.strictest("green", "red", "yellow") == "red"
    assert pack.lane("orange").scan
    with pytest.raises(Broken, match="no_lane"):
        packs.load("al").lane("orange")


def test_routes_queues_and_rules_answer_from_the_tables() -> None:
    pack = packs.load("al")
    assert pack.limit_days("AL002000", "XK001010") == 2
    assert pack.limit_days("AL002000", "MK001010") == 8
    assert (pack.hours_near("result"), pack.hours_near("incidents")) == (24, 4)
    assert pack.needs_second("lane_lowered")
    assert not pack.needs_second("coffee")


def test_a_pack_adds_its_own_codes() -> None:
    lists = codelists.load(Day(20261122), packs.load("al").additions)
    assert lists.contains("CL048", "ALL") is True
    assert lists.contains("CL009", "XK") is True
    assert lists.label("CL009", "AL", "sq") == "Shqipëria"


def test_an_unknown_country_says_so() -> None:
    with pytest.raises(Broken, match="no_country"):
        packs.load("zz")


def test_a_pack_may_tighten_a_row_of_the_roles(tmp_path: Path) -> None:
    root = copied(tmp_path)
    header = "kind," + ",".join(role.value for role in Role)
    row = "transit.released,asks,-,asks seconds,-,-,yes,-,-"
    (root / "al" / "roles.csv").write_text(f"# SOURCE: test\n{header}\n{row}\n", "utf-8")
    pack = read(root)
    assert pack.roles["transit.released"][Role.OFFICER] == "asks"
    assert pack.roles["transit.arrived"][Role.OFFICER] == "yes"


def test_a_pack_may_not_take_away_the_second_pair_of_eyes(tmp_path: Path) -> None:
    root = copied(tmp_path)
    header = "kind," + ",".join(role.value for role in Role)
    change(
        root / "common" / "roles.csv",
        "record.purged,-,-,-,-,-,yes,-,-",
        "record.purged,-,-,asks seconds,-,-,-,-,-",
    )
    row = "record.purged,-,-,yes,-,-,-,-,-"
    (root / "al" / "roles.csv").write_text(f"# SOURCE: test\n{header}\n{row}\n", "utf-8")
    with pytest.raises(Broken, match="loosened"):
        read(root)


def test_a_pack_adds_to_the_four_eyes_list_and_never_takes_away(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "al" / "pack.toml", "four_eyes = []", 'four_eyes = ["gold"]')
    assert read(root).four_eyes == packs.load("al").four_eyes | {"gold"}


@pytest.mark.parametrize(
    ("name", "before", "after", "reason"),
    [
        ("al/pack.toml", 'country = "AL"', 'country = "XK"', "value reference"),
        ("al/pack.toml", 'zone = "Europe/Tirane"', 'zone = "Europe/Atlantis"', "value zone"),
        ("al/pack.toml", 'zone = "Europe/Tirane"', 'zone = "../etc"', "value zone"),
        ("al/pack.toml", 'centre = "AL000000"', 'centre = "AL999999"', "value centre"),
        ("al/pack.toml", 'lane = "yellow"', 'lane = "orange"', "value fallback_lane"),
        ("al/pack.toml", 'languages = ["sq", "en"]', "languages = []", "value languages"),
        ("al/pack.toml", 'en = "Albanian Customs"', "", "value names"),
        ("al/pack.toml", "default = 4", "", "value near_hours"),
        ("al/pack.toml", "limit_days = 8", "", "missing required field `limit_days`"),
        ("al/pack.toml", "limit_days = 8", 'limit_days = "8"', r"\$\.clocks\.limit_days"),
        ("al/pack.toml", 'mrn = "leased block"', 'mrn = "magic"', r"\$\.numbering"),
        ("al/pack.toml", 'via = "hub"', 'via = "pigeon"', r"\$\.partner"),
        ("al/pack.toml", 'via = "hub"', 'via = "hub"\npony = 1', "pony"),
        ("al/pack.toml", 'country = "AL"', "", "missing required field `country`"),
        ("al/pack.toml", "limit_days = 8", '"limit_days" = "8"', r"line=1, .*limit_days"),
        ("al/pack.toml", "[clocks]", "[clocks", "at line 23"),
        ("al/offices.csv", "DEP TRA DES INC", "DEP PUB", "value roles"),
        ("al/offices.csv", "AL002000", "AL02000", "numbers.office.shape"),
        ("al/offices.csv", "AL002000", "XK002000", "value reference"),
        ("al/offices.csv", ",Tirana,", ",,", "value reference"),
        ("al/lanes.csv", "red,50", "red,10", "twice"),
        ("al/lanes.csv", "red,50", "red,much", "value"),
        ("al/lanes.csv", "green,10,lane_green,G,no", "green,10,lane_green,G,maybe", "value"),
        ("al/lanes.csv", "officer,supervisor", "officer,janitor", "value"),
        ("al/lanes.csv", "yes,no,no,no,,0", "yes,no,no,no,purple,5", "value auto_next"),
        ("al/routes.csv", ",2\n", ",soon\n", "value days"),
        ("al/codes.csv", "CL009,AL,,", "CL009,AL,2024,", "day"),
        ("common/roles.csv", "transit.arrived,yes", "transit.arrived,maybe", "value"),
        ("common/roles.csv", "transit.arrived,yes", "transit.arrived,asks", "nobody_seconds"),
        ("common/roles.csv", "transit.arrived,yes", "transit.arrived,", "value"),
        ("common/roles.csv", "transit.arrived,yes", ",yes", "value"),
        ("common/roles.csv", "transit.arrived,yes", "transit.crossed,yes", "twice"),
        ("common/four_eyes.csv", "lane_lowered", "purged", "twice"),
    ],
)
def test_a_bad_table_is_refused_at_start_with_file_line_and_reason(
    tmp_path: Path, *, name: str, before: str, after: str, reason: str
) -> None:
    root = copied(tmp_path)
    change(root / name, before, after)
    with pytest.raises(Broken, match=reason) as refused:
        read(root)
    assert refused.value.code == "reference.bad_table"
    assert isinstance(refused.value.parameters["line"], int)
    assert "@" not in texts("en").error(refused.value)


def test_the_line_of_a_wrong_value_is_told(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "al" / "pack.toml", "enquiry_days = 28", 'enquiry_days = "28"')
    lines = (root / "al" / "pack.toml").read_text("utf-8").splitlines()
    with pytest.raises(Broken) as refused:
        read(root)
    assert refused.value.parameters["line"] == lines.index('enquiry_days = "28"') + 1


def test_a_pack_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "al").rename(root / "albania")
    with pytest.raises(Broken, match="value country"):
        packs.read_pack(root / "albania", root / "common")


def test_a_pack_without_its_page_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "al" / "pack.toml").write_bytes(b"\xff")
    with pytest.raises(Broken, match="encoding"):
        read(root)
    (root / "al" / "pack.toml").unlink()
    with pytest.raises(Broken, match="missing"):
        read(root)


def test_an_office_is_found_however_it_is_typed() -> None:
    known = offices.load()
    morine = known.find("al 003010")
    assert morine is not None
    assert (morine.name("sq"), morine.name("fr"), morine.border) == ("Morinë", "Morine", "XK")
    assert known.name("AL003010", "sq") == "Morinë"
    assert known.name("GB000060", "sq") == "GB000060"


def test_whether_an_office_exists_is_told_only_for_countries_that_are_known() -> None:
    known = offices.load()
    assert known.has("AL003010", OfficeRole.DES) is True
    assert known.has("AL003010", OfficeRole.GUA) is False
    assert known.has("AL999999") is False
    assert known.has("GB000060") is None


def test_offices_are_listed_by_country_and_role() -> None:
    known = offices.load()
    assert [office.reference for office in known.of("AL", OfficeRole.GUA)] == ["AL000000"]
    assert len(known.of("XK")) > len(known.of("XK", OfficeRole.DEP)) > 5
    assert known.of("GB") == ()
