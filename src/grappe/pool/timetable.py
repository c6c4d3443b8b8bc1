"""Which half-day goes to which need, week by week: a matching of half-days to what each need wants."""

from collections.abc import Sequence

from grappe.pool.plans import Job
from grappe.pool.things import HALFDAYS, PartNeed


def timetable(job: Job) -> list[tuple[int, int, str]]:
    """Week (1 to 52), half-day (1 to 12) and need of everything one person does in a year, in this order.

    Equal weeks are worked alike.
    """
    known: dict[tuple[int, ...], list[tuple[int, str]]] = {}
    rows = []
    for week, wanted in enumerate(zip(*(need.weeks for need in job.needs), strict=True)):
        if wanted not in known:
            known[wanted] = sorted(_one_week(job.needs, wanted))
        rows += [(week + 1, halfday + 1, need) for halfday, need in known[wanted]]
    return rows


def _one_week(needs: Sequence[PartNeed], wanted: Sequence[int]) -> list[tuple[int, str]]:
    """Half-days of one week by need, by augmenting paths; the needs with the least choice come first."""
    owner: dict[int, int] = {}
    for place in sorted(range(len(needs)), key=lambda at: (sum(needs[at].halfdays), at)):
        for _halfday in range(wanted[place]):
            if not _augmented(needs, place, owner, set()):
                raise AssertionError(f"the half-days of {needs[place].need} do not fit a job that was found lawful")
    return [(halfday, needs[place].need) for halfday, place in owner.items()]


def _augmented(needs: Sequence[PartNeed], place: int, owner: dict[int, int], seen: set[int]) -> bool:
    """One more half-day for a need, moving others where that helps."""
    for halfday in range(HALFDAYS):
        if not needs[place].halfdays[halfday] or halfday in seen:
            continue
        seen.add(halfday)
        if halfday not in owner or (owner[halfday] != place and _augmented(needs, owner[halfday], owner, seen)):
            owner[halfday] = place
            return True
    return False
