"""The papers of one shared job: sheet, price table, annex to the contract, assignment agreement."""

from grappe.pool.explaining import explain_job
from grappe.pool.papers.blocks import Block, Facts, Grid, Heading, JobPaper, Paragraph, Signatures
from grappe.pool.papers.calendars import week_grid, year_band
from grappe.pool.papers.parties import JobFile
from grappe.pool.rule_checks import job_checks

_RESULTS = {"pass": ("conforme", "pass"), "fail": ("non conforme", "fail"), "confirm": ("à confirmer", "to confirm")}


def job_sheet(file: JobFile) -> JobPaper:
    """The sheet of a shared job: users, calendar, why, and every rule with article, value and date."""
    job, say = file.job, file.say
    why: tuple[Block, ...] = tuple(
        Paragraph(sentence.said(file.language)) for sentence in explain_job(file.problem, job).why
    )
    title = say(f"Emploi partagé n° {job.number}", f"Shared job no. {job.number}")
    blocks: tuple[Block, ...] = (
        Facts(_facts(file)),
        _users(file),
        Heading(say("Pourquoi ces besoins ensemble", "Why these needs together")),
        *why,
        Heading(say("Calendrier", "Calendar")),
        week_grid(file),
        year_band(file),
        Heading(say("Règles vérifiées", "Rules checked")),
        _rules(file),
        _caution(file),
    )
    return JobPaper("fiche-emploi-partage", title, file.day, file.language, blocks)


def _with_names(file: JobFile, text: str) -> str:
    """A sentence with the names of members in place of what needs call them."""
    for need in file.job.needs:
        text = text.replace(f"({need.member})", f"({file.card(need.member).name})")
    return text


def price_table(file: JobFile) -> JobPaper:
    """The price of each user, and what else would cost."""
    say = file.say
    title = say(f"Prix de l'emploi partagé n° {file.job.number}", f"Price of shared job no. {file.job.number}")
    return JobPaper("tableau-des-prix", title, file.day, file.language, tuple(_prices(file)))


def contract_annex(file: JobFile) -> JobPaper:
    """The annex that L1253-9 asks for: users, places, pay, qualification, equal treatment."""
    say = file.say
    title = say("Annexe au contrat de travail (L1253-9)", "Annex to the employment contract (L1253-9)")
    blocks = (
        Paragraph(
            say(
                "Le contrat de travail est conclu avec le groupement d'employeurs. Cette annexe en fait partie ; elle "
                "est refaite quand un utilisateur s'ajoute.",
                "The contract is with the group of employers. This annex is part of it; it is issued again when a "
                "user is added.",
            )
        ),
        Facts(_contract_facts(file)),
        Heading(say("Utilisateurs et lieux de travail", "Users and places of work")),
        _users(file),
        Heading(say("Répartition des heures", "Distribution of hours")),
        week_grid(file),
        year_band(file),
        Heading(say("Égalité de traitement", "Equal treatment")),
        Paragraph(
            say(
                "Rémunération, intéressement, participation et épargne salariale : égalité avec les salariés de chaque "
                "entreprise utilisatrice. Convention collective appliquée : celle du groupement (L1253-10).",
                "Pay, profit-sharing and savings: equal to the employees of each user. Collective agreement: that of "
                "the group (L1253-10).",
            )
        ),
        _caution(file),
        Signatures((file.group.name, say("Le salarié", "The employee"))),
    )
    return JobPaper("annexe-l1253-9", title, file.day, file.language, blocks)


def _contract_facts(file: JobFile) -> tuple[tuple[str, str], ...]:
    """Employer, qualification and pay, then the facts of the job."""
    say, needs = file.say, file.job.needs
    occupations = ", ".join(sorted({need.occupation for need in needs}))
    gross = f"{file.price.gross:.2f} €" if file.price else say("à compléter", "to be completed")
    levels = ", ".join(sorted({need.level for need in needs if need.level})) or say("à compléter", "to complete")
    return (
        (say("Employeur", "Employer"), file.group.name),
        (say("Salarié", "Employee"), say("à compléter", "to be completed")),
        (say("Qualification", "Qualification"), f"{occupations}, {say('niveau', 'level')} {levels}"),
        (say("Salaire brut horaire", "Gross pay per hour"), gross),
        *_facts(file),
    )


def assignment_agreements(file: JobFile) -> list[JobPaper]:
    """One agreement of assignment for each user."""
    return [_agreement(file, place) for place in range(len(file.job.needs))]


def _agreement(file: JobFile, place: int) -> JobPaper:
    say, need = file.say, file.job.needs[place]
    card = file.card(need.member)
    rate = f"{file.price.users[place].rate:.2f} €" if file.price else say("à compléter", "to be completed")
    hours = need.year * file.problem.rules.hours_per_halfday
    title = say(f"Convention de mise à disposition : {card.name}", f"Assignment agreement: {card.name}")
    duties = say(
        "L'utilisateur répond de la durée du travail, du travail de nuit, du repos hebdomadaire et des jours fériés, "
        "de la santé et de la sécurité, du travail des jeunes (L1253-12). Il donne accès aux équipements collectifs "
        "(L1253-14). La surveillance de la santé revient au groupement (L1253-13). Le salarié figure à son registre du "
        "personnel, avec la mention du groupement.",
        "The user answers for working time, night work, weekly rest and holidays, health and safety, young workers "
        "(L1253-12). It gives access to shared facilities (L1253-14). Occupational health is the group's (L1253-13). "
        "The employee stands in its staff register, with the name of the group.",
    )
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (say("Groupement", "Group"), file.group.name),
                (say("Utilisateur", "User"), f"{card.name} {card.siret}".strip()),
                (say("Lieu de travail", "Place of work"), card.address or f"{need.lat:g}, {need.lon:g}"),
                (say("Poste", "Job"), need.occupation),
                (say("Heures de l'année", "Hours of the year"), f"{hours:g} h"),
                (say("Prix de l'heure hors taxes", "Price of an hour without tax"), rate),
            )
        ),
        week_grid(file, only=need.need),
        Heading(say("Ce dont répond l'utilisateur", "What the user answers for")),
        Paragraph(duties),
        _caution(file),
        Signatures((file.group.name, card.name)),
    )
    return JobPaper(f"mise-a-disposition-{place + 1}", title, file.day, file.language, blocks)


def _facts(file: JobFile) -> tuple[tuple[str, str], ...]:
    job, say = file.job, file.say
    hours = job.halfdays * file.problem.rules.hours_per_halfday
    legal = file.problem.rules.legal
    rules = f"{legal.name}, {legal.day:%d/%m/%Y}" if legal else "core"
    return (
        (say("Demi-journées de l'année", "Half-days of the year"), str(job.halfdays)),
        (say("Heures de l'année, hors trajets", "Hours of the year, without travel"), f"{hours:g} h"),
        (say("Utilisateurs", "Users"), str(len(job.needs))),
        (say("Règles", "Rules"), rules),
    )


def _users(file: JobFile) -> Grid:
    say = file.say
    rows = []
    for need in file.job.needs:
        card = file.card(need.member)
        place = card.address or f"{need.lat:g}, {need.lon:g}"
        hours = need.year * file.problem.rules.hours_per_halfday
        rows.append((card.name, place, need.occupation, f"{hours:g} h"))
    head = (
        say("Utilisateur", "User"),
        say("Lieu", "Place"),
        say("Métier", "Occupation"),
        say("Heures par an", "Hours"),
    )
    return Grid(say("Utilisateurs de cet emploi", "Users of this job"), head, tuple(rows))


def _rules(file: JobFile) -> Grid:
    say, language = file.say, 1 if file.language.startswith("en") else 0
    rows = []
    for check in job_checks(file.problem, file.job.needs):
        value = "–" if check.value is None else f"{check.value:g}"
        confirmed = check.confirmed_by if check.result == "confirm" and check.confirmed_by else ""
        told = f"{_RESULTS[check.result][language]} {confirmed}".strip()
        since = f"{check.valid_from:%d/%m/%Y}" if check.valid_from else ""
        article = check.article or ""
        rows.append((check.title.said(file.language), article, value, f"{check.limit:g}", since, told))
    head = (
        say("Règle", "Rule"),
        say("Article", "Article"),
        say("Valeur", "Value"),
        say("Limite", "Limit"),
        say("Depuis", "Since"),
        say("Résultat", "Result"),
    )
    return Grid(say("Règles du profil", "Rules of the profile"), head, tuple(rows))


def _prices(file: JobFile) -> list[Block]:
    say, price = file.say, file.price
    if price is None:
        return [Paragraph(say("Salaire horaire à compléter.", "Pay per hour to be completed."))]
    rows = tuple(
        (
            file.card(user.member).name,
            f"{user.hours:g}",
            f"{user.gross:.2f}",
            f"{user.top_up:.2f}",
            f"{user.rate:.2f}",
            f"{user.year:,.0f}".replace(",", " "),
            f"{user.temp_work:,.0f}".replace(",", " "),
            f"{user.loan:,.0f}".replace(",", " "),
            f"{user.direct_hire:,.0f}".replace(",", " "),
        )
        for user in price.users
    )
    head = (
        say("Utilisateur", "User"),
        say("Heures", "Hours"),
        say("Brut €/h", "Gross €/h"),
        say("Prime €/h", "Top-up €/h"),
        say("Prix €/h", "Price €/h"),
        say("An €", "Year €"),
        say("Intérim €", "Temp €"),
        say("Prêt €", "Loan €"),
        say("Embauche à temps plein €", "Full-time hire €"),
    )
    coefficient = say(
        f"Prix = brut × {price.coefficient:.2f}, hors taxes. Seuil de rentabilité : {price.break_even:.0%} des heures.",
        f"Price = gross × {price.coefficient:.2f}, without tax. Break-even: {price.break_even:.0%} of the hours.",
    )
    return [Grid(say("Prix par utilisateur", "Price by user"), head, rows), Paragraph(coefficient)]


def _caution(file: JobFile) -> Paragraph:
    return Paragraph(
        file.say(
            "Vérifications faites par calcul, selon les règles datées du profil ; à confirmer par un conseil avant "
            "signature.",
            "Checks made by calculation, by the dated rules of the profile; to be confirmed by an adviser before "
            "signing.",
        ),
        quiet=True,
    )
