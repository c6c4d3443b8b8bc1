"""The best small change by trying every set of changes: slow and obvious."""

from itertools import combinations

from grappe.teach import ImproveProblem


def best_worth(problem: ImproveProblem) -> float:
    """The most worth that any allowed set of changes has."""
    best = 0.0
    for size in range(len(problem.changes) + 1):
        for chosen in combinations(problem.changes, size):
            if allowed(problem, chosen):
                best = max(best, sum(change.worth for change in chosen))
    return best


def allowed(problem: ImproveProblem, chosen) -> bool:
    """Whether a set keeps the hours, the room of each course, one change for each need, and the number of courses."""
    courses = {change.course for change in chosen}
    inside = {course: sum(change.hours for change in chosen if change.course == course) for course in courses}
    return (
        sum(change.hours for change in chosen) <= problem.hours
        and all(hours <= problem.room.get(course, float("inf")) for course, hours in inside.items())
        and len({change.need for change in chosen}) == len(chosen)
        and (problem.courses is None or len(courses) <= problem.courses)
    )
