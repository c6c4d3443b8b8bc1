"""How dated facts become figures that can be explained."""

from datetime import date

from grappe.evidence import Fact, Locker, Profile, dossier, figures_of, indicators, place, read_edition

PROFILE = Profile("École des Hauts", "Mécatronique", 2025, 2025, territories=("Hauts",))


def taught(name: str, hours: float, employer: str, **more: object) -> Fact:
    details = {"employer": employer}
    return Fact(name, date(2026, 3, 2), "teaching", "Cours", quantity=hours, details=details, **more)  # type: ignore[arg-type]


def test_a_quarter_of_the_hours_is_taught_by_professionals_and_the_figure_names_its_facts() -> None:
    facts = (taught("A", 18, "academic"), taught("B", 6, "company", member=True))
    (part, *_others) = indicators(Locker(PROFILE, facts))[0].parts
    (figure,) = part.figures
    assert (figure.value, figure.n, figure.facts) == (0.25, 2, ("A", "B"))


def test_what_no_fact_allows_is_unknown_not_zero() -> None:
    assert all(
        figure.value is None
        for indicator in indicators(Locker(PROFILE, (taught("A", 18, "academic"),)))
        for figure in indicator.parts[0].figures
        if indicator.key in ("council_ext", "intern_weeks", "app_share", "place", "resp_time", "gap_cover")
    )


def test_the_speed_of_adaptation_counts_a_leap_day() -> None:
    change = Fact(
        "V",
        date(2028, 3, 1),
        "programme_change",
        "Module voté",
        details={"need_recorded": date(2027, 3, 1).isoformat()},
    )
    profile = Profile("École", "Formation", 2027, 2027)
    (figure,) = (
        next(each for each in indicators(Locker(profile, (change,))) if each.key == "resp_time").parts[0].figures
    )
    assert figure.value is not None
    assert round(figure.value, 3) == round(366 / (365.25 / 12), 3)


def test_a_criterion_of_an_older_edition_finds_its_heading() -> None:
    fact = Fact("A", date(2026, 3, 2), "agreement", "Convention", criteria=("cti-2016:B.1",), partner="Atelier")
    assert place(fact, read_edition("cti-2025")).renamed == (("cti-2016:B.1", "1.1"),)


def test_a_dossier_prints_nothing_that_cannot_be_traced() -> None:
    made = dossier(Locker(PROFILE, (taught("A", 18, "academic"),)), read_edition("cti-2025"), day=date(2026, 11, 24))
    assert all(set(figure.facts) <= {"A"} for figure in figures_of(made))
