# ruff: noqa: E501
"""The last invented feeds, written without looking at the mapper."""

from html import escape

from tests.unit.needs.invented_feeds import ONE, Style, as_json, as_xml, at, format_datetime, tag
from tests.unit.needs.invented_offers import OFFERS


def named_values() -> bytes:
    """XML where every value is a « champ » that an attribute names."""
    rows = "".join(
        "<item>"
        + "".join(
            f'<champ nom="{k}">{escape(v)}</champ>'
            for k, v in [
                ("ref", o.key),
                ("intitule_poste", o.title),
                ("societe", o.employer),
                ("ville", o.city),
                ("code_postal", o.postcode),
                ("texte_mission", o.missions),
                ("texte_profil", o.profile),
                ("date_publication", o.published.isoformat()),
                ("url", o.url),
            ]
        )
        + "</item>"
        for o in OFFERS
    )
    return as_xml("flux", rows)


def capital_groups() -> bytes:
    """XML in capitals and Latin-1, by groups, with a contact that has a name and a town."""
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?><OFFRES>'
        + "".join(
            f"<OFFRE><IDENTIFICATION>{tag('CODE', o.key)}{tag('DATE_CREATION', o.published.strftime('%d/%m/%Y'))}{tag('DATE_MODIFICATION', '28/02/2026')}</IDENTIFICATION><POSTE>{tag('LIBELLE', o.title)}{tag('MISSIONS', o.missions)}{tag('PROFIL', o.profile)}</POSTE><EMPLOYEUR>{tag('NOM', o.employer)}{tag('ACTIVITE', 'Industrie')}{tag('DESCRIPTION', o.about_employer)}</EMPLOYEUR><LIEU>{tag('COMMUNE', o.city)}{tag('CODE_POSTAL', o.postcode)}{tag('DEPARTEMENT', o.departement)}</LIEU><CONTACT>{tag('NOM', 'Exemple')}{tag('VILLE', 'Paris')}</CONTACT></OFFRE>"
            for o in OFFERS
        )
        + "</OFFRES>"
    ).encode("latin-1")


def edges() -> bytes:
    """JSON of a graph query: edges, nodes, a list of places."""
    return as_json(
        {
            "data": {
                "jobs": {
                    "edges": [
                        {
                            "cursor": str(i),
                            "node": {
                                "id": f"gid{i}",
                                "jobTitle": o.title,
                                "jobDescription": o.missions + "\n" + o.profile,
                                "employer": {"displayName": o.employer, "slug": "x"},
                                "jobLocations": [
                                    {"city": {"name": o.city}, "country": {"name": "France"}, "postalCode": o.postcode}
                                ],
                                "publishedDate": at(o).isoformat(),
                                "contractTypes": [{"label": o.contract}],
                                "detailUrl": o.url,
                            },
                        }
                        for i, o in enumerate(OFFERS)
                    ],
                    "pageInfo": {"hasNextPage": False},
                }
            }
        }
    )


def attributes_of_data() -> bytes:
    """JSON of a content program: everything under data.attributes, at several levels."""
    return as_json(
        {
            "data": [
                {
                    "id": i,
                    "attributes": {
                        "titre": o.title,
                        "slug": f"p{i}",
                        "accroche": "Rejoignez-nous",
                        "corps": o.missions_html,
                        "profil_recherche": o.profile_html,
                        "createdAt": "2025-11-01T00:00:00Z",
                        "publishedAt": at(o).isoformat(),
                        "updatedAt": "2026-02-28T00:00:00Z",
                        "ville": {"data": {"attributes": {"nom": o.city, "code_postal": o.postcode}}},
                        "entreprise": {"data": {"attributes": {"nom": o.employer, "presentation": o.about_employer}}},
                        "type_contrat": {"data": {"attributes": {"libelle": o.contract}}},
                    },
                }
                for i, o in enumerate(OFFERS)
            ],
            "meta": {},
        }
    )


def one_word_columns() -> bytes:
    """CSV of six columns with one word each; the employer is a « recruteur »."""
    h = "id;annonce;recruteur;lieu;texte;date\n"
    return (
        h
        + "\n".join(
            ";".join(
                '"' + c + '"'
                for c in [
                    o.key,
                    o.title,
                    o.employer,
                    f"{o.postcode[:2]} - {o.city}",
                    o.missions + " " + o.profile,
                    o.published.strftime("%d/%m/%y"),
                ]
            )
            for o in OFFERS
        )
    ).encode()


def titled_tags() -> bytes:
    """XML whose tags all end like the thing they belong to."""
    return as_xml(
        "listeAnnonces",
        "".join(
            f"<annonce>{tag('codeAnnonce', o.key)}{tag('titreAnnonce', o.title)}{tag('descriptionSociete', o.about_employer)}{tag('nomSociete', o.employer)}{tag('descriptionPoste', o.missions, True)}{tag('descriptionProfil', o.profile, True)}{tag('natureContrat', o.contract)}{tag('dateDebutContrat', o.starts.isoformat())}{tag('dateDebutPublication', o.published.isoformat())}{tag('dateFinPublication', '2026-12-01')}{tag('localisationPoste', o.city)}{tag('codePostalPoste', o.postcode)}{tag('emailContact', 'a@b.fr')}{tag('lienAnnonce', o.url)}</annonce>"
            for o in OFFERS
        ),
    )


def own_site() -> bytes:
    """CSV in UTF-16 of a firm that writes its name only in its texts and in its address."""
    h = "Intitulé du poste;Direction;Résumé du poste;Localisation;Date de mise en ligne;Lien\n"
    return (
        h
        + "\n".join(
            ";".join(
                '"' + c + '"'
                for c in [
                    o.title,
                    "Production",
                    f"{ONE} recrute. {o.missions} {o.profile}",
                    o.city,
                    o.published.strftime("%d/%m/%Y"),
                    f"https://recrutement.vernoux.com/{o.key}",
                ]
            )
            for o in OFFERS
        )
    ).encode("utf-16")


def merchant() -> bytes:
    """RSS with a merchant's namespace and a whole address."""
    return as_xml(
        'rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"',
        "<channel><title>Emplois</title>"
        + "".join(
            f"<item>{tag('title', o.title)}{tag('link', o.url)}{tag('description', o.missions_html + o.profile_html)}{tag('g:id', o.key)}{tag('g:employer', o.employer)}{tag('g:location', o.street + ', ' + o.city + ', ' + o.postcode + ', France')}{tag('g:publish_date', o.published.isoformat())}{tag('g:expiration_date', '2026-12-01')}{tag('g:job_type', o.contract)}</item>"
            for o in OFFERS
        )
        + "</channel>",
    )


def deep_groups() -> bytes:
    """JSON with every value under a group, and codes beside their labels."""
    return as_json(
        {
            "annonces": [
                {
                    "annonce": {
                        "general": {
                            "intitule": o.title,
                            "reference": o.key,
                            "dateParution": o.published.strftime("%d-%m-%Y"),
                        },
                        "poste": {
                            "description": o.missions,
                            "profil": o.profile,
                            "contrat": {"code": "APP", "libelle": o.contract},
                        },
                        "client": {"raisonSociale": o.employer, "secteur": {"code": "25", "libelle": "Métallurgie"}},
                        "localisation": {
                            "pays": {"code": "FR", "libelle": "France"},
                            "region": {"code": "84", "libelle": o.region},
                            "departement": {"code": o.postcode[:2], "libelle": o.departement},
                            "ville": {"code": o.postcode, "libelle": o.city},
                        },
                        "postuler": {"url": o.url},
                    }
                }
                for o in OFFERS
            ]
        }
    )


def hyphens() -> bytes:
    """XML with hyphens, a summary and the whole description."""
    return as_xml(
        "jobs",
        "".join(
            f"<job>{tag('job-id', i)}{tag('job-title', o.title)}{tag('organization-name', o.employer)}{tag('job-summary', o.missions[:50])}{tag('job-full-description', o.missions_html + o.profile_html)}<locations><location>{tag('location-name', o.city)}{tag('location-postal-code', o.postcode)}</location></locations>{tag('posting-date', format_datetime(at(o)))}{tag('last-updated', '2026-02-28')}{tag('job-type', o.english_contract)}{tag('apply-link', o.url)}</job>"
            for i, o in enumerate(OFFERS)
        ),
    )


LAST = {
    "named_values": Style("named_values.xml", named_values),
    "capital_groups": Style("capital_groups.xml", capital_groups),
    "edges": Style("edges.json", edges),
    "attributes_of_data": Style("attributes_of_data.json", attributes_of_data),
    "one_word_columns": Style("one_word_columns.csv", one_word_columns),
    "titled_tags": Style("titled_tags.xml", titled_tags),
    "own_site": Style("own_site.csv", own_site, employer=ONE),
    "merchant": Style("merchant.xml", merchant),
    "deep_groups": Style("deep_groups.json", deep_groups),
    "hyphens": Style("hyphens.xml", hyphens),
}
