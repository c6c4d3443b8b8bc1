# ruff: noqa: E501
"""More invented feeds, written after the mapper worked on the first ones: what it met for the first time."""

from email.utils import format_datetime

from tests.unit.needs.invented_feeds import ONE, Style, as_json, as_xml, at, tag
from tests.unit.needs.invented_offers import OFFERS


def partner() -> bytes:
    """JSON of a public aggregator: everything in small objects, contract as a list, address as one text."""
    rows = [
        {
            "identifier": {"partner_label": "Exemple", "partner_job_id": o.key},
            "workplace": {
                "name": o.employer,
                "brand": None,
                "siret": o.siret,
                "location": {"address": f"{o.street} {o.postcode} {o.city}", "geopoint": {"type": "Point"}},
                "description": o.about_employer,
            },
            "apply": {"url": o.url, "phone": "0102030405"},
            "contract": {"start": o.starts.isoformat(), "duration": 12, "type": ["Apprentissage"], "remote": None},
            "offer": {
                "title": o.title,
                "description": o.missions,
                "desired_skills": [o.profile],
                "rome_codes": ["I1304"],
                "opening_count": 1,
                "publication": {"creation": at(o).isoformat(), "expiration": "2026-12-01T00:00:00Z"},
                "status": "Active",
            },
        }
        for o in OFFERS
    ]
    return as_json({"jobs": rows, "recruiters": [], "warnings": []})


def american() -> bytes:
    """XML of an old job board: long English tags, several levels, the company three steps down."""
    rows = "".join(
        f'<Job jobRefCode="{o.key}" jobAction="addOrUpdate"><RecruiterReference><UserName>demo</UserName></RecruiterReference>'
        f"<CompanyReference>{tag('CompanyXCode', 'x9')}{tag('CompanyName', o.employer)}</CompanyReference>"
        f"<JobInformation>{tag('JobTitle', o.title)}{tag('JobLevel', 'Experienced', monsterId='12')}{tag('JobType', o.english_contract)}"
        f"<PhysicalAddress>{tag('StreetAddress', o.street)}{tag('City', o.city)}{tag('State', o.region)}{tag('CountryCode', 'FR')}{tag('PostalCode', o.postcode)}</PhysicalAddress>"
        f"{tag('JobBody', o.missions_html + o.profile_html, True)}</JobInformation>"
        f"<JobPostings><JobPosting>{tag('ActiveDate', at(o).isoformat())}{tag('ExpirationDate', '2026-12-01')}{tag('ApplyOnlineURL', o.url)}</JobPosting></JobPostings></Job>"
        for o in OFFERS
    )
    return as_xml("Jobs", rows)


def abbreviations() -> bytes:
    """CSV with bars and the short names of a payroll program."""
    names = [
        "NUM_OFFRE",
        "LIB_POSTE",
        "DESC_POSTE",
        "PROFIL",
        "LIB_SOC",
        "LIB_VILLE",
        "COD_POST",
        "DT_PUBLI",
        "DT_DEB",
        "TYP_CTR",
        "URL_OFFRE",
        "NOM_CONTACT",
        "TEL_CONTACT",
    ]
    rows = [
        [
            o.key,
            o.title,
            o.missions.replace("\n", " "),
            o.profile,
            o.employer,
            o.city,
            o.postcode,
            o.published.strftime("%Y%m%d"),
            o.starts.strftime("%Y%m%d"),
            o.contract,
            o.url,
            "Exemple",
            "0102030405",
        ]
        for o in OFFERS
    ]
    return "\n".join("|".join(row) for row in [names, *rows]).encode()


def plugin() -> bytes:
    """RSS of a blog with a plug-in for jobs."""
    items = "".join(
        "<item>"
        + tag("title", o.title)
        + tag("link", o.url)
        + tag("pubDate", format_datetime(at(o)))
        + tag("dc:creator", "webmestre", True)
        + tag("guid", f"https://www.embauche-exemple.fr/?post_type=job_listing&p={rank}", isPermaLink="false")
        + tag("description", o.missions[:90] + " […]", True)
        + tag("content:encoded", o.missions_html + o.profile_html, True)
        + tag("job_listing:location", o.city, True)
        + tag("job_listing:job_type", o.contract, True)
        + tag("job_listing:company", o.employer, True)
        + "</item>"
        for rank, o in enumerate(OFFERS)
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:job_listing="https://exemple.fr/job_listing"'
    return as_xml(
        f'rss version="2.0" {names}',
        f"<channel>{tag('title', 'Blog')}{tag('lastBuildDate', 'Fri, 27 Feb 2026 06:00:00 GMT')}{items}</channel>",
    )


def career_site() -> bytes:
    """RSS of a firm's own career site: its name in the title of the channel and in its address only."""
    items = "".join(
        "<item>"
        + tag("title", o.title)
        + tag("description", f"<p>Rejoignez {ONE} !</p>" + o.missions_html + o.profile_html)
        + tag("pubDate", format_datetime(at(o)))
        + tag("link", f"https://carrieres.vernoux.fr/jobs/{rank}-poste")
        + tag("remoteStatus", "none")
        + tag("guid", f"8f3a{rank}-11")
        + f"<tt:locations><tt:location>{tag('tt:name', o.city)}{tag('tt:address', o.street)}{tag('tt:zip', o.postcode)}{tag('tt:city', o.city)}{tag('tt:country', 'France')}</tt:location></tt:locations>"
        + tag("tt:department", "Production")
        + tag("tt:role", "Usine")
        + "</item>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml(
        'rss version="2.0" xmlns:tt="https://exemple.fr/locations"',
        f"<channel>{tag('title', ONE)}{tag('link', 'https://carrieres.vernoux.fr')}{items}</channel>",
    )


def startup() -> bytes:
    """JSON of software for small firms: requirements apart, several dates with a zone, translations."""
    rows = [
        {
            "id": 1200 + rank,
            "slug": f"poste-{rank}",
            "position": rank,
            "status": "published",
            "title": o.title,
            "description": o.missions_html,
            "requirements": o.profile_html,
            "location": f"{o.city}, {o.departement}, France",
            "city": o.city,
            "state_code": "ARA",
            "country_code": "FR",
            "postal_code": o.postcode,
            "min_hours": 35,
            "max_hours": 35,
            "department": "Production",
            "category_code": "engineering",
            "employment_type_code": "fulltime_permanent",
            "experience_code": "mid_level",
            "education_code": "bachelor_degree",
            "created_at": "2025-12-01 08:00:00 UTC",
            "published_at": at(o).strftime("%Y-%m-%d %H:%M:%S UTC"),
            "updated_at": "2026-02-28 10:00:00 UTC",
            "close_at": None,
            "careers_url": o.url,
            "careers_apply_url": o.url + "/c/new",
            "company_name": o.employer,
            "mailbox_email": "job.x@recrutement.exemple.fr",
            "tags": [],
            "locations": [{"id": 4, "city": o.city, "country": "France"}],
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"offers": rows})


def suite() -> bytes:
    """XML of a suite of software: hyphenated tags, the town with its country, employer only as a legal entity."""
    rows = "".join(
        "<job>"
        + tag("ID", 700 + rank)
        + tag("Posted-Date", o.published.strftime("%m/%d/%Y") if o.published.day > 12 else o.published.isoformat())
        + tag("Job-Title", o.title)
        + tag("Job-Location", f"{o.city}, FR, {o.postcode}")
        + tag("Job-Description", o.missions_html + o.profile_html, True)
        + tag("legalEntity", o.employer)
        + tag("department", "Production")
        + tag("filter1", "Usine")
        + tag("URL", o.url)
        + tag("recruiterName", "Camille Exemple")
        + "</job>"
        for rank, o in enumerate(OFFERS)
    )
    return as_xml("jobs", rows)


def modern() -> bytes:
    """JSON of young software: both HTML and plain texts, the postal address inside two objects."""
    rows = [
        {
            "id": f"9c{rank}-uuid",
            "title": o.title,
            "department": "R&D",
            "team": "Plateforme",
            "employmentType": "FullTime",
            "location": f"{o.city} (FR)",
            "secondaryLocations": [],
            "shouldDisplayCompensationOnJobPostings": True,
            "publishedAt": at(o).isoformat(timespec="milliseconds"),
            "isListed": True,
            "isRemote": None,
            "address": {
                "postalAddress": {"addressRegion": o.region, "addressCountry": "France", "addressLocality": o.city}
            },
            "jobUrl": f"https://jobs.ashbyhq.com/vernoux/{rank}",
            "applyUrl": f"https://jobs.ashbyhq.com/vernoux/{rank}/application",
            "descriptionHtml": f"<h2>{ONE}</h2>" + o.missions_html + o.profile_html,
            "descriptionPlain": f"{ONE}\n{o.missions}\n{o.profile}",
        }
        for rank, o in enumerate(OFFERS)
    ]
    return as_json({"jobs": rows, "apiVersion": "1"})


def public_body() -> bytes:
    """XML of a hospital: French words with hyphens and accents, grade and service, the place in two fields."""
    rows = "".join(
        "<poste-à-pourvoir>"
        + tag("référence", o.key)
        + tag("libellé-poste", o.title)
        + tag("grade", "Technicien supérieur")
        + tag("établissement", o.employer)
        + tag("service", "Biomédical")
        + tag("site", o.city)
        + tag("code-postal-site", o.postcode)
        + tag("activités", o.missions)
        + tag("qualités-requises", o.profile)
        + tag("nature-contrat", o.contract)
        + tag("date-de-parution", o.published.strftime("%d/%m/%Y"))
        + tag("date-de-clôture", "30/11/2026")
        + tag("lien-annonce", o.url)
        + "</poste-à-pourvoir>"
        for o in OFFERS
    )
    return as_xml("bourse-emploi", rows)


def single() -> bytes:
    """JSON that holds one offer alone, under two objects."""
    o = OFFERS[2]
    return as_json(
        {
            "meta": {"generated": "2026-02-28"},
            "payload": {
                "offer": {
                    "ref": o.key,
                    "jobTitle": o.title,
                    "mission": o.missions,
                    "profile": o.profile,
                    "company": {"name": o.employer, "description": o.about_employer},
                    "workLocation": {"city": o.city, "zipCode": o.postcode},
                    "contractType": o.contract,
                    "publicationDate": o.published.isoformat(),
                    "link": o.url,
                }
            },
        }
    )


def schema_list() -> bytes:
    """XML that follows the names of a public vocabulary, wrapped in a list of its own."""
    rows = "".join(
        "<JobPosting>"
        + tag("name", o.title)
        + tag("datePosted", o.published.isoformat())
        + tag("validThrough", "2026-12-31")
        + tag("responsibilities", o.missions)
        + tag("qualifications", o.profile)
        + f"<hiringOrganization>{tag('legalName', o.employer)}{tag('sameAs', 'https://www.exemple.fr')}</hiringOrganization><jobLocation><address>{tag('streetAddress', o.street)}{tag('addressLocality', o.city)}{tag('postalCode', o.postcode)}{tag('addressCountry', 'FR')}</address></jobLocation>"
        + tag("employmentType", "FULL_TIME")
        + tag("url", o.url)
        + "</JobPosting>"
        for o in OFFERS
    )
    return as_xml("export", f"<list>{rows}</list>")


def english_table() -> bytes:
    """CSV of a network: quoted commas, English headers in capitals, a unique number that looks like a phone."""
    names = [
        "Vacancy Number",
        "Job Title",
        "Hiring Company",
        "Town",
        "Postcode",
        "Role Overview",
        "What you bring",
        "Contract",
        "Posted On",
        "Closing Date",
        "Job Page",
    ]
    rows = [
        [
            f"29995{rank}3187",
            o.title,
            o.employer,
            o.city,
            o.postcode,
            o.missions,
            o.profile,
            o.english_contract,
            format_datetime(at(o)),
            "2026-12-31",
            o.url,
        ]
        for rank, o in enumerate(OFFERS)
    ]
    return "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [names, *rows]).encode(
        "utf-8-sig"
    )


MORE = {
    "partner": Style("partner.json", partner),
    "american": Style("american.xml", american),
    "abbreviations": Style("abbreviations.csv", abbreviations),
    "plugin": Style("plugin.xml", plugin),
    "career_site": Style("career_site.rss", career_site, employer=ONE),
    "startup": Style("startup.json", startup),
    "suite": Style("suite.xml", suite),
    "modern": Style("modern.json", modern, employer=ONE),
    "public_body": Style("public_body.xml", public_body),
    "schema_list": Style("schema_list.xml", schema_list),
    "english_table": Style("english_table.csv", english_table),
}
