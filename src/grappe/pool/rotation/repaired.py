"""The problem that is left when a company drops out."""

from dataclasses import replace

from grappe.pool.rotation.things import Apprentice, RotationProblem
from grappe.words import Kind, Refused, Sentence, Where


def without_company(problem: RotationProblem, name: str) -> RotationProblem:
    """The same problem where a company neither hosts nor employs; whoever it employed has no main company yet.

    Raises ``Refused`` for a company that is not in the problem.
    """
    if name not in {company.company for company in problem.companies}:
        said = Sentence("cette entreprise n'est pas dans le problème", "this company is not in the problem")
        raise Refused(said, kind=Kind.CALL, where=Where(column="--without", value=name))
    companies = tuple(
        replace(company, mentors=(), places=0, skills={}) if company.company == name else company
        for company in problem.companies
    )
    apprentices = tuple(_without(apprentice, name) for apprentice in problem.apprentices)
    return replace(problem, companies=companies, apprentices=apprentices)


def _without(apprentice: Apprentice, name: str) -> Apprentice:
    return replace(
        apprentice,
        main="" if apprentice.main == name else apprentice.main,
        hosts=tuple(host for host in apprentice.hosts if host != name),
        pins={block: host for block, host in apprentice.pins.items() if host != name},
    )
