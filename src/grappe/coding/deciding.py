"""Whether a title is coded at once, reviewed by a person, or not coded.

A title is coded at once only where it *is* a title of the reference: the same words in any gender, number, case,
accents and order, once what ads say beside the job is taken out, and words that name no job (see ``equivalents``).
Likeness alone never decides.
"""

from collections.abc import Sequence

from grappe.coding.candidates import Candidate
from grappe.coding.confidence import LEAST_SCORE
from grappe.coding.equivalents import general
from grappe.coding.normaliser import Normalised, signature
from grappe.coding.search_space import SearchSpace
from grappe.words import Sentence


def decide(title: Normalised, found: Sequence[Candidate], *, space: SearchSpace) -> tuple[str, Sentence | None]:
    """``auto``, ``review`` or ``none``, and what explains it where the reasons do not."""
    if found and found[0].recalled and found[0].recalled.settled:
        return "auto", None
    if not any(candidate.recalled or _likeness(candidate) >= LEAST_SCORE for candidate in found):
        return "none", None
    jobs = several_jobs(title, space)
    if len(jobs) > 1:
        listed = ", ".join(jobs)
        return "review", Sentence(f"Plusieurs métiers : {listed}.", f"Several occupations: {listed}.")
    if general(title):
        return "review", Sentence(
            "Ces mots seuls ne nomment pas un métier : à préciser.", "These words alone name no trade: to be specified."
        )
    same = [candidate for candidate in found if candidate.same or candidate.equivalent]
    if len(same) > 1:
        codes = ", ".join(candidate.code for candidate in same)
        return "review", Sentence(f"Le même intitulé mène à {codes}.", f"The same title leads to {codes}.")
    if same:
        return "auto", None
    return "review", None


def _likeness(candidate: Candidate) -> float:
    """Likeness of the nearest reference alone, where the ranking gives it."""
    return candidate.score if candidate.likeness is None else candidate.likeness


def several_jobs(title: Normalised, space: SearchSpace) -> tuple[str, ...]:
    """The jobs that a slash or *ou* sets side by side, where at least two are titles of different codes."""
    if len(title.jobs) < 2 or space.same.get(signature(title.full_key)):
        return ()
    known = {job: frozenset(space.same.get(signature(job), ())) for job in title.jobs}
    named = [job for job in title.jobs if known[job]]
    return tuple(named) if len({known[job] for job in named}) > 1 else ()
