"""Which mentor of the host follows whom: the same one as long as it can be, never more than the rules allow."""

from grappe.pool.rotation.arrays import Arrays, Hosts
from grappe.pool.rotation.things import Company, Mentor


def mentors_of(arrays: Arrays, hosts: Hosts) -> dict[tuple[int, int], str]:
    """The mentor of each (apprentice, block) of a lawful plan.

    Block by block: who had a mentor there keeps them where they can, the others take the one with the fewest
    apprentices. Repeaters come last, since only they may be one more.
    """
    given: dict[tuple[int, int], str] = {}
    last: dict[tuple[int, int], str] = {}
    for block in range(arrays.blocks):
        for host in sorted({int(at) for at in hosts[:, block] if at >= 0}):
            here = [person for person in range(len(hosts)) if hosts[person, block] == host]
            for person, mentor in _shared_out(arrays, (host, block), here, last).items():
                given[person, block] = last[person, host] = mentor
    return given


def _shared_out(
    arrays: Arrays, cell: tuple[int, int], here: list[int], last: dict[tuple[int, int], str]
) -> dict[int, str]:
    host, block = cell
    people, rules = arrays.problem.apprentices, arrays.problem.rules
    company = arrays.problem.companies[host]
    able = _able(company, block)
    room = {mentor.mentor: rules.apprentices_of_a_mentor if mentor.most is None else mentor.most for mentor in able}
    extra = {mentor.mentor: rules.repeaters_of_a_mentor if mentor.most is None else 0 for mentor in able}
    chosen: dict[int, str] = {}
    order = sorted(here, key=lambda at: (people[at].repeating, (at, host) not in last, at))
    for person in order:
        known = last.get((person, host))
        free = [name for name in room if room[name] > 0]
        if not free and people[person].repeating:
            free = [name for name in extra if extra[name] > 0]
            chosen[person] = _preferred(free, known, extra)
            extra[chosen[person]] -= 1
            continue
        chosen[person] = _preferred(free or list(room), known, room)
        room[chosen[person]] -= 1
    return chosen


def _preferred(free: list[str], known: str | None, room: dict[str, int]) -> str:
    return known if known in free else max(free, key=lambda name: (room[name], -free.index(name)))


def _able(company: Company, block: int) -> list[Mentor]:
    """Mentors who may have somebody in a block; those whose qualification is said come first."""
    able = [mentor for mentor in company.mentors if mentor.qualified is not False and block not in mentor.absent]
    return sorted(able, key=lambda mentor: mentor.qualified is not True)
