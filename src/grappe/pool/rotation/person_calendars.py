"""One apprentice's rotation as an iCalendar file: the same rotation gives the same bytes, whenever it is written."""

import hashlib
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from grappe.pool.rotation.readings import Visit
from grappe.pool.rotation.things import Apprentice, RotationProblem


def person_calendar(problem: RotationProblem, person: Apprentice, visits: list[Visit]) -> bytes:
    """An all-day event for each block, with host and mentor; identifiers depend on apprentice and block alone.

    The stamp that the format asks for is the first day of the training, since nothing here reads a clock.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Grappe//rotation//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", person.name or person.apprentice)
    blocks = {block.block: block for block in problem.blocks}
    names = {company.company: company.name or company.company for company in problem.companies}
    stamp = datetime.combine(problem.blocks[0].start, time(), UTC)
    for visit in visits:
        for name in visit.blocks:
            event = Event()
            event.add("uid", _uid(person.apprentice, name))
            event.add("dtstamp", stamp)
            event.add("summary", f"{names[visit.host]} ({name})")
            event.add("description", f"Maître d'apprentissage : {visit.mentor}")
            event.add("dtstart", blocks[name].start)
            event.add("dtend", blocks[name].end + timedelta(days=1))
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _uid(apprentice: str, block: str) -> str:
    digest = hashlib.sha256(f"{apprentice}\x00{block}".encode()).hexdigest()[:32]
    return f"{digest}@rotation.grappe"
