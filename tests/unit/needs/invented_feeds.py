# ruff: noqa: E501
"""Feeds invented for the tests, in the styles of recruiting software and job boards: same offers, other clothes."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from openpyxl import Workbook
from tests.unit.needs.invented_offers import OFFERS, Offer

ONE = "Vernoux"  #: the only employer of feeds that have one


@dataclass(frozen=True)
class Style:
    """A way of writing offers: a file name, its content, and what of an offer it tells."""

    file: str
    content: Callable[[], bytes]
    profile: bool = True
    employer: str | None = None
    place: bool = True
    published: bool = True


def at(offer: Offer) -> datetime:
    return datetime(offer.published.year, offer.published.month, offer.published.day, 9, 30, tzinfo=UTC)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def tag(name: str, text: object, cdata: bool = False, **attributes: str) -> str:
    inside = f"<![CDATA[{text}]]>" if cdata else escape(str(text))
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


def as_xml(root: str, body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{body}</{root.split()[0]}>'.encode()


def sections() -> bytes:
    """English JSON of a suite for large firms: the title is ``name``, the text comes in titled sections."""
    return as_json(
        {
            "limit": 100,
            "offset": 0,
            "totalFound": 6,
            "content": [_section(rank, offer) for rank, offer in enumerate(OFFERS)],
        }
    )


def _section(rank: int, o: Offer) -> dict[str, Any]:
    return {
        "id": str(743999900000 + rank * 37),
        "name": o.title,
        "uuid": f"3f1c0d5e-7a1{rank}-4f55-9c1d-0d5e3f1c{rank}a1b",
        "refNumber": f"REF{rank}812Q",
        "company": {"identifier": o.employer.split()[0] + "1", "name": o.employer},
        "releasedDate": at(o).isoformat(timespec="milliseconds"),
        "location": {
            "city": o.city,
            "region": o.region,
            "country": "fr",
            "remote": False,
            "postalCode": o.postcode,
            "address": o.street,
            "latitude": str(o.lat),
            "longitude": str(o.lon),
        },
        "industry": {"id": "mechanical", "label": "Mechanical Or Industrial Engineering"},
        "department": {"id": "2541", "label": "Operations"},
        "function": {"id": "engineering", "label": "Engineering"},
        "typeOfEmployment": {"id": "permanent", "label": o.english_contract},
        "experienceLevel": {"id": "associate", "label": "Associate"},
        "customField": [
            {"fieldId": "55", "fieldLabel": "Brands", "valueId": "1", "valueLabel": o.employer.split()[0]},
            {"fieldId": "56", "fieldLabel": "Country", "valueId": "fr", "valueLabel": "France"},
        ],
        "creator": {"name": "Camille Exemple"},
        "language": {"code": "fr", "label": "French"},
        "jobAd": {
            "sections": {
                "companyDescription": {"title": "Description de l'entreprise", "text": f"<p>{o.about_employer}</p>"},
                "jobDescription": {"title": "Description du poste", "text": o.missions_html},
                "qualifications": {"title": "Qualifications", "text": o.profile_html},
                "additionalInformation": {
                    "title": "Informations supplémentaires",
                    "text": "<p>Poste ouvert à tous.</p>",
                },
            }
        },
        "applyUrl": o.url + "&apply=1",
        "postingUrl": o.url,
    }


def categories() -> bytes:
    """English JSON, a bare list: the title is ``text``, the town is in ``categories``, the day in milliseconds."""
    return as_json([_category(rank, offer) for rank, offer in enumerate(OFFERS)])


def _category(rank: int, o: Offer) -> dict[str, Any]:
    text = f"{ONE} recrute. {o.missions}"
    return {
        "additional": "<div>Merci d'envoyer un CV à jour.</div>",
        "additionalPlain": "Merci d'envoyer un CV à jour.",
        "categories": {
            "commitment": o.english_contract,
            "department": "Operations",
            "location": o.city,
            "team": "Plant",
            "allLocations": [o.city],
        },
        "createdAt": int(at(o).timestamp() * 1000),
        "descriptionPlain": text,
        "description": f"<div>{text}</div>",
        "id": f"c0ffee{rank}0-1234-4bcd-9ef0-{rank}234567890ab",
        "lists": [{"text": "Votre profil", "content": f"<li>{o.profile}</li>"}],
        "text": o.title,
        "country": "FR",
        "workplaceType": "onsite",
        "hostedUrl": f"https://jobs.lever.co/vernoux/c0ffee{rank}0",
        "applyUrl": f"https://jobs.lever.co/vernoux/c0ffee{rank}0/apply",
    }


def boards() -> bytes:
    """English JSON under ``jobs``: HTML escaped once more in ``content``, town under ``location.name``."""
    jobs = [
        {
            "absolute_url": f"https://boards.greenhouse.io/vernoux/jobs/{4000 + rank}",
            "data_compliance": [{"type": "gdpr", "requires_consent": False, "retention_period": None}],
            "internal_job_id": 9000 + rank,
            "location": {"name": f"{o.city}, {o.region}, France"},
            "metadata": [
                {"id": 1, "name": "Employment Type", "value": o.english_contract, "value_type": "single_select"}
            ],
            "id": 4000 + rank,
            "updated_at": "2026-02-27T10:00:00-05:00",
            "requisition_id": f"R{rank}9",
            "title": o.title,
            "company_name": o.employer,
            "first_published": at(o).isoformat(),
            "content": escape(o.missions_html + o.profile_html),
            "departments": [{"id": 3, "name": "Industrie", "child_ids": [], "parent_id": None}],
            "offices": [{"id": 8, "name": "Siège", "location": "Lyon, France", "child_ids": [], "parent_id": None}],
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"jobs": jobs, "meta": {"total": len(jobs)}})


def aggregator() -> bytes:
    """English XML of an aggregator: run-together tags in CDATA, RFC 2822 dates, the publisher above."""
    jobs = "".join(
        "<job>"
        + tag("title", o.title, True)
        + tag("date", format_datetime(at(o)), True)
        + tag("referencenumber", o.key, True)
        + tag("requisitionid", f"q{rank}", True)
        + tag("url", o.url, True)
        + tag("company", o.employer, True)
        + tag("sourcename", "Diffuseur Exemple", True)
        + tag("city", o.city, True)
        + tag("state", o.region, True)
        + tag("country", "FR", True)
        + tag("postalcode", o.postcode, True)
        + tag("email", "rh@embauche-exemple.fr", True)
        + tag("description", o.missions_html + o.profile_html, True)
        + tag("salary", o.pay, True)
        + tag("jobtype", o.english_contract, True)
        + tag("category", "Industrie", True)
        + tag("experience", "2 ans", True)
        + "</job>"
        for rank, o in enumerate(OFFERS)
    )
    head = (
        tag("publisher", "Diffuseur Exemple")
        + tag("publisherurl", "https://www.embauche-exemple.fr")
        + tag("lastBuildDate", "Fri, 27 Feb 2026 06:00:00 GMT")
    )
    return as_xml("source", head + jobs)


def report() -> bytes:
    """XML report of a large HR suite: a namespace prefix on every tag, descriptors in attributes."""
    rows = "".join(
        "<wd:Report_Entry>"
        + tag("wd:Job_Requisition_ID", f"R-00{rank}17")
        + tag("wd:Job_Posting_Title", o.title)
        + f'<wd:Company wd:Descriptor="{escape(o.employer)}"><wd:ID wd:type="WID">a{rank}b</wd:ID></wd:Company>'
        + tag("wd:Job_Description", o.missions_html + o.profile_html)
        + tag("wd:Primary_Location", f"{o.city} ({o.postcode[:2]})")
        + tag("wd:Worker_Sub_Type", o.contract)
        + tag("wd:Time_Type", "Temps plein")
        + tag("wd:Job_Posting_Start_Date", f"{o.published.isoformat()}-08:00")
        + tag("wd:Job_Posting_End_Date", "2026-12-31-08:00")
        + tag("wd:External_Posting_URL", o.url)
        + tag("wd:Hiring_Manager", "Camille Exemple")
        + "</wd:Report_Entry>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml('wd:Report_Data xmlns:wd="urn:com.example/report"', rows)


def careers() -> bytes:
    """French software, JSON under ``list``: the title is ``label``, days in seconds, texts apart."""
    jobs = [
        {
            "id": 51000 + rank,
            "token": f"tok{rank}x7",
            "dateCreation": int(at(o).timestamp()) - 86_400,
            "dateFirstPublish": int(at(o).timestamp()),
            "dateLastPublish": int(at(o).timestamp()) + 864_000,
            "label": o.title,
            "profile": "TECHNICAL",
            "currentStatus": "PUBLISHED",
            "contract": o.contract,
            "contractLength": 12,
            "fullTime": True,
            "workHours": 35,
            "country": "FR",
            "city": o.city,
            "postalCode": o.postcode,
            "lat": str(o.lat),
            "lng": str(o.lon),
            "recruiterId": 12,
            "who": "Camille Exemple",
            "logo": "https://cdn.exemple.fr/logo.png",
            "companyLabel": o.employer,
            "tags": ["usine"],
            "url": o.url,
            "urlApplying": o.url + "/apply",
            "jobDescription": o.missions_html,
            "profileDescription": o.profile_html,
            "companyDescription": f"<p>{o.about_employer}</p>",
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"page": 0, "pageSize": 100, "listSize": 6, "hasMore": False, "list": jobs})


def capitals() -> bytes:
    """French XML with capital tags, days as dd/mm/yyyy, contacts that must stay where they are."""
    ads = "".join(
        f'<ANNONCE NUM="{rank}">'
        + tag("REFERENCE", o.key)
        + tag("DATE_MISE_EN_LIGNE", o.published.strftime("%d/%m/%Y"))
        + tag("DATE_FIN", "31/12/2026")
        + tag("INTITULE", o.title)
        + tag("NOM_SOCIETE", o.employer)
        + tag("PRESENTATION_SOCIETE", o.about_employer)
        + tag("DESCRIPTIF_POSTE", o.missions, True)
        + tag("PROFIL_RECHERCHE", o.profile, True)
        + tag("TYPE_CONTRAT", o.contract)
        + tag("SALAIRE", o.pay)
        + tag("CP", o.postcode)
        + tag("VILLE", o.city.upper())
        + tag("PAYS", "FRANCE")
        + tag("CONTACT_NOM", "Exemple Camille")
        + tag("CONTACT_EMAIL", "c.exemple@embauche-exemple.fr")
        + tag("URL_POSTULER", o.url)
        + "</ANNONCE>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml("ANNONCES", ads)


def vacancies() -> bytes:
    """French software, XML in English tags: address parts under ``address``, mission and profile apart."""
    rows = "".join(
        f'<vacancy id="{rank + 300}"><slug>{rank}-poste</slug>'
        + tag("title", o.title)
        + tag("created_at", at(o).isoformat())
        + tag("updated_at", "2026-02-28T08:00:00Z")
        + tag("contract_type", o.contract)
        + f"<company>{tag('name', o.employer)}{tag('siret', o.siret)}{tag('logo', 'https://cdn.exemple.fr/l.png')}</company>"
        + f"<address>{tag('street', o.street)}{tag('locality', o.city)}{tag('postal_code', o.postcode)}{tag('country', 'France')}</address>"
        + tag("description", f"<p>{o.about_employer}</p>" if rank < 0 else "")
        + tag("mission", o.missions_html, True)
        + tag("profile", o.profile_html, True)
        + tag("apply_url", o.url)
        + "</vacancy>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml("vacancies", rows)


def syndicated() -> bytes:
    """RSS whose offers speak a namespace of their own; the text is cut in ``description``, whole in ``content``."""
    items = "".join(
        "<item>"
        + tag("title", o.title, True)
        + tag("link", o.url)
        + tag("guid", f"https://www.embauche-exemple.fr/?p={rank}", isPermaLink="false")
        + tag("pubDate", format_datetime(at(o)))
        + tag("dc:creator", "Camille Exemple", True)
        + tag("description", o.missions[:80] + "…", True)
        + tag("content:encoded", o.missions_html + o.profile_html, True)
        + tag("emploi:lieu", f"{o.city} ({o.postcode[:2]})")
        + tag("emploi:contrat", o.contract)
        + tag("emploi:societe", o.employer)
        + "</item>"
        for rank, o in enumerate(OFFERS)
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:emploi="https://exemple.fr/ns"'
    channel = f"<channel>{tag('title', 'Nos offres')}{tag('link', 'https://www.embauche-exemple.fr')}{tag('description', 'Les emplois')}{items}</channel>"
    return as_xml(f'rss version="2.0" {names}', channel)


def atom() -> bytes:
    """Atom: the link is an attribute, the town a category, the author of the feed the only employer."""
    entries = "".join(
        "<entry>"
        + tag("id", f"urn:uuid:60a76c80-d399-11d9-b93C-0003939e0a{rank}f")
        + tag("title", o.title)
        + f'<link rel="alternate" href="{escape(o.url)}"/>'
        + tag("published", at(o).isoformat())
        + tag("updated", "2026-02-28T18:30:02Z")
        + tag("summary", o.missions[:60])
        + tag("content", o.missions_html + o.profile_html, type="html")
        + tag("location", f"{o.postcode} {o.city}")
        + "</entry>"
        for rank, o in enumerate(OFFERS)
    )
    head = (
        tag("title", "Offres d'emploi")
        + "<author><name>Camille Exemple</name></author>"
        + tag("company", ONE)
        + tag("updated", "2026-02-28T18:30:02Z")
    )
    return as_xml('feed xmlns="http://www.w3.org/2005/Atom"', head + entries)


def semicolons() -> bytes:
    """CSV as a spreadsheet writes it in France: semicolons, Windows-1252, line breaks inside cells."""
    names = "N° offre;Date de dépôt;Poste proposé;Établissement recruteur;Missions confiées;Profil attendu;Nature du contrat;Ville d'affectation;CP ville;Rémunération brute;Lien vers l'offre;Interlocuteur"
    rows = [
        [
            o.key,
            o.published.strftime("%d/%m/%Y"),
            o.title,
            o.employer,
            o.missions,
            o.profile,
            o.contract,
            o.city,
            o.postcode,
            o.pay,
            o.url,
            "Camille Exemple",
        ]
        for o in OFFERS
    ]
    lines = [names, *(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)]
    return "\r\n".join(lines).replace("€", "EUR").encode("cp1252")


def workbook() -> bytes:
    """A workbook with three title lines above its header, real dates, and columns nobody asked for."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Offres d'alternance du territoire"])
    sheet.append(["Extraction du 28/02/2026"])
    sheet.append([])
    sheet.append(
        [
            "Réf.",
            "Offre publiée le",
            "Intitulé de l'offre",
            "Entreprise d'accueil",
            "SIRET",
            "Descriptif",
            "Lieu de l'emploi",
            "Code postal",
            "Type de contrat",
            "Niveau d'études",
            "Statut",
            "URL",
        ]
    )
    for o in OFFERS:
        sheet.append(
            [
                o.key,
                o.published,
                o.title,
                o.employer,
                int(o.siret),
                f"{o.missions}\n{o.profile}",
                o.city,
                int(o.postcode),
                o.contract,
                "Bac+2",
                "En ligne",
                o.url,
            ]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def dictionary() -> bytes:
    """JSON where offers are the members of an object, by their key."""
    offers = {
        f"offre_{o.key}": {
            "intitule": o.title,
            "entreprise": {
                "denomination": o.employer,
                "effectif": "50-99",
                "adresse": {"ville": "Paris", "cp": "75008"},
            },
            "lieu": {
                "ville": o.city,
                "cp": o.postcode,
                "departement": {"code": o.postcode[:2], "libelle": o.departement},
            },
            "descriptif": {"missions": o.missions, "profil": o.profile},
            "contrat": {"type": o.contract, "debut": o.starts.isoformat(), "duree": "12 mois"},
            "dates": {"publication": at(o).isoformat(), "expiration": "2026-12-31T00:00:00Z"},
            "lien": o.url,
        }
        for o in OFFERS
    }
    return as_json({"version": 2, "offres": offers})


def nested_api() -> bytes:
    """JSON:API: everything under ``attributes``, links apart, employer as an included label."""
    rows = [
        {
            "type": "job-offers",
            "id": str(rank + 1),
            "attributes": {
                "public-title": o.title,
                "body": o.missions_html,
                "requirements": o.profile_html,
                "published-at": at(o).isoformat(),
                "archived-at": None,
                "employment-type": o.english_contract,
                "work-address": {"locality": o.city, "post-code": o.postcode, "country-code": "FR"},
                "organization": o.employer,
                "salary-from": 2000,
                "salary-to": 2500,
                "salary-currency": "EUR",
            },
            "links": {"self": f"https://api.exemple.fr/v1/jobs/{rank + 1}", "public-page": o.url},
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"data": rows, "links": {"next": None}, "meta": {"record-count": 6}})


def attributes() -> bytes:
    """XML that keeps nearly everything in attributes."""
    rows = "".join(
        f'<offre reference="{o.key}" datePublication="{o.published.isoformat()}" intitule="{escape(o.title)}" typeContrat="{escape(o.contract)}">'
        + f'<employeur raisonSociale="{escape(o.employer)}" siret="{o.siret}"/>'
        + f'<localisation commune="{escape(o.city)}" codePostal="{o.postcode}" codeInsee="{o.postcode[:2]}001"/>'
        + tag("texte", o.missions)
        + tag("profil", o.profile)
        + f'<lien url="{escape(o.url)}"/></offre>'
        for o in OFFERS
    )
    return as_xml('export date="2026-02-28"', f"<offres>{rows}</offres>")


def titled_parts() -> bytes:
    """JSON of a board for apprentices: prefixed names, the text as a list of titled parts, a whole address."""
    rows = [
        {
            "jobId": f"j{rank}",
            "jobTitle": o.title,
            "jobCompany": o.employer,
            "jobPublicationDateTime": at(o).strftime("%Y-%m-%d %H:%M:%S"),
            "jobUpdateDateTime": "2026-02-28 10:00:00",
            "jobContractType": o.contract,
            "jobContent": [
                {"heading": "Vos missions", "paragraph": o.missions},
                {"heading": "Votre profil", "paragraph": o.profile},
            ],
            "jobAddress": f"{o.street}, {o.postcode} {o.city}",
            "jobLink": o.url,
            "jobLogo": "https://cdn.exemple.fr/l.png",
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"status": "ok", "result": {"jobs": rows}})


def lines() -> bytes:
    """JSON lines of a crawler: loose English names, the town inside a sentence-like label, the domain of the employer."""
    rows = [
        {
            "_id": {"$oid": f"65f0c0ffee{rank}a"},
            "position": o.title,
            "organization": {"name": o.employer, "website": "https://www.exemple.fr"},
            "locations": [
                {"locality": o.city, "zip": o.postcode, "region": o.region},
                {"locality": "Lyon", "zip": "69003", "region": "Auvergne-Rhône-Alpes"},
            ],
            "text": f"{o.missions}\n{o.profile}",
            "posted": o.published.isoformat(),
            "scraped_at": "2026-03-01T02:00:00Z",
            "source_url": o.url,
            "employment": o.english_contract,
        }
        for rank, o in enumerate(OFFERS)
    ]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def tabs() -> bytes:
    """Tab separated, English headers of a partner export, the department next to the place."""
    names = [
        "job_ref",
        "job_name",
        "client",
        "place_of_work",
        "county",
        "job_details",
        "candidate_profile",
        "kind_of_contract",
        "online_since",
        "link",
    ]
    rows = [
        [
            o.key,
            o.title,
            o.employer,
            o.city,
            o.departement,
            o.missions.replace("\n", " "),
            o.profile,
            o.english_contract,
            o.published.strftime("%d.%m.%Y"),
            o.url,
        ]
        for o in OFFERS
    ]
    return "\n".join("\t".join(row) for row in [names, *rows]).encode()


def territory() -> bytes:
    """XML of a public authority: camel-case French, the employer's service, coordinates together, one offer of each kind."""
    rows = "".join(
        "<OffreEmploi>"
        + tag("idOffre", 900 + rank)
        + tag("libellePoste", o.title)
        + tag("collectivite", o.employer)
        + tag("service", "Direction technique")
        + tag("resume", o.missions[:70])
        + tag("descriptionPoste", o.missions)
        + tag("profilDemande", o.profile)
        + tag("lieuTravail", f"{o.city.upper()} - {o.postcode}")
        + tag("coordonneesGps", f"{o.lat},{o.lon}")
        + tag("datePublicationOffre", o.published.strftime("%d/%m/%Y %H:%M"))
        + tag("dateLimiteCandidature", "15/12/2026")
        + tag("datePrisePoste", o.starts.strftime("%d/%m/%Y"))
        + tag("typeEmploi", o.contract)
        + tag("urlOffre", o.url)
        + "</OffreEmploi>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml("ListeOffres", f"<Entete>{tag('Emetteur', 'Portail exemple')}</Entete><Offres>{rows}</Offres>")


STYLES = {
    "sections": Style("sections.json", sections),
    "categories": Style("categories.json", categories, employer=ONE),
    "boards": Style("boards.json", boards),
    "aggregator": Style("aggregator.xml", aggregator),
    "report": Style("report.xml", report),
    "careers": Style("careers.json", careers),
    "capitals": Style("capitals.xml", capitals),
    "vacancies": Style("vacancies.xml", vacancies),
    "syndicated": Style("syndicated.rss", syndicated),
    "atom": Style("offers.atom", atom, employer=ONE),
    "semicolons": Style("semicolons.csv", semicolons),
    "workbook": Style("workbook.xlsx", workbook),
    "dictionary": Style("dictionary.json", dictionary),
    "nested_api": Style("nested_api.json", nested_api),
    "attributes": Style("attributes.xml", attributes),
    "titled_parts": Style("titled_parts.json", titled_parts),
    "lines": Style("lines.jsonl", lines),
    "tabs": Style("tabs.tsv", tabs),
    "territory": Style("territory.xml", territory),
}
