"""What the tripartite hosting agreement must say (R6223-11: eleven mentions), and how hosts share the cost."""

from collections import defaultdict
from typing import Any

from grappe.pool.rotation.readings import Visit, visits
from grappe.pool.rotation.rotations import Rotation
from grappe.pool.rotation.things import RotationProblem

#: The eleven mentions of R6223-11, in its order.
MENTIONS = (
    "diploma",
    "hosting_duration",
    "tasks",
    "hours_and_place",
    "employer_mentor",
    "host_mentor",
    "how_the_host_informs_the_employer",
    "liaison_with_the_cfa",
    "sharing_of_charges_and_pay",
    "transport_and_lodging",
    "host_insurance",
)


def hosting_agreements(problem: RotationProblem, rotation: Rotation) -> list[dict[str, Any]]:
    """One agreement for each apprentice and host other than the main company, mentions filled from the rotation.

    A mention that the rotation does not know is ``None`` and is listed under ``to_fill``. To be sent to the CFA
    (R6223-12).
    """
    found = []
    seen = visits(problem, rotation)
    for person in problem.apprentices:
        main = rotation.mains.get(person.apprentice, person.main)
        mine = [visit for visit in seen if visit.apprentice == person.apprentice]
        for host in dict.fromkeys(visit.host for visit in mine if visit.host != main):
            there = [visit for visit in mine if visit.host == host]
            mentions = _mentions(problem, main, there, mine)
            to_fill = [name for name in MENTIONS if mentions[name] is None]
            found.append(
                {
                    "apprentice": person.apprentice,
                    "employer": person.employer or main,
                    "host": host,
                    "article": "R6223-11",
                    "mentions": mentions,
                    "to_fill": to_fill,
                }
            )
    return found


def _mentions(problem: RotationProblem, main: str, there: list[Visit], mine: list[Visit]) -> dict[str, Any]:
    host = problem.company(there[0].host)
    whole = sum(visit.days for visit in mine)
    days = sum(visit.days for visit in there)
    mentors = {mentor.mentor: mentor for mentor in host.mentors}
    named = list(dict.fromkeys(visit.mentor for visit in there))
    known: dict[str, Any] = {
        "diploma": problem.diploma,
        "hosting_duration": [
            {"from": visit.start.isoformat(), "to": visit.end.isoformat(), "days": visit.days} for visit in there
        ],
        "tasks": sorted(host.skills) or None,
        "hours_and_place": {"place": host.name or host.company, "days": days},
        "employer_mentor": next((visit.mentor for visit in mine if visit.host == main), None),
        "host_mentor": [{"mentor": name, "qualified": mentors[name].qualified} for name in named if name in mentors],
        "sharing_of_charges_and_pay": {"days": days, "share_of_company_days": round(days / whole, 4)},
    }
    return {name: known.get(name) for name in MENTIONS}


def cost_shares(problem: RotationProblem, rotation: Rotation) -> list[dict[str, Any]]:
    """Company days that each company hosts, their share of all, and the share it ordered (``None``: none)."""
    spent: dict[str, int] = defaultdict(int)
    place = {block.block: at for at, block in enumerate(problem.blocks)}
    days = {person.apprentice: person.days for person in problem.apprentices}
    for stay in rotation.stays:
        spent[stay.host] += days[stay.apprentice][place[stay.block]]
    whole = sum(spent.values())
    return [
        {
            "company": company.company,
            "days": spent[company.company],
            "share": round(spent[company.company] / whole, 6) if whole else 0.0,
            "ordered": company.share,
        }
        for company in problem.companies
    ]
