"""Which half-day goes to which need, week by week: a matching of half-days to what each need wants."""

from collections.abc import Sequence

from grappe.pool.lawful import year_of
from grappe.pool.plans import Job
from grappe.pool.problem import PoolProblem
from grappe.pool.things import HALFDAYS, PartNeed
from grappe.words import Sentence


def timetable(job: Job, problem: PoolProblem | None = None) -> list[tuple[int, int, str]]:
    """Week (1 to 52), half-day (1 to 12) and need of everything one person does in a year, in this order.

    Equal weeks are worked alike. Under the legal rules of ``problem``, the half-days are those with least travel that
    leave the rest that is due.
    """
    if problem is not None and problem.rules.legal is not None:
        return _least_travel(job, problem)
    known: dict[tuple[int, ...], list[tuple[int, str]]] = {}
    rows = []
    for week, wanted in enumerate(zip(*(need.weeks for need in job.needs), strict=True)):
        if wanted not in known:
            known[wanted] = sorted(_one_week(job.needs, wanted))
        rows += [(week + 1, halfday + 1, need) for halfday, need in known[wanted]]
    return rows


def clash(needs: Sequence[PartNeed]) -> Sentence | None:
    """Why some week of ``needs`` finds no half-day for one of them, ``None`` when every week fits."""
    for week, wanted in enumerate(zip(*(need.weeks for need in needs), strict=True), 1):
        owner: dict[int, int] = {}
        for place in sorted(range(len(needs)), key=lambda at: (sum(needs[at].halfdays), at)):
            for _halfday in range(wanted[place]):
                if not _augmented(needs, place, owner, set()):
                    return _told(needs, place, owner, week)
    return None


_DAYS = (
    Sentence("lundi", "Monday"),
    Sentence("mardi", "Tuesday"),
    Sentence("mercredi", "Wednesday"),
    Sentence("jeudi", "Thursday"),
    Sentence("vendredi", "Friday"),
    Sentence("samedi", "Saturday"),
)
_HALVES = (Sentence("matin", "morning"), Sentence("après-midi", "afternoon"))


def halfday_name(halfday: int) -> Sentence:
    """The name of a half-day, 1 (Monday morning) to 12 (Saturday afternoon)."""
    day, half = _DAYS[(halfday - 1) // 2], _HALVES[(halfday - 1) % 2]
    return Sentence(f"{day.fr} {half.fr}", f"{day.en} {half.en}")


def _told(needs: Sequence[PartNeed], place: int, owner: dict[int, int], week: int) -> Sentence:
    """Who holds the half-days that a need could have had."""
    held = [at for at in range(HALFDAYS) if needs[place].halfdays[at] and owner.get(at, place) != place]
    others = sorted({needs[owner[at]].need for at in held})
    names = [halfday_name(at + 1) for at in held[:3]]
    fr, en = (", ".join(name.said(language) for name in names) for language in ("fr", "en"))
    return Sentence(
        f"semaine {week} : {needs[place].need} et {', '.join(others)} demandent la même demi-journée ({fr})",
        f"week {week}: {needs[place].need} and {', '.join(others)} ask for the same half-day ({en})",
    )


def _least_travel(job: Job, problem: PoolProblem) -> list[tuple[int, int, str]]:
    year = year_of(problem, [problem.place_of(need.need) for need in job.needs])
    if year is None:
        raise AssertionError(f"the half-days of job {job.number} do not fit though it was found lawful")
    return [
        (week, halfday + 1, job.needs[place].need)
        for week, worked in enumerate(year.weeks, 1)
        for halfday, place in worked.given
    ]


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
