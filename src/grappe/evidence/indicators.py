"""The eleven indicators of industrial and territorial anchoring, year by year, each down to its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grappe.evidence.lockers import years
from grappe.evidence.measures import MEASURES, Measured, Year
from grappe.evidence.things import Fact, Locker, Profile
from grappe.words import SchoolYear, Sentence

#: Part → label and unit (share | h | weeks | months | EUR | count | index).
PARTS: Mapping[str, tuple[Sentence, str]] = {
    "pro_share": (Sentence("Part enseignée par des professionnels", "Share taught by professionals"), "share"),
    "pro_hours": (Sentence("dont heures de professionnels", "hours by professionals"), "h"),
    "all_hours": (Sentence("heures en présence", "face-to-face hours"), "h"),
    "member_share": (Sentence("par des adhérents de la grappe", "by members of the cluster"), "share"),
    "council_ext": (Sentence("Membres extérieurs du conseil", "External members of the board"), "share"),
    "attendance": (Sentence("assiduité", "attendance"), "share"),
    "decisions": (Sentence("décisions tracées", "decisions traced"), "count"),
    "intern_weeks": (Sentence("Semaines de stage par sortant", "Weeks of internship per leaver"), "weeks"),
    "weeks_min": (Sentence("minimum", "minimum"), "weeks"),
    "weeks_enough": (Sentence("sortants à 28 semaines ou plus", "leavers with 28 weeks or more"), "share"),
    "in_company": (Sentence("semaines en entreprise", "weeks in companies"), "share"),
    "in_lab": (Sentence("semaines en laboratoire", "weeks in laboratories"), "share"),
    "in_sme": (Sentence("semaines en PME", "weeks in SMEs"), "share"),
    "in_members": (Sentence("semaines chez des adhérents", "weeks with members"), "share"),
    "in_territory": (Sentence("semaines dans le territoire", "weeks in the territory"), "share"),
    "abroad": (Sentence("semaines à l'étranger", "weeks abroad"), "share"),
    "app_share": (Sentence("Part d'apprentis", "Share of apprentices"), "share"),
    "contracts": (Sentence("contrats", "contracts"), "count"),
    "hosts_sme": (Sentence("chez une PME", "with an SME"), "share"),
    "hosts_territory": (Sentence("dans le territoire", "in the territory"), "share"),
    "retention": (Sentence("embauchés par leur hôte", "hired by their host"), "share"),
    "broken": (Sentence("contrats rompus", "contracts broken"), "share"),
    "partner_active": (Sentence("Partenaires actifs", "Active partners"), "share"),
    "agreements": (Sentence("partenaires sous convention", "partners under agreement"), "count"),
    "res_partner": (Sentence("Recherche partenariale", "Research with partners"), "count"),
    "contracts_research": (Sentence("contrats de recherche", "research contracts"), "count"),
    "cifre": (Sentence("thèses CIFRE", "CIFRE theses"), "count"),
    "chairs": (Sentence("chaires", "chairs"), "count"),
    "euros": (Sentence("montants", "amounts"), "EUR"),
    "euros_members": (Sentence("montants avec des adhérents", "amounts with members"), "EUR"),
    "place": (Sentence("Diplômés en emploi dans le territoire", "Graduates employed in the territory"), "share"),
    "place_in_sector": (Sentence("dans le secteur de la grappe", "in the cluster's sector"), "share"),
    "place_in_members": (Sentence("chez des adhérents", "with members"), "share"),
    "place_cadre": (Sentence("cadres", "executives"), "share"),
    "place_permanent": (Sentence("en CDI", "on permanent contracts"), "share"),
    "search_months": (Sentence("durée médiane de recherche", "median search time"), "months"),
    "resp_time": (Sentence("Délai du besoin au vote", "Time from need to vote"), "months"),
    "resp_mean": (Sentence("délai moyen", "mean time"), "months"),
    "gap_cover": (Sentence("Besoins couverts par la formation", "Needs covered by the programme"), "share"),
    "concentration": (Sentence("Concentration des partenaires (HHI)", "Concentration of partners (HHI)"), "index"),
    "top_share": (Sentence("part du premier partenaire", "share of the first partner"), "share"),
    "partners": (Sentence("partenaires en action", "acting partners"), "count"),
    "reciprocity": (Sentence("Adhérents à deux formes d'action ou plus", "Members with two kinds of action"), "count"),
    "acting_members": (Sentence("adhérents en action", "acting members"), "count"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one school year, and the facts it is made of. ``value`` is ``None`` where no fact allows it."""

    year: SchoolYear
    value: float | None
    n: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an indicator through the years; the first part of an indicator is the indicator itself."""

    key: str
    label: Sentence
    unit: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the eleven, with its parts. ``number`` is its place in the list, from 1."""

    number: int
    key: str
    parts: tuple[Part, ...]

    @property
    def label(self) -> Sentence:
        """Its name."""
        return self.parts[0].label

    @property
    def n(self) -> int:
        """What it rests on over all the years."""
        return sum(figure.n for figure in self.parts[0].figures)


def indicators(locker: Locker) -> tuple[Indicator, ...]:
    """The eleven indicators over the school years of the locker's profile."""
    views = [_view(locker.facts, year, locker.profile) for year in years(locker.profile)]
    return tuple(_indicator(number, key, views) for number, key in enumerate(MEASURES, 1))


def label_of(part: str) -> Sentence:
    """The label of a part; a teaching unit is called by its name."""
    if part.startswith("unit:"):
        name = part.removeprefix("unit:")
        return Sentence(f"unité {name}", f"unit {name}")
    return PARTS[part][0]


def _view(facts: Iterable[Fact], year: SchoolYear, profile: Profile) -> Year:
    so_far = tuple(fact for fact in facts if fact.day < year.period.end)
    return Year(year, tuple(fact for fact in so_far if fact.day in year.period), so_far, profile.territories)


def _indicator(number: int, key: str, views: list[Year]) -> Indicator:
    by_year = [{measured.part: measured for measured in MEASURES[key](view)} for view in views]
    parts = list(dict.fromkeys(part for measured in by_year for part in measured))
    nothing = Measured("", None, 0, ())
    found = []
    for part in parts:
        each = [(view.year, measured.get(part, nothing)) for view, measured in zip(views, by_year, strict=True)]
        figures = tuple(Figure(year, measured.value, measured.n, measured.facts) for year, measured in each)
        found.append(Part(part, label_of(part), "share" if part.startswith("unit:") else PARTS[part][1], figures))
    return Indicator(number, key, tuple(found))
