"""The whole fictional cluster, drawn from a seed over the installed releases."""

from datetime import date

from grappe.demonstration.ads import published
from grappe.demonstration.people import accounts, fictional_cluster, members, schools
from grappe.demonstration.surveys import answers, surveyed
from grappe.demonstration.territory import territory
from grappe.demonstration.things import Demonstration
from grappe.demonstration.trades import sectors, trades
from grappe.references import Release


def demonstrate(seed: int, *, day: date, rome: Release, places: Release) -> Demonstration:
    """A fictional mechatronics cluster: members, schools, three years of needs and ads up to ``day``.

    The same seed, day and releases give the same cluster. Raises ``Refused`` (missing) where the releases do not cover
    its occupations or its towns.
    """
    land, known = territory(places), trades(rome)
    activities = sectors(known)
    cluster, firms = fictional_cluster(land), members(seed, land, activities)
    all_schools, sites = schools(seed, land)
    needs = surveyed(seed, day, firms=firms, activities=activities, known=known)
    return Demonstration(
        seed=seed,
        day=day,
        cluster=cluster,
        members=firms,
        schools=all_schools,
        sites=sites,
        needs_table=needs,
        ads=published(seed, day, firms=firms, activities=activities, known=known),
        accounts=accounts(cluster, answers(needs), firms),
        releases=(str(rome), str(places)),
    )
