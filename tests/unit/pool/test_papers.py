"""Papers: every one opens as Word and as PDF, says what the law asks for, and the hours come to the year's."""

import io
import re
from datetime import UTC, date, datetime

import docx
import icalendar
import pytest

from grappe.pool import (
    Group,
    JobFile,
    MemberCard,
    PoolProblem,
    assignment_agreements,
    authority_notice,
    contract_annex,
    invoice_table,
    job_ical,
    job_of,
    job_price,
    job_sheet,
    membership_letter,
    money_rates,
    month_hours,
    pool_rules,
    price_table,
    time_sheet,
)

DAY = date(2026, 11, 24)


@pytest.fixture(params=["fr", "en"])
def file(request, made) -> JobFile:
    """A job of two members, the second without a card."""
    weeks = (4,) * 47 + (0,) * 5
    needs = (made("n1", "m1", weeks=weeks, pay_hour=12.0), made("n2", "m2", weeks=weeks, pay_hour=13.0, level="3"))
    problem = PoolProblem(needs, pool_rules("code-no-agreement", day=DAY))
    job = job_of(problem, 1, ["n1", "n2"])
    price = job_price(problem, job, money_rates(DAY))
    cards = {"m1": MemberCard("Boulangerie <Ondine> & #set", "1 rue du Port", "12345678900011")}
    return JobFile(Group("GE du Port"), problem, job, price, 2027, DAY, request.param, cards)


def papers(file: JobFile) -> list:
    """One of each kind."""
    return [
        job_sheet(file),
        price_table(file),
        contract_annex(file),
        *assignment_agreements(file),
        membership_letter(file, "m2"),
        authority_notice(file.group, list(file.cards.values()), day=DAY, language=file.language),
        time_sheet(file, 3),
    ]


def test_every_paper_opens_as_word_and_as_pdf(file):
    names = [paper.name for paper in papers(file)]
    assert len(set(names)) == len(names) == 8
    for paper in papers(file):
        opened = docx.Document(io.BytesIO(paper.docx()))
        assert opened.paragraphs[0].text == paper.title
        pdf = paper.pdf()
        assert pdf.startswith(b"%PDF")
        assert b"/MarkInfo" in pdf or b"/StructTreeRoot" in pdf


def test_the_annex_lists_users_places_pay_and_qualification(file):
    opened = docx.Document(io.BytesIO(contract_annex(file).docx()))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "L1253-9" in text
    assert "12.00 €" in text
    assert {"Boulangerie <Ondine> & #set", "1 rue du Port", "m2", "658 h"} <= set(cells)


def test_the_sheet_prints_every_check_with_article_and_date(file):
    grid = job_sheet(file).blocks[-2]
    rows = {row[0]: row for row in grid.rows}
    title = file.say(
        "Heures d'une semaine, chez tous les utilisateurs ensemble", "Hours of a week, with all users together"
    )
    assert rows[title][1:5] == ("Code du travail, L3121-20", "28", "48", "10/08/2016")
    assert all(len(row) == len(grid.head) for row in grid.rows)


def test_hours_of_the_months_are_those_of_the_year_and_become_invoices(file):
    months = [month_hours(file.problem, file.job, 2027, month) for month in range(1, 13)]
    assert sum(month["m1"] for month in months) == 47 * 4 * 3.5
    table = invoice_table(file.price, months[2], year=2027, month=3).to_pylist()
    assert [row["member"] for row in table] == ["m1", "m2"]
    assert table[1]["amount"] == round(months[2]["m2"] * file.price.users[1].rate, 2)


def test_the_calendar_holds_each_halfday_once_and_at_its_hour(file):
    made = datetime(2026, 11, 24, tzinfo=UTC)
    calendar = icalendar.Calendar.from_ical(job_ical(file.problem, file.job, 2027, made=made))
    events = list(calendar.walk("VEVENT"))
    assert len(events) == len({str(event["uid"]) for event in events}) == file.job.halfdays
    first = min(events, key=lambda event: event.decoded("dtstart"))
    assert re.match(r"2027-01-04 08:00:00\+01:00", str(first.decoded("dtstart")))
