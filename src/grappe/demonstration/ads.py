"""Job ads of three years, as objects of the France Travail API « Offres d'emploi » version 2."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from grappe.demonstration.draws import some, source, weighted
from grappe.demonstration.materials import material
from grappe.demonstration.terms import Terms, terms
from grappe.demonstration.things import Member, Town
from grappe.demonstration.titles import ad_title
from grappe.demonstration.trades import Sector, Trade, sought
from grappe.demonstration.wording import description

ADS = 3000
REPOSTED = 210
DAYS = 3 * 365
YEARLY_GROWTH = 1.12
SHARE_CODED = 0.6
SHARE_AGENCY = 0.15
SHARE_ANONYMOUS = 0.1
#: Kind of contract → weight among ads; agencies offer temporary work.
AD_CONTRACTS = {
    "cdi": 62.0,
    "cdd": 20.0,
    "apprenticeship": 9.0,
    "professionalisation": 3.0,
    "seasonal": 2.0,
    "internship": 4.0,
}
AGENCY_CONTRACTS = {"interim": 85.0, "cdi": 10.0, "cdd": 5.0}
#: Kind of contract → type, label and nature, as the API writes them.
WRITTEN = {
    "cdi": ("CDI", "Contrat à durée indéterminée", "Contrat travail"),
    "cdd": ("CDD", "Contrat à durée déterminée - {months} Mois", "Contrat travail"),
    "interim": ("MIS", "Mission intérimaire - {months} Mois", "Contrat travail"),
    "seasonal": ("SAI", "Contrat travail saisonnier - {months} Mois", "Contrat travail"),
    "apprenticeship": ("CDD", "Contrat à durée déterminée - 24 Mois", "Contrat apprentissage"),
    "professionalisation": ("CDD", "Contrat à durée déterminée - 12 Mois", "Cont. professionnalisation"),
    "internship": ("CDD", "Stage - {months} Mois", "Stage"),
}
UNITS = {"hour": "Horaire", "month": "Mensuel", "year": "Annuel"}


def published(
    seed: int, day: date, *, firms: Sequence[Member], activities: Sequence[Sector], known: Mapping[str, Trade]
) -> tuple[dict[str, Any], ...]:
    """The ads of the three years before ``day``, oldest first; some are posted again under another number."""
    rng = source(seed, "ads")
    by_naf = {sector.naf: sector for sector in activities}
    weights = [member.headcount**0.6 for member in firms]
    drawn: list[tuple[date, dict[str, Any]]] = []
    for on in _days(rng, day, ADS - REPOSTED):
        member = rng.choices(firms, weights)[0]
        trade = sought(rng, by_naf[member.naf], known, on=on, day=day)
        drawn.append((on, _ad(rng, member, trade, on=on, day=day)))
    drawn += [_again(rng, *rng.choice(drawn), day=day) for _ in range(REPOSTED)]
    drawn.sort(key=lambda pair: pair[0])
    return tuple(_numbered(rank, on, ad) for rank, (on, ad) in enumerate(drawn, start=1))


def _days(rng: Random, day: date, count: int) -> list[date]:
    """Days of publication: more in autumn and spring, fewer in August and at weekends, growing over the years."""
    season = material("ads")["season"]
    days = [day - timedelta(days=ago) for ago in range(1, DAYS + 1)]
    weights = [
        season[one.month - 1] * (0.1 if one.weekday() > 4 else 1.0) * YEARLY_GROWTH ** ((one - day).days / 365)
        for one in days
    ]
    return rng.choices(days, weights, k=count)


def _ad(rng: Random, member: Member, trade: Trade, *, on: date, day: date) -> dict[str, Any]:
    agency = rng.choice(material("cluster")["names"]["agencies"]) if rng.random() < SHARE_AGENCY else None
    offered = terms(rng, trade, AGENCY_CONTRACTS if agency else AD_CONTRACTS, pay_share=0.55)
    emerging = _emerging(rng, trade, 1 - (day - on).days / DAYS)
    ad: dict[str, Any] = {
        "intitule": ad_title(rng, trade, member.town),
        "description": description(rng, member, trade, offered=offered, agency=agency, emerging=emerging),
        "lieuTravail": _place(member.town),
        "entreprise": _employer(rng, member, agency),
        **_contract(rng, offered),
        **_conditions(rng, offered),
        "competences": _skills(rng, trade, emerging),
        "nombrePostes": weighted(rng, {1: 85.0, 2: 10.0, 3: 3.0, 5: 2.0}),
        "codeNAF": "78.20Z" if agency else member.naf,
    }
    if rng.random() < SHARE_CODED:
        title = trade.label
        ad |= {"romeCode": trade.code, "romeLibelle": title, "appellationlibelle": title}
    return ad


def _emerging(rng: Random, trade: Trade, progress: float) -> list[dict[str, Any]]:
    """The rising skills that this ad asks for; ``progress`` goes from 0, three years ago, to 1."""
    return [
        entry
        for entry in material("ads")["emerging"]
        if trade.code in entry["occupations"]
        and rng.random() < entry["first"] + (entry["last"] - entry["first"]) * progress**3
    ]


def _place(town: Town) -> dict[str, Any]:
    written = town.name.upper().replace("SAINT-", "ST ").replace("SAINTE-", "STE ").replace("-", " ")
    return {
        "libelle": f"{town.departement} - {written}",
        "latitude": town.lat,
        "longitude": town.lon,
        "commune": town.insee,
    }


def _employer(rng: Random, member: Member, agency: str | None) -> dict[str, Any]:
    if agency:
        return {"nom": agency, "entrepriseAdaptee": False}
    if rng.random() < SHARE_ANONYMOUS:
        return {"entrepriseAdaptee": False}
    named = {"nom": member.name, "entrepriseAdaptee": False}
    return named | {"siret": member.siret} if rng.random() < 0.5 else named


def _contract(rng: Random, offered: Terms) -> dict[str, Any]:
    kind, label, nature = WRITTEN[offered.contract]
    return {
        "typeContrat": kind,
        "typeContratLibelle": label.format(months=rng.choice([1, 3, 6, 9, 12])),
        "natureContrat": nature,
        "alternance": offered.contract in {"apprenticeship", "professionalisation"},
    }


def _conditions(rng: Random, offered: Terms) -> dict[str, Any]:
    beginner = offered.experience == "débutant accepté"
    hours = f"{int(offered.hours)}H{round(offered.hours % 1 * 60) or ''}"
    rhythm = weighted(rng, {"en journée": 7.0, "en 2x8": 2.0, "en horaires décalés": 1.0})
    return {
        "experienceExige": "D" if beginner else "E",
        "experienceLibelle": "Débutant accepté" if beginner else offered.experience,
        "formations": [{"niveauLibelle": offered.education, "exigence": "S"}],
        "salaire": _pay(offered),
        "dureeTravailLibelle": f"{hours} Travail {rhythm}",
        "dureeTravailLibelleConverti": "Temps plein" if offered.hours >= 35 else "Temps partiel",
        "accessibleTH": False,
    }


def _pay(offered: Terms) -> dict[str, str]:
    if offered.pay is None:
        return {"commentaire": "Selon profil"}
    low, high, unit = offered.pay
    written = f"{UNITS[unit]} de {low:.2f} Euros à {high:.2f} Euros".replace(".", ",")
    return {"libelle": written if unit == "hour" else f"{written} sur 12 mois"}


def _skills(rng: Random, trade: Trade, emerging: list[dict[str, Any]]) -> list[dict[str, str]]:
    known = [*some(rng, trade.tasks, 2, 4), *some(rng, trade.knowledge, 0, 2)]
    named = [{"code": code, "libelle": label, "exigence": rng.choice("SE")} for code, label in known]
    return named + [{"libelle": entry["skill"], "exigence": "S"} for entry in emerging]


def _again(rng: Random, on: date, ad: dict[str, Any], *, day: date) -> tuple[date, dict[str, Any]]:
    """The same ad some weeks later: as it was, or with another cut of its title or a warmer first line."""
    later = min(on + timedelta(days=rng.randint(10, 50)), day - timedelta(days=1))
    again = dict(ad)
    change = rng.random()
    if change < 0.3:
        again["intitule"] = ad["intitule"].replace(" (H/F)", "").replace(" H/F", "") + " (H/F)"
    elif change < 0.5:
        again["description"] = f"Annonce toujours d'actualité !\n\n{ad['description']}"
    return later, again


def _numbered(rank: int, on: date, ad: dict[str, Any]) -> dict[str, Any]:
    """The ad with its number and its days; real numbers never look like these."""
    number = f"DEMO{rank:05d}"
    written = f"{on.isoformat()}T{8 + rank % 10:02d}:{rank * 7 % 60:02d}:00.000Z"
    return {
        "id": number,
        **ad,
        "dateCreation": written,
        "dateActualisation": written,
        "origineOffre": {"origine": "1", "urlOrigine": f"https://offres.example/{number}"},
    }
