"""From ``PROBLEM.json`` to a rotation problem: what is left out gets its default, what cannot be right is refused."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grappe.pool.rotation.blocks import blocks_of, company_days
from grappe.pool.rotation.distances import km_between
from grappe.pool.rotation.forms import ApprenticeForm, CompanyForm, DaysForm, MentorForm, ProblemForm
from grappe.pool.rotation.rules import RotationRules, rotation_profile, rotation_rules
from grappe.pool.rotation.things import Apprentice, Block, Company, Mentor, RotationProblem
from grappe.words import Refused, Rules, Sentence, Where


def read_rotation(path: Path, *, profile: Rules | None = None) -> RotationProblem:
    """The problem of a file; ``profile`` takes the place of the one it names. Raises ``Refused``."""
    try:
        document = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise Refused(Sentence("fichier introuvable", "file not found"), where=Where(file=str(path))) from error
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        said = Sentence(f"ce n'est pas du JSON lisible ({error})", f"this is no readable JSON ({error})")
        raise Refused(said, where=Where(file=path.name)) from error
    return rotation_of(document, folder=path.parent, profile=profile, file=path.name)


def rotation_of(
    document: Mapping[str, Any], *, folder: Path, profile: Rules | None = None, file: str | None = None
) -> RotationProblem:
    """The problem of a document; files that it names lie in ``folder``. Raises ``Refused`` with the place."""
    try:
        form = ProblemForm.model_validate(document)
    except ValidationError as error:
        raise _refused(error, file) from error
    blocks, remarks = blocks_of(form, folder, file)
    profile = profile or rotation_profile(_beside(form.rules, folder))
    rules = rotation_rules(profile, blocks[0].start)
    _distinct([str(entry.company) for entry in form.companies], "companies", file)
    _distinct([str(entry.apprentice) for entry in form.apprentices], "apprentices", file)
    companies = tuple(_company(entry, form, blocks, rules) for entry in form.companies)
    reader = _Apprentices(form, companies, blocks, rules=rules, file=file)
    targets = {(entry.skill, entry.year): entry.days for entry in form.targets}
    school = _site(form.school.lat, form.school.lon) if form.school else None
    return RotationProblem(
        apprentices=tuple(reader.read(entry) for entry in form.apprentices),
        companies=companies,
        blocks=blocks,
        rules=rules,
        profile=profile,
        targets=targets,
        school=school,
        diploma=form.diploma,
        diploma_level=form.diploma_level,
        remarks=remarks,
    )


def _beside(rules: str | dict[str, float], folder: Path) -> str | Path | dict[str, float]:
    if isinstance(rules, str) and rules.endswith(".toml"):
        return folder / rules
    return rules


def _refused(error: ValidationError, file: str | None) -> Refused:
    """The first fault, with its place as a path of keys."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "."
    value = first.get("input")
    shown = None if isinstance(value, dict | list) else str(value)
    count = error.error_count()
    more = Sentence(f" (et {count - 1} autre(s))", f" (and {count - 1} more)") if count > 1 else Sentence("", "")
    return Refused(
        Sentence(f"valeur refusée{more.fr} : {first['msg']}", f"value refused{more.en}: {first['msg']}"),
        hint=Sentence("voir docs/reference/rotation.schema.json", "see docs/reference/rotation.schema.json"),
        where=Where(file=file, column=place, value=shown),
    )


def _distinct(names: Iterable[str], column: str, file: str | None) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise Refused(
                Sentence("cet identifiant sert deux fois", "this identifier is used twice"),
                where=Where(file=file, column=column, value=name),
            )


def _site(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def _touched(stretches: Iterable[DaysForm], blocks: tuple[Block, ...]) -> frozenset[int]:
    """Places of the blocks with a day in some stretch."""
    return frozenset(
        place
        for days in stretches
        for place, block in enumerate(blocks)
        if days.from_ <= block.end and block.start <= days.to
    )


def _company(entry: CompanyForm, form: ProblemForm, blocks: tuple[Block, ...], rules: RotationRules) -> Company:
    name = str(entry.company)
    if isinstance(entry.mentors, list):
        mentors = tuple(_mentor(mentor, form, blocks, rules) for mentor in entry.mentors)
    else:
        count = 1 if entry.mentors is None else entry.mentors
        mentors = tuple(Mentor(f"{name}-{number}", None) for number in range(1, count + 1))
    return Company(
        company=name,
        mentors=() if entry.group else mentors,
        name=entry.name,
        site=_site(entry.lat, entry.lon),
        group=entry.group,
        places=entry.places,
        closed=_touched(entry.blackouts, blocks),
        skills={skill: round(100 * share) for skill, share in entry.skills.items()},
        share=entry.share,
    )


def _mentor(entry: MentorForm, form: ProblemForm, blocks: tuple[Block, ...], rules: RotationRules) -> Mentor:
    return Mentor(
        str(entry.mentor),
        qualified(entry, form.diploma_level, rules),
        entry.apprentices_max,
        _touched(entry.absences, blocks),
    )


def qualified(entry: MentorForm, level: int, rules: RotationRules) -> bool | None:
    """Whether a mentor may be one (R6223-22): a diploma in the field and a year of practice, or two years of practice.

    Internships and apprenticeship are no practice. ``None`` where nothing is said.
    """
    if entry.qualified is not None:
        return entry.qualified
    if entry.practice_months is None:
        return None
    practice = entry.practice_months - entry.internship_months
    held = bool(entry.diploma_in_field) and (entry.diploma_level or 0) >= level
    least = rules.mentor_practice_with_diploma if held else rules.mentor_practice_without_diploma
    return practice >= least


class _Apprentices:
    """Reads apprentices against the companies and blocks they name."""

    def __init__(
        self,
        form: ProblemForm,
        companies: tuple[Company, ...],
        blocks: tuple[Block, ...],
        *,
        rules: RotationRules,
        file: str | None,
    ) -> None:
        self._by_name = {company.company: company for company in companies}
        self._companies, self._blocks, self._rules, self._file = companies, blocks, rules, file
        self._holidays = frozenset(form.holidays)
        self._place = {block.block: place for place, block in enumerate(blocks)}

    def read(self, entry: ApprenticeForm) -> Apprentice:
        """An apprentice with the hosts considered and the company days of each block."""
        name = str(entry.apprentice)
        employer = self._known(entry.employer, name, "employer")
        main = self._known(entry.main, name, "main") if entry.main is not None else employer
        if main.group:
            raise self._fault(
                name,
                "main",
                main.company,
                Sentence(
                    "un groupement n'accueille pas : nommer l'adhérent principal (main)",
                    "a group hosts nobody: name the main member (main)",
                ),
            )
        home = _site(entry.lat, entry.lon) or main.site
        away = self._away(entry)
        days = company_days(self._blocks, entry.absences, self._holidays)
        pins = {self._block(block, name): self._known(host, name, "pins").company for block, host in entry.pins.items()}
        return Apprentice(
            apprentice=name,
            employer=employer.company,
            main=main.company,
            hosts=self._hosts(entry, main, home),
            days=days,
            name=entry.name,
            home=home,
            repeating=entry.repeating,
            pins=pins,
            away={place: away.get(place, "other") for place, count in enumerate(days) if not count},
        )

    def _away(self, entry: ApprenticeForm) -> dict[int, str]:
        return {place: absence.kind for absence in entry.absences for place in _touched([absence], self._blocks)}

    def _hosts(self, entry: ApprenticeForm, main: Company, home: tuple[float, float] | None) -> tuple[str, ...]:
        if entry.hosts is not None:
            named = [self._known(host, str(entry.apprentice), "hosts") for host in entry.hosts]
            return tuple(dict.fromkeys(company.company for company in named if company is not main))
        open_ = [company for company in self._companies if company is not main and self._may_host(company)]
        nearest = sorted(open_, key=lambda company: km_between(home, company.site))
        pinned = [self._by_name[str(host)].company for host in entry.pins.values() if str(host) != main.company]
        kept = [company.company for company in nearest[: self._rules.nearest_hosts]]
        return tuple(dict.fromkeys([*kept, *pinned]))

    @staticmethod
    def _may_host(company: Company) -> bool:
        return not company.group and any(mentor.qualified is not False for mentor in company.mentors)

    def _known(self, name: object, apprentice: str, column: str) -> Company:
        company = self._by_name.get(str(name))
        if company is None:
            said = Sentence("cette entreprise n'est pas dans le problème", "this company is not in the problem")
            raise self._fault(apprentice, column, str(name), said)
        return company

    def _block(self, block: str, apprentice: str) -> int:
        if block not in self._place:
            said = Sentence("cette période n'est pas dans le problème", "this block is not in the problem")
            raise self._fault(apprentice, "pins", block, said)
        return self._place[block]

    def _fault(self, apprentice: str, column: str, value: str, said: Sentence) -> Refused:
        return Refused(said, where=Where(file=self._file, column=f"apprentices.{apprentice}.{column}", value=value))
