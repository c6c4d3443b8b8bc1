# ruff: noqa: E501
"""Feeds invented to measure the mapper before it had met them; one of them taught it something."""

from html import escape

from tests.unit.needs.invented_feeds import Style, as_json, as_xml, at, format_datetime, tag
from tests.unit.needs.invented_offers import OFFERS


def presentations() -> bytes:
    """XML where the firm, the job and the candidate each have a presentation."""
    return as_xml(
        "jobs generated='2026-02-28'",
        "".join(
            f"<job>{tag('reference', o.key)}{tag('name', o.title)}<company>{escape(o.employer)}</company>{tag('companyLogo', 'https://x.fr/a.png')}{tag('companyPresentation', o.about_employer)}{tag('jobPresentation', o.missions)}{tag('candidatePresentation', o.profile)}<workplaces><workplace><city>{o.city}</city><zipCode>{o.postcode}</zipCode><department>{o.departement}</department></workplace></workplaces>{tag('contractKind', o.contract)}{tag('start', o.starts.isoformat())}{tag('publicationStart', o.published.isoformat())}{tag('publicationEnd', '2026-12-01')}{tag('applicationUrl', o.url)}</job>"
            for o in OFFERS
        ),
    )


def short_words() -> bytes:
    """JSON with one short French word for each thing, the postal code beside the town."""
    return as_json(
        {
            "annonces": [
                {
                    "numero": i,
                    "date": at(o).strftime("%d/%m/%Y à %H:%M"),
                    "poste": o.title,
                    "entreprise": o.employer,
                    "ville": f"{o.city} ({o.postcode})",
                    "texte": o.missions_html,
                    "profil": o.profile,
                    "duree": "24 mois",
                    "niveau": "Bac+3",
                    "liens": {"annonce": o.url},
                }
                for i, o in enumerate(OFFERS)
            ],
            "total": 6,
        }
    )


def two_addresses() -> bytes:
    """XML with the address of the firm and the place of the job."""
    return as_xml(
        "Offers",
        "".join(
            f"<Offer><General><Title lang='fr'>{escape(o.title)}</Title><Ref>{o.key}</Ref><Dates><Online>{o.published.isoformat()}</Online><Offline>2026-12-01</Offline></Dates></General><Employer><Name>{escape(o.employer)}</Name><Address><City>Paris</City><Zip>75002</Zip></Address></Employer><Job><Location><City>{o.city}</City><Zip>{o.postcode}</Zip></Location><Tasks>{escape(o.missions)}</Tasks><Requirements>{escape(o.profile)}</Requirements></Job><Application><Url>{escape(o.url)}</Url><Person>Camille Exemple</Person></Application></Offer>"
            for o in OFFERS
        ),
    )


def trades() -> bytes:
    """CSV of a territory: occupations as titles, INSEE codes, skills."""
    h = [
        "Date publication",
        "Métier",
        "Employeur",
        "Secteur d'activité",
        "Commune",
        "INSEE",
        "Missions",
        "Savoir-faire",
        "Contrat",
        "Durée",
        "Contact",
        "URL",
    ]
    return "\r\n".join(
        ";".join('"' + c.replace('"', '""') + '"' for c in r)
        for r in [h]
        + [
            [
                o.published.strftime("%d/%m/%Y"),
                o.title,
                o.employer,
                "Industrie",
                o.city,
                "42218",
                o.missions + " " + o.profile,
                "Lire un plan",
                o.contract,
                "12 mois",
                "c@e.fr",
                o.url,
            ]
            for o in OFFERS
        ]
    ).encode("cp1252", "replace")


def keys_and_values() -> bytes:
    """JSON where every offer is a list of keys and values."""
    return as_json(
        [
            {
                "uid": f"u{i}",
                "fields": [
                    {"key": "title", "value": o.title},
                    {"key": "company", "value": o.employer},
                    {"key": "city", "value": o.city},
                    {"key": "description", "value": o.missions + "\n" + o.profile},
                    {"key": "publicationDate", "value": o.published.isoformat()},
                    {"key": "url", "value": o.url},
                ],
            }
            for i, o in enumerate(OFFERS)
        ]
    )


def prefixed() -> bytes:
    """RSS with a prefix on the employer and the place."""
    return as_xml(
        "rss version='2.0' xmlns:a='http://x.y/z'",
        "<channel><title>Flux</title>"
        + "".join(
            f"<item>{tag('guid', i)}{tag('title', o.title)}{tag('description', o.missions_html + o.profile_html)}{tag('pubDate', format_datetime(at(o)))}{tag('link', o.url)}<a:employer a:id='3'>{escape(o.employer)}</a:employer><a:workplace><a:city>{o.city}</a:city><a:postalCode>{o.postcode}</a:postalCode></a:workplace><a:contract>{o.contract}</a:contract></item>"
            for i, o in enumerate(OFFERS)
        )
        + "</channel>",
    )


def index_fields() -> bytes:
    """JSON of a search engine: types at the end of every name."""
    return as_json(
        {
            "response": {
                "numFound": 6,
                "docs": [
                    {
                        "id": i,
                        "job_title_s": o.title,
                        "job_desc_t": o.missions,
                        "job_profile_t": o.profile,
                        "company_name_s": o.employer,
                        "city_s": o.city,
                        "zip_s": o.postcode,
                        "published_dt": at(o).isoformat(),
                        "url_s": o.url,
                        "contract_type_ss": [o.contract],
                    }
                    for i, o in enumerate(OFFERS)
                ],
            }
        }
    )


def validity() -> bytes:
    """XML that says from when to when a position is open."""
    return as_xml(
        "Positions",
        "".join(
            f"<Position Id='{i}'><PositionTitle>{escape(o.title)}</PositionTitle><PositionDescription>{escape(o.missions_html)}</PositionDescription><PositionProfile>{escape(o.profile_html)}</PositionProfile><Entity><EntityName>{escape(o.employer)}</EntityName></Entity><PositionLocation>{o.city}</PositionLocation><ValidFrom>{o.published.isoformat()}</ValidFrom><ValidTo>2026-12-31</ValidTo><Link>{escape(o.url)}</Link></Position>"
            for i, o in enumerate(OFFERS)
        ),
    )


BLIND = {
    "presentations": Style("presentations.xml", presentations),
    "short_words": Style("short_words.json", short_words),
    "two_addresses": Style("two_addresses.xml", two_addresses),
    "trades": Style("trades.csv", trades),
    "keys_and_values": Style("keys_and_values.json", keys_and_values),
    "prefixed": Style("prefixed.xml", prefixed),
    "index_fields": Style("index_fields.json", index_fields),
    "validity": Style("validity.xml", validity),
}
