"""Unknown feeds: forty invented styles mapped without help, and files that are no offers refused."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis.strategies import permutations
from tests.unit.needs.invented_feeds import STYLES
from tests.unit.needs.invented_feeds_blind import BLIND
from tests.unit.needs.invented_feeds_last import LAST
from tests.unit.needs.invented_feeds_more import MORE, single
from tests.unit.needs.invented_offers import OFFERS
from tests.unit.needs.invented_others import OTHERS

from grappe.needs import CONFIDENT, FeedMap, FieldGuess, Origin, map_feed, read_map, read_rows, write_map
from grappe.words import Refused

DAY = date(2026, 3, 2)
ALL = STYLES | MORE | LAST | BLIND


def bare(text: str | None) -> str:
    return re.sub(r"\W+", "", text or "").lower()


def wrong(offer, need, style) -> list[str]:
    """The fields of a need that are not those of the offer."""
    described = bare(need["description"])
    right = {
        "title": need["title"] == offer.title,
        "description": bare(offer.missions) in described and bare(offer.profile) in described,
        "employer": need["employer"] == (style.employer or offer.employer),
        "place": bare(offer.city) in bare(need["place"]),
        "published": need["published"] == offer.published,
        "no presentation of the firm": bare(offer.about_employer) not in described,
    }
    return [field for field, holds in right.items() if not holds]


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    """The file and the map of each style, made once."""
    folder, made = tmp_path_factory.mktemp("feeds"), {}

    def of(name: str):
        if name not in made:
            path = folder / ALL[name].file
            path.write_bytes(ALL[name].content())
            made[name] = path, map_feed(path)
        return made[name]

    return of


@pytest.fixture
def written(tmp_path):
    def write(name: str, content: bytes):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("name", ALL)
def test_an_invented_feed_is_read_without_help(name, mapped):
    style = ALL[name]
    path, feed_map = mapped(name)
    outcomes = list(read_rows(path, day=DAY, feed_map=feed_map))
    faults = [wrong(offer, outcome.need, style) for offer, outcome in zip(OFFERS, outcomes, strict=True)]
    assert faults == [[]] * len(OFFERS)


@pytest.mark.parametrize("name", ALL)
def test_an_invented_feed_is_sure_enough_to_be_read(name, mapped):
    assert mapped(name)[1].confidence >= CONFIDENT


@pytest.mark.parametrize("name", ALL)
def test_no_person_is_an_employer_or_a_title(name, mapped):
    examples = [guess.example for guess in mapped(name)[1].fields.values()]
    assert not any("Exemple" in example and "Camille" in example for example in examples)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_offer_is_refused(name, written):
    path = written(name, OTHERS[name]())
    assert map_feed(path).confidence < CONFIDENT
    with pytest.raises(Refused, match="trop incertaine"):
        list(read_rows(path, day=DAY))


def test_an_offer_alone(written):
    path = written("single.json", single())
    (outcome,) = read_rows(path, day=DAY)
    assert outcome.need["title"] == OFFERS[2].title
    assert outcome.need["employer"] == OFFERS[2].employer


def test_offers_by_their_key_keep_it(written):
    path = written("dictionary.json", STYLES["dictionary"].content())
    needs = [outcome.need for outcome in read_rows(path, day=DAY)]
    assert [need["source_key"] for need in needs] == [f"offre_{offer.key}" for offer in OFFERS]


def test_a_map_is_written_read_and_corrected(written, tmp_path):
    path = written("capitals.xml", STYLES["capitals"].content())
    proposal, file = map_feed(path), tmp_path / "m.toml"
    write_map(proposal, file)
    again = read_map(file)
    assert {name: guess.origin for name, guess in again.fields.items()} == {
        name: guess.origin for name, guess in proposal.fields.items()
    }
    assert (again.format, again.record_path) == ("xml", "ANNONCES.ANNONCE")
    assert "Ingénieur méthodes" not in file.read_text("utf-8")  # one example, the first
    file.write_text(
        file.read_text("utf-8").replace('employer = "NOM_SOCIETE"', 'employer = { constant = "Réseau" }'), "utf-8"
    )
    needs = [outcome.need for outcome in read_rows(path, day=DAY, feed_map=read_map(file))]
    assert {need["employer"] for need in needs} == {"Réseau"}


def test_a_joined_description_survives_the_file(written, tmp_path):
    path = written("vacancies.xml", STYLES["vacancies"].content())
    write_map(map_feed(path), tmp_path / "m.toml")
    assert read_map(tmp_path / "m.toml").fields["description"].path == "mission + profile"


@pytest.mark.parametrize(
    "text",
    ["", "fields = 3", "[fields]\nsalary = 'x'", "[fields", "[fields]\ntitle = 12", "\x00"],
)
def test_what_is_no_map_is_refused(text, tmp_path):
    (tmp_path / "m.toml").write_text(text, "utf-8")
    with pytest.raises(Refused):
        read_map(tmp_path / "m.toml")


def test_a_field_says_where_it_is():
    fields = {
        "title": FieldGuess(Origin(("poste", "métier")), 0.8, "Soudeur"),
        "employer": FieldGuess(Origin(constant="Réseau")),
    }
    said = FeedMap("csv", None, fields, 0.5).as_json()["fields"]
    assert (said["title"]["path"], said["title"]["confidence"], said["title"]["example"]) == (
        "poste | métier",
        0.8,
        "Soudeur",
    )
    assert said["employer"]["path"] == "= Réseau"


@given(order=permutations(list(range(6))), columns=permutations(list(range(12))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_columns_and_rows_does_not_matter(order, columns, tmp_path_factory):
    lines = [row.split("\t") for row in STYLES["tabs"].content().decode().split("\n")]
    columns = [rank for rank in columns if rank < len(lines[0])]
    kept = [lines[0], *(lines[1 + rank] for rank in order)]
    path = tmp_path_factory.mktemp("order") / "o.tsv"
    path.write_text("\n".join("\t".join(row[rank] for rank in columns) for row in kept), "utf-8")
    found = {name: guess.path for name, guess in map_feed(path).fields.items()}
    assert found == {
        "source_key": "job_ref",
        "title": "job_name",
        "description": "job_details + candidate_profile",
        "employer": "client",
        "contract": "kind_of_contract",
        "place": "place_of_work",
        "departement": "county",
        "published": "online_since",
        "url": "link",
    }


def test_the_author_of_a_post_is_no_employer(written):
    entries = "".join(
        f"<item><title>{offer.title}</title><author>Camille Exemple</author><city>{offer.city}</city>"
        f"<description>{offer.missions} {offer.profile}</description></item>"
        for offer in OFFERS
    )
    path = written("posts.rss", f"<rss><channel>{entries}</channel></rss>".encode())
    assert "employer" not in map_feed(path).fields


def test_gaps_are_filled_from_the_next_best_field(written):
    rows = [
        {
            "title": offer.title,
            "description": f"{offer.missions} {offer.profile}",
            "city": offer.city if rank % 2 else None,
            "region": offer.region,
            "published_at": offer.published.isoformat() if rank % 3 else None,
            "created_at": offer.published.isoformat(),
            "updated_at": "2026-02-28",
        }
        for rank, offer in enumerate(OFFERS)
    ]
    path = written("gaps.json", json.dumps(rows).encode())
    needs = [outcome.need for outcome in read_rows(path, day=DAY)]
    assert [need["place"] for need in needs] == [o.city if rank % 2 else o.region for rank, o in enumerate(OFFERS)]
    assert [need["published"] for need in needs] == [offer.published for offer in OFFERS]
