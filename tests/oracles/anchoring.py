"""The figures of a dossier, computed again from the facts by plain loops that share nothing with the room."""

from datetime import date
from statistics import median


def in_year(facts, first):
    return [f for f in facts if date(first, 9, 1) <= f.day <= date(first + 1, 8, 31)]


def over(some, every):
    return some / every if every else None


def amount(facts):
    return sum(f.quantity or 0 for f in facts)


def anchoring(facts, first, territories):
    """Part → value for one school year."""
    year = in_year(facts, first)
    found = {}
    taught = [f for f in year if f.kind in ("teaching", "intervention")]
    outside = [f for f in taught if f.details.get("employer", "company") != "academic"]
    found["pro_share"] = over(amount(outside), amount(taught))
    found["pro_hours"], found["all_hours"] = amount(outside), amount(taught)
    found["member_share"] = over(amount([f for f in outside if f.member]), amount(taught))
    for unit in {f.details.get("unit_taught") for f in taught} - {None}:
        mine = [f for f in taught if f.details.get("unit_taught") == unit]
        found[f"unit:{unit}"] = over(amount([f for f in mine if f in outside]), amount(mine))
    boards = [f for f in year if f.kind == "council"]
    found["council_ext"] = over(number(boards, "external"), number(boards, "members"))
    told = [f for f in boards if f.details.get("present")]
    found["attendance"] = over(number(told, "present"), number(told, "members"))
    found["decisions"] = number(boards, "decisions")
    found |= interns(facts, first, territories)
    enrolled = [f for f in year if f.kind == "enrolment"]
    found["app_share"] = over(number(enrolled, "apprentices"), amount(enrolled))
    contracts = [f for f in year if f.kind == "apprenticeship"]
    found["contracts"] = len(contracts)
    found["hosts_sme"] = share(contracts, lambda f: f.details.get("size") == "sme")
    found["hosts_territory"] = share(contracts, lambda f: f.territory in territories)
    found["retention"] = share([f for f in contracts if f.details.get("hired")], lambda f: f.details["hired"] == "yes")
    found["broken"] = share([f for f in contracts if f.details.get("broken")], lambda f: f.details["broken"] == "yes")
    return found | partners(facts, first) | research(year) | outcomes(year, territories)


def interns(facts, first, territories):
    stays = [f for f in facts if f.kind == "internship" and f.day <= date(first + 1, 8, 31)]
    leaving = {f.details["student"] for f in stays} - {None}
    leaving = {s for s in leaving if max(f.day for f in stays if f.details["student"] == s) >= date(first, 9, 1)}
    stays = [f for f in stays if f.details["student"] in leaving]
    weeks = [amount([f for f in stays if f.details["student"] == s]) for s in leaving]
    part = lambda holds: over(amount([f for f in stays if holds(f)]), amount(stays))  # noqa: E731
    return {
        "intern_weeks": over(sum(weeks), len(weeks)),
        "weeks_min": min(weeks) if weeks else None,
        "weeks_enough": over(len([w for w in weeks if w >= 28]), len(weeks)),
        "in_company": part(lambda f: f.details.get("place") == "company"),
        "in_lab": part(lambda f: f.details.get("place") == "lab"),
        "in_sme": part(lambda f: f.details.get("size") == "sme"),
        "in_members": part(lambda f: f.member),
        "in_territory": part(lambda f: f.territory in territories),
        "abroad": part(lambda f: f.details.get("abroad") == "yes"),
    }


ACTIONS = {
    "intervention", "jury", "project", "internship", "apprenticeship", "research", "equipment", "tax", "visit",
    "working_group", "alumni_hire",
}  # fmt: skip


def partners(facts, first):
    acting = [f for f in in_year(facts, first) if f.kind in ACTIONS and f.partner]
    signed = {f.partner for f in facts if f.kind == "agreement" and f.partner and f.day <= date(first + 1, 8, 31)}
    names = {f.partner for f in acting}
    counts = [len([f for f in acting if f.partner == name]) for name in names]
    members = {f.partner for f in acting if f.member}
    kinds = {name: {f.kind for f in acting if f.partner == name and f.member} for name in members}
    return {
        "partner_active": over(len(signed & names), len(signed)),
        "agreements": len(signed),
        "concentration": sum((c / len(acting)) ** 2 for c in counts) if counts else None,
        "top_share": max(counts) / len(acting) if counts else None,
        "partners": len(names),
        "reciprocity": len([name for name in members if len(kinds[name]) > 1]),
        "acting_members": len(members),
    }


def research(year):
    found = [f for f in year if f.kind == "research"]
    of = lambda name: len([f for f in found if f.details.get("type") == name])  # noqa: E731
    return {
        "res_partner": len(found),
        "contracts_research": of("contract"),
        "cifre": of("cifre"),
        "chairs": of("chair"),
        "euros": amount(found),
        "euros_members": amount([f for f in found if f.member]),
    }


def outcomes(year, territories):
    found = {}
    surveys = [f for f in year if f.kind == "graduate_survey"]
    names = {"in_territory": "place", "in_sector": "place_in_sector", "in_members": "place_in_members"}
    for name, part in (names | {"cadre": "place_cadre", "permanent": "place_permanent"}).items():
        told = [f for f in surveys if f.details.get(name)]
        found[part] = over(number(told, name), amount(told))
    best = min(surveys, key=lambda f: (-float(f.details["respondents"]), f.fact), default=None)
    found["search_months"] = (
        float(best.details["search_months"]) if best and best.details.get("search_months") else None
    )
    changes = [f for f in year if f.kind == "programme_change"]
    lags = [(f.day - date.fromisoformat(f.details["need_recorded"])).days / 365.25 * 12 for f in changes]
    found["resp_time"] = median(lags) if lags else None
    found["resp_mean"] = over(sum(lags), len(lags))
    gaps = {}
    for f in sorted((f for f in year if f.kind == "gap_measure"), key=lambda f: (f.day, f.fact)):
        gaps[f.programme] = f.quantity
    found["gap_cover"] = over(sum(gaps.values()), len(gaps))
    return found


def number(facts, name):
    return sum(float(f.details.get(name) or 0) for f in facts)


def share(facts, holds):
    return over(len([f for f in facts if holds(f)]), len(facts))
