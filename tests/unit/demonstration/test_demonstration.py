"""The fictional cluster: the same for the same seed, of the announced size and shape, and nothing in it is real."""

import re
import time
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grappe.demonstration import Demonstration, Member, demonstrate
from grappe.demonstration.draws import fictional_siret, fictional_uai
from grappe.demonstration.materials import material
from grappe.needs import NEEDS
from grappe.references import COMMUNES, NAF, OCCUPATIONS, Release, install
from grappe.references.release import Reading, keep
from grappe.words import Kind, NafCode, Refused, RomeCode, Siret, Uai

DAY = date(2026, 3, 2)
Releases = tuple[Release, Release]


def days_of(demo: Demonstration) -> list[date]:
    return [date.fromisoformat(ad["dateCreation"][:10]) for ad in demo.ads]


def test_the_same_seed_day_and_releases_give_the_same_cluster(demo: Demonstration, starter: Releases) -> None:
    again = demonstrate(2026, day=DAY, rome=starter[0], places=starter[1])
    assert again.ads == demo.ads
    assert again.needs_table.equals(demo.needs_table)
    assert (again.members, again.schools, again.sites, again.accounts) == (
        demo.members,
        demo.schools,
        demo.sites,
        demo.accounts,
    )


def test_another_seed_gives_another_cluster_of_the_same_size(demo: Demonstration, starter: Releases) -> None:
    other = demonstrate(7, day=DAY, rome=starter[0], places=starter[1])
    assert other.members != demo.members
    assert not other.needs_table.equals(demo.needs_table)
    assert len(other.ads) == len(demo.ads)
    assert Counter(m.size for m in other.members) == Counter(m.size for m in demo.members)


def test_it_is_drawn_in_less_than_three_seconds(starter: Releases) -> None:
    began = time.process_time()
    demonstrate(1, day=DAY, rome=starter[0], places=starter[1])
    assert time.process_time() - began < 3


def test_members_have_the_sizes_of_real_clusters(demo: Demonstration) -> None:
    sizes = Counter(member.size for member in demo.members)
    assert sum(sizes.values()) == 120
    assert (sizes["small"], sizes["medium"], sizes["mid-size"], sizes["large"]) == (87, 20, 12, 1)
    for member in demo.members:
        low, high = {"small": (1, 49), "medium": (50, 249), "mid-size": (250, 999), "large": (1000, 9999)}[member.size]
        assert low <= member.headcount <= high
    assert len({member.name for member in demo.members}) == 120
    assert len({member.town.insee for member in demo.members}) >= 25


@pytest.mark.parametrize(
    ("headcount", "band"), [(3, "0-9"), (10, "10-19"), (49, "20-49"), (50, "50-99"), (999, "250-999"), (1000, "1000+")]
)
def test_bands_of_headcount(demo: Demonstration, headcount: int, band: str) -> None:
    first = demo.members[0]
    member = Member(
        key=first.key,
        name=first.name,
        siret=first.siret,
        naf=first.naf,
        size=first.size,
        headcount=headcount,
        town=first.town,
        contact=first.contact,
        does=first.does,
    )
    assert member.headcount_band == band


def test_no_number_can_be_that_of_a_real_organisation(demo: Demonstration) -> None:
    numbers = [organisation.siret for organisation in (*demo.members, *demo.schools)]
    numbers += [ad["entreprise"]["siret"] for ad in demo.ads if "siret" in ad["entreprise"]]
    numbers += [siret for siret in demo.needs_table["siret"].to_pylist() if siret]
    assert all(Siret(number).startswith("000") for number in numbers)
    assert len({organisation.siret for organisation in (*demo.members, *demo.schools)}) == 123
    assert all(Uai(site.uai).startswith("099") for site in demo.sites)
    assert all(NafCode(member.naf) for member in demo.members)


def test_a_fictional_number_is_valid_whatever_its_rank() -> None:
    for number in range(1, 100_000, 991):
        assert Siret(fictional_siret(number))
    for number in range(1, 10_000, 97):
        assert Uai(fictional_uai(number))
    with pytest.raises(ValueError, match="five digits"):
        fictional_siret(100_000)


def test_no_name_or_address_can_be_real(demo: Demonstration) -> None:
    words = material("cluster")["names"]
    assert all(any(word in member.name for word in words["fantasy"]) for member in demo.members)
    contacts = [organisation.contact for organisation in (*demo.members, *demo.schools)]
    assert all(contact.name.split(" ", 1)[1] in words["last"] for contact in contacts)
    addresses = [contact.email for contact in contacts] + [account.email for account in demo.accounts]
    assert all(re.fullmatch(r"[a-z]+@[a-z0-9-]+\.example", address) for address in addresses)
    employers = {ad["entreprise"].get("nom") for ad in demo.ads} - {None}
    assert employers <= {member.name for member in demo.members} | set(words["agencies"])


def test_three_schools_teach_on_eight_sites(demo: Demonstration) -> None:
    assert len(demo.schools) == 3
    assert len(demo.sites) == 8
    assert {site.school for site in demo.sites} == {school.key for school in demo.schools}


def test_one_account_for_each_role(demo: Demonstration) -> None:
    roles = {account.role: account for account in demo.accounts}
    assert set(roles) == {"officer", "member", "school", "network", "auditor", "reviewer"}
    asked = Counter(demo.needs_table["member"].to_pylist())
    assert asked[roles["member"].organisation or ""] >= 5
    assert roles["school"].organisation in {school.key for school in demo.schools}
    assert roles["officer"].organisation is None


def test_needs_follow_their_frame_and_resolve(demo: Demonstration, starter: Releases) -> None:
    needs = NEEDS.check(demo.needs_table)
    assert 850 <= needs.num_rows <= 950
    assert set(needs["member"].to_pylist()) <= {member.key for member in demo.members}
    assert set(needs["insee"].to_pylist()) <= set(starter[1].read(COMMUNES)["insee"].to_pylist())
    given = {code for code in needs["rome_given"].to_pylist() if code}
    assert given <= set(starter[0].read(OCCUPATIONS)["code"].to_pylist())
    assert pc.all(pc.less_equal(needs["pay_min"], needs["pay_max"])).as_py()
    assert max(needs["published"].to_pylist()) <= DAY


def test_surveys_come_in_the_three_last_springs_and_grow(demo: Demonstration) -> None:
    needs = demo.needs_table.filter(pc.equal(demo.needs_table["kind"], "survey"))
    years = Counter(day.year for day in needs["published"].to_pylist())
    assert list(years) == [2023, 2024, 2025]
    assert years[2023] < years[2024] < years[2025]
    assert {day.month for day in needs["published"].to_pylist()} == {3, 4, 5}


def test_a_survey_whose_spring_is_over_counts_at_once(starter: Releases) -> None:
    rome, places = starter
    needs = demonstrate(2026, day=date(2026, 6, 1), rome=rome, places=places).needs_table
    surveyed = needs.filter(pc.equal(needs["kind"], "survey"))
    assert max(surveyed["published"].to_pylist()).year == 2026


def test_difficulty_follows_the_occupation(demo: Demonstration) -> None:
    surveyed = [row for row in demo.needs_table.to_pylist() if row["difficult"] is not None]
    welding = [row["difficult"] for row in surveyed if re.match(r"soud", row["title"], re.I)]
    office = [row["difficult"] for row in surveyed if re.match(r"secrétaire|agente? admin|office", row["title"], re.I)]
    assert 0.5 < mean(row["difficult"] for row in surveyed) < 0.75
    assert mean(welding) > 0.65
    assert mean(office) < 0.45
    assert all("Difficile : " in row["description"] for row in surveyed if row["difficult"])


def test_needs_are_varied(demo: Demonstration) -> None:
    needs = demo.needs_table
    contracts = Counter(needs["contract"].to_pylist())
    assert 0.5 < contracts["cdi"] / needs.num_rows < 0.7
    assert contracts["apprenticeship"] > 60
    assert {"cdd", "interim", "internship", "seasonal"} <= set(contracts)
    part_time = pc.sum(pc.less(needs["hours_per_week"], 35)).as_py()
    assert 0.04 < part_time / needs.num_rows < 0.25
    assert 0.3 < 1 - needs["rome_given"].null_count / needs.num_rows < 0.5
    assert pc.sum(needs["seasonal"]).as_py() >= 15
    assert max(needs["positions"].to_pylist()) >= 5


def test_nobody_is_offered_less_than_the_least_pay(demo: Demonstration) -> None:
    rows = [row for row in demo.needs_table.to_pylist() if row["contract"] == "cdi" and row["pay_unit"] == "hour"]
    assert min(row["pay_min"] for row in rows) >= 12


def test_ads_are_of_the_announced_proportions(demo: Demonstration) -> None:
    count = len(demo.ads)
    assert count == 3000
    assert len({ad["id"] for ad in demo.ads}) == count
    assert mean("romeCode" in ad for ad in demo.ads) == pytest.approx(0.6, abs=0.03)
    assert mean(ad["intitule"] in material("ads")["vague"] for ad in demo.ads) == pytest.approx(0.05, abs=0.015)
    assert mean(ad["codeNAF"] == "78.20Z" for ad in demo.ads) == pytest.approx(0.15, abs=0.03)
    assert all(RomeCode(ad["romeCode"]) for ad in demo.ads if "romeCode" in ad)


def test_some_ads_are_posted_again(demo: Demonstration) -> None:
    texts = Counter(ad["description"].removeprefix("Annonce toujours d'actualité !\n\n") for ad in demo.ads)
    again = sum(times - 1 for times in texts.values())
    assert 150 <= again <= 260


def test_ads_live_with_the_seasons(demo: Demonstration) -> None:
    days = days_of(demo)
    months = Counter(day.month for day in days)
    assert days == sorted(days)
    assert days[-1] < DAY
    assert (DAY - days[0]).days <= 3 * 366
    assert months[8] < months[9] / 2
    assert sum(day.weekday() > 4 for day in days) / len(days) < 0.1
    first, last = (sum(start <= (DAY - day).days <= start + 365 for day in days) for start in (731, 1))
    assert last > first


def test_emerging_skills_rise(demo: Demonstration) -> None:
    sentences = [entry["sentence"] for entry in material("ads")["emerging"]]
    asked = [any(sentence in ad["description"] for sentence in sentences) for ad in demo.ads]
    assert mean(asked[:1000]) < mean(asked[1000:2000]) < mean(asked[2000:])
    assert mean(asked[2000:]) > 2 * mean(asked[:1000])


def test_titles_are_written_in_many_ways(demo: Demonstration) -> None:
    titles = [ad["intitule"] for ad in demo.ads]
    for pattern, least in (
        (r"\bH/F\b", 0.4),
        (r" / ", 0.1),
        (r"^[^a-z]+$", 0.04),
        (r"F/H - ", 0.04),
        (r"(?i)urgent|immédiatement|!!", 0.01),
        (r"\w\(\w+\)", 0.01),
        (r"\b(Tech|Resp|Opé|Cond|maint|indus)\.", 0.005),
    ):
        assert sum(bool(re.search(pattern, title)) for title in titles) / len(titles) >= least, pattern


def test_places_that_do_not_cover_the_towns_are_refused(home: Path, starter: Releases) -> None:
    rome, places = starter
    few = places.read(COMMUNES)
    few = few.filter(pc.is_in(few["departement"], value_set=pa.array(["59", "37"]))).slice(0, 5)
    elsewhere = keep(home, Reading("places", "few", DAY, {COMMUNES.name: few}), origin="file", source="few.csv")
    with pytest.raises(Refused) as refusal:
        demonstrate(1, day=DAY, rome=rome, places=elsewhere)
    assert refusal.value.kind is Kind.MISSING


def test_occupations_that_are_not_those_expected_are_refused(home: Path, starter: Releases) -> None:
    rome, places = starter
    few = rome.read(OCCUPATIONS).slice(0, 5)
    other = keep(home, Reading("rome", "few", DAY, {OCCUPATIONS.name: few}), origin="file", source="few.csv")
    with pytest.raises(Refused) as refusal:
        demonstrate(1, day=DAY, rome=other, places=places)
    assert refusal.value.kind is Kind.MISSING


def test_over_the_real_references(home: Path, data: Path) -> None:
    rome = install(home, "rome", data=data, download=False)
    places = install(home, "places", data=data, download=False)
    began = time.process_time()
    demo = demonstrate(2026, day=DAY, rome=rome, places=places)
    assert time.process_time() - began < 3
    assert len(demo.ads) == 3000
    assert len({member.town.insee for member in demo.members}) > 40
    assert max(Counter(member.town.name for member in demo.members).values()) >= 5
    assert all(RomeCode(ad["romeCode"]) for ad in demo.ads if "romeCode" in ad)


def test_over_the_rome_of_before(home: Path, data: Path, starter: Releases) -> None:
    rome = install(home, "rome", origin=data / "reference/rome_v347_csv.zip")
    demo = demonstrate(2026, day=DAY, rome=rome, places=starter[1])
    known = set(rome.read(OCCUPATIONS)["code"].to_pylist())
    assert {ad["romeCode"] for ad in demo.ads if "romeCode" in ad} <= known


def test_the_material_names_public_codes_of_the_starter_release(starter: Releases, home: Path) -> None:
    occupations = set(starter[0].read(OCCUPATIONS)["code"].to_pylist())
    document = material("sectors")
    wanted = {code for sector in document["sectors"] for code in sector["occupations"]}
    wanted |= set(document["support"]["occupations"]) | (set(document["market"]) - {"standard"})
    wanted |= {code for entry in material("ads")["emerging"] for code in entry["occupations"]}
    assert wanted - occupations == set()
    activities = set(install(home, "naf", download=False).read(NAF)["code"].to_pylist())
    assert {sector["naf"] for sector in document["sectors"]} | {"78.20Z"} <= activities
    communes = set(starter[1].read(COMMUNES)["insee"].to_pylist())
    towns = {centre["insee"] for centre in material("cluster")["centres"]}
    towns |= {insee for school in material("cluster")["schools"] for insee in school["towns"]}
    assert towns - communes == set()
