"""An invented locker, drawn from a random source: to see a dossier before having facts, and to measure one of 2,000."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from grappe.evidence.frames import FACTS, RECOMMENDATIONS
from grappe.evidence.lockers import DOCUMENTS, PROFILE, digest
from grappe.evidence.things import Fact
from grappe.tables import write_file
from grappe.words import Kind, Refused, SchoolYear, Sentence, Where

Draw = Callable[[Random], dict[str, object]]
PARTNERS = tuple(
    (f"{first} {second}", member)
    for first, member in (
        ("Ateliers", True),
        ("Mécanique", True),
        ("Fonderie", False),
        ("Systèmes", True),
        ("Bureau", False),
    )
    for second in ("des Rives", "du Val", "du Plateau", "de l'Étang")
)
TERRITORIES = ("Rives", "Plateau", "ailleurs")
UNITS = ("Mécanique", "Automatique", "Projet", "Économie")
PROFILE_TEXT = """# Profil du dossier : tout est fictif. Profile of the dossier: everything is invented.
school = "École fictive d'ingénieurs des Rives"
programme = "Mécatronique par apprentissage"
cluster = "Grappe fictive Rives"
edition = "cti-2025"
first_year = {first}
last_year = {last}
territories = ["Rives", "Plateau"]
audit = {audit}

[heading."1.1"]
strengths = "Le conseil de perfectionnement réunit chaque année la moitié d'entreprises."
weaknesses = "Les conventions sont peu nombreuses hors du territoire."
"""


def _teaching(source: Random) -> dict[str, object]:
    employer = source.choice(("academic", "academic", "academic", "company"))
    return {
        "quantity": source.randrange(8, 49, 4),
        "details": f"employer={employer}; unit_taught={source.choice(UNITS)}",
    }


def _internship(source: Random) -> dict[str, object]:
    place, size = source.choice(("company", "company", "company", "lab")), source.choice(("sme", "large"))
    abroad, student = source.choice(("yes", "no", "no")), source.randrange(1, 60)
    details = f"student=E{student:02d}; place={place}; size={size}; abroad={abroad}"
    return {"quantity": source.randrange(8, 27), "details": details}


def _apprenticeship(source: Random) -> dict[str, object]:
    hired, broken = source.choice(("yes", "no", "")), source.choice(("no", "no", "no", "yes"))
    return {
        "details": f"size={source.choice(('sme', 'large'))}; hired={hired}; broken={broken}".replace("hired=; ", "")
    }


def _council(source: Random) -> dict[str, object]:
    return {"details": f"external={source.randrange(5, 9)}; members=14; present={source.randrange(9, 15)}; decisions=3"}


def _survey(source: Random) -> dict[str, object]:
    return {
        "quantity": 60,
        "details": f"respondents=72; in_territory={source.randrange(20, 41)}; in_sector={source.randrange(20, 41)}; "
        f"in_members={source.randrange(5, 20)}; cadre=55; permanent=50; search_months=1.5",
    }


DRAWS: dict[str, tuple[int, Draw]] = {
    "teaching": (30, _teaching),
    "intervention": (12, lambda source: {"quantity": source.randrange(2, 13, 2)}),
    "internship": (30, _internship),
    "apprenticeship": (10, _apprenticeship),
    "council": (2, _council),
    "enrolment": (2, lambda source: {"quantity": 60, "details": f"apprentices={source.randrange(20, 31)}"}),
    "agreement": (3, lambda _source: {}),
    "jury": (4, lambda source: {"quantity": source.randrange(2, 9)}),
    "project": (5, lambda _source: {"details": "students=5"}),
    "visit": (4, lambda _source: {}),
    "research": (
        3,
        lambda source: {"quantity": 20_000, "details": f"type={source.choice(('contract', 'cifre', 'chair'))}"},
    ),
    "equipment": (2, lambda source: {"quantity": source.randrange(1_000, 9_000, 500)}),
    "working_group": (2, lambda _source: {}),
    "need_letter": (
        5,
        lambda source: {"quantity": source.randrange(1, 5), "details": "profile=technicien de maintenance"},
    ),
    "graduate_survey": (1, _survey),
    "gap_measure": (1, lambda source: {"quantity": source.randrange(50, 90) / 100}),
    "programme_change": (1, lambda _source: {}),
}
#: Kinds that come once a year at least, whatever the number of facts.
YEARLY = ("council", "enrolment", "graduate_survey", "gap_measure", "programme_change", "working_group", "agreement")


def example_rows(source: Random, day: date, facts: int) -> list[dict[str, object]]:
    """``facts`` invented rows over the five school years before that of ``day``, as ``FACTS`` has them."""
    last = SchoolYear.of(day).first - 1
    kinds = [(kind, year) for year in range(last - 4, last + 1) for kind in YEARLY]
    weights = [weight for weight, _draw in DRAWS.values()]
    while len(kinds) < facts:
        kinds.append((source.choices(list(DRAWS), weights)[0], source.randrange(last - 4, last + 1)))
    return [_row(source, rank, kind, SchoolYear(year)) for rank, (kind, year) in enumerate(kinds[:facts], 1)]


def write_example(folder: Path, source: Random, *, day: date, facts: int = 300) -> None:
    """Writes an invented locker: profile, facts, recommendations, documents. Raises ``Refused`` for a folder in use."""
    if (folder / PROFILE).exists():
        raise Refused(
            Sentence("ce dossier contient déjà un casier", "this folder holds a locker already"),
            kind=Kind.CALL,
            where=Where(file=str(folder)),
        )
    (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    rows = example_rows(source, day, facts)
    for row in rows[:20]:
        name = f"{row['fact']}.txt"
        (folder / DOCUMENTS / name).write_text(f"{row['title']}, {row['date']}. Document fictif.\n", "utf-8")
        row |= {"document": name, "sha256": digest(folder / DOCUMENTS / name)}
    last = SchoolYear.of(day).first - 1
    text = PROFILE_TEXT.format(first=last - 4, last=last, audit=date(day.year + 1, 3, 1).isoformat())
    (folder / PROFILE).write_text(text, "utf-8")
    write_file(FACTS.from_rows(rows), folder / "facts.csv")
    write_file(RECOMMENDATIONS.from_rows(_recommendations(rows, day)), folder / "recommendations.csv")


def write_empty(folder: Path, *, day: date) -> None:
    """Writes a locker without facts, to be filled. Raises ``Refused`` for a folder in use."""
    write_example(folder, Random(0), day=day, facts=0)
    write_file(RECOMMENDATIONS.empty(), folder / "recommendations.csv")


def _row(source: Random, rank: int, kind: str, year: SchoolYear) -> dict[str, object]:
    when = year.period.start + timedelta(days=source.randrange(year.period.days))
    partner, member = source.choice(PARTNERS)
    drawn = DRAWS[kind][1](source)
    if kind == "internship":
        drawn["details"] = str(drawn["details"]).replace("student=E", f"student=E{year.first}-")
    if kind == "programme_change":
        drawn = {"details": f"need_recorded={when - timedelta(days=source.randrange(90, 700))}"}
    outside = kind not in ("council", "enrolment", "graduate_survey", "gap_measure", "programme_change")
    academic = "employer=academic" in str(drawn.get("details"))
    return {
        "fact": f"F{rank:04d}",
        "date": when,
        "kind": kind,
        "title": f"{kind.replace('_', ' ').capitalize()} {rank}",
        "criteria": "cti-2016:B.1" if kind == "agreement" else "",
        "partner": partner if outside and not academic else None,
        "member": member if outside and not academic else None,
        "territory": source.choice(TERRITORIES),
        "confidentiality": source.choice(("public", "auditor", "auditor", "secret")),
        "validator": source.choice(("direction des études", "direction des études", None)),
    } | drawn


def _recommendations(rows: list[dict[str, object]], day: date) -> list[dict[str, object]]:
    councils = [str(row["fact"]) for row in rows if row["kind"] == "council"]
    audit = date(day.year - 4, 3, 12)
    return [
        {
            "number": "1",
            "audit": audit,
            "text": "Associer davantage les entreprises au conseil de perfectionnement",
            "action": "Deux sièges de plus pour des adhérents",
            "state": "done",
            "facts": ";".join(councils[:2]),
        },
        {
            "number": "2",
            "audit": audit,
            "text": "Suivre l'insertion à trente mois",
            "state": "open",
            "due": date(day.year, 6, 30),
        },
    ]


def facts_of(rows: list[dict[str, object]], day: date) -> tuple[Fact, ...]:
    """The facts of invented rows, as a file of them would be read."""
    from grappe.evidence.cells import text_of
    from grappe.evidence.reading import a_fact

    return tuple(a_fact({name: text_of(value) for name, value in row.items()}, day) for row in rows)
