"""The papers of the group itself: letter to a member that joins, notice to the labour inspectorate, time sheet."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pyarrow as pa

from grappe.pool.money import JobPrice
from grappe.pool.papers.blocks import Facts, Grid, Heading, JobPaper, Paragraph, Signatures
from grappe.pool.papers.calendars import month_hours, month_rows
from grappe.pool.papers.parties import Group, JobFile, MemberCard
from grappe.pool.timetable import halfday_name

_NOTICE_DAYS = 30


def membership_letter(file: JobFile, member: str) -> JobPaper:
    """The letter by which a member asks to join, with what joint liability means."""
    say, card = file.say, file.card(member)
    title = say(f"Adhésion au groupement d'employeurs : {card.name}", f"Joining the group of employers: {card.name}")
    blocks = (
        Paragraph(
            say(
                f"{card.name} demande à adhérer à {file.group.name} pour utiliser l'emploi partagé "
                f"n° {file.job.number}.",
                f"{card.name} asks to join {file.group.name} to use shared job no. {file.job.number}.",
            )
        ),
        Paragraph(
            say(
                "Les membres sont solidairement responsables des dettes du groupement envers les salariés et les "
                "organismes de cotisations obligatoires ; les statuts peuvent répartir cette responsabilité selon des "
                "critères objectifs (L1253-8).",
                "Members are jointly liable for what the group owes its employees and for mandatory contributions; the "
                "statutes may split this by objective criteria (L1253-8).",
            )
        ),
        Paragraph(
            say(
                "Le comité social et économique est informé de l'adhésion (L1253-7).",
                "The works council is told of the membership (L1253-7).",
            )
        ),
        Signatures((card.name, file.group.name)),
    )
    return JobPaper(f"lettre-adhesion-{_slug(member)}", title, file.day, file.language, blocks)


def _slug(member: str) -> str:
    """A member's name as the name of a file holds it."""
    return re.sub(r"[^a-z0-9]+", "-", member.lower()).strip("-") or "membre"


def authority_notice(group: Group, members: Sequence[MemberCard], *, day: date, language: str = "fr") -> JobPaper:
    """The notice of D1253-1 to the labour inspectorate, with the register of members (D1253-3)."""
    english = language.startswith("en")
    rows = tuple(
        (card.name, card.address, card.siret, card.activity, card.headcount, card.agreement) for card in members
    )
    head = ("Name", "Address", "SIRET", "Activity", "Headcount", "Agreement")
    head = head if english else ("Nom", "Adresse", "SIRET", "Activité", "Effectif", "Convention")
    due = day + timedelta(days=_NOTICE_DAYS)
    title = (
        "Notice to the labour inspectorate (D1253-1)" if english else "Information de l'inspection du travail (D1253-1)"
    )
    facts = (
        ("Group" if english else "Groupement", group.name),
        ("Seat" if english else "Siège", group.seat or "…"),
        ("Form" if english else "Forme", group.form or "…"),
        ("Officers" if english else "Dirigeants", ", ".join(group.officers) or "…"),
        ("Agreement" if english else "Convention collective choisie", group.agreement or "…"),
        ("To be sent by" if english else "À envoyer avant le", f"{due:%d/%m/%Y}"),
    )
    joined = "Statutes to be joined." if english else "Statuts à joindre."
    caption = "Register of members" if english else "Registre des membres"
    blocks = (Facts(facts), Heading(caption), Grid(caption, head, rows), Paragraph(joined), Signatures((group.name,)))
    return JobPaper("information-d1253-1", title, day, language, blocks)


def time_sheet(file: JobFile, month: int) -> JobPaper:
    """The half-days of a month, to be confirmed by each user."""
    say = file.say
    rows = tuple(
        (
            f"{worked.day:%d/%m/%Y}",
            halfday_name(worked.halfday).said(file.language),
            file.card(worked.member).name,
            f"{worked.hours:g}",
        )
        for worked in month_rows(file.problem, file.job, file.year, month)
    )
    head = (say("Date", "Date"), say("Demi-journée", "Half-day"), say("Utilisateur", "User"), say("Heures", "Hours"))
    totals = month_hours(file.problem, file.job, file.year, month)
    facts = tuple((file.card(member).name, f"{hours:g} h") for member, hours in totals.items())
    title = say(f"Relevé d'heures {month:02d}/{file.year}", f"Time sheet {month:02d}/{file.year}")
    signed = Signatures(tuple(file.card(member).name for member in totals))
    grid = Grid(say("Demi-journées du mois", "Half-days of the month"), head, rows)
    return JobPaper(f"releve-{file.year}-{month:02d}", title, file.day, file.language, (grid, Facts(facts), signed))


def invoice_table(price: JobPrice, hours: Mapping[str, float], *, year: int, month: int) -> pa.Table:
    """One row per member and month: hours confirmed, rate, amount, in euros without and with VAT at 20 %."""
    rows = []
    for user in price.users:
        held = round(hours.get(user.member, 0.0), 2)
        amount = round(held * user.rate, 2)
        rows.append((price.job, user.member, f"{year}-{month:02d}", held, user.rate, amount, round(amount * 1.2, 2)))
    names = ("job", "member", "month", "hours", "rate", "amount", "amount_with_vat")
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})
