"""A label's life: what each state allows, what a committee may not do, how a case is scored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from grappe.papers import paper_docx, paper_pdf
from grappe.teach import (
    LABEL_STATES,
    TRANSITIONS,
    Event,
    LabelCase,
    Person,
    call_paper,
    case_score,
    case_summary,
    certificate,
    check_claims,
    check_name,
    due,
    label_of_case,
    letter,
    minutes,
    possible,
    quorum,
    read_case,
    read_scheme,
    register_entry,
    replay,
    review_paper,
    scheme_of,
    scheme_text,
    step,
    years_after,
)
from grappe.words import Refused

SCHOOL = "École fictive"
SCHEME = read_scheme("default")
START = datetime(2028, 2, 1, 9, tzinfo=UTC)
DOCUMENTS = [each.id for each in SCHEME.documents]
COMMITTEE = tuple(Person(f"M{n}", f"Atelier {n}") for n in range(1, 6))


def blank(**values: Any) -> LabelCase:
    fields = {"case": "1", "scheme": SCHEME, "cluster": "Grappe", "school": SCHOOL, "programme": "Mécatronique"}
    return LabelCase(**(fields | {"committee": COMMITTEE} | values))


def clock() -> Iterator[datetime]:
    at = START
    while True:
        yield at
        at += timedelta(hours=1)


def events(*gestures: tuple[str, str, dict[str, Any]]) -> list[Event]:
    return [Event(at, do, by, data) for at, (do, by, data) in zip(clock(), gestures, strict=False)]


def points(value: float = 3, **others: float) -> dict[str, Any]:
    return {"points": {each.id: value for each in SCHEME.criteria} | others}


SUBMIT = ("submit", SCHOOL, {"text": "Notre formation.", "documents": DOCUMENTS})
ADMIT = ("admit", "officer", {})
NAMED = [("assign", "officer", {"reviewer": {"name": f"R{n}", "employer": f"Université {n}"}}) for n in (1, 2)]
REVIEWS = [("review", f"R{n}", points()) for n in (1, 2)]
HEARD = [("close_reviews", "officer", {}), ("hear", "officer", {"text": "La direction."})]
TO_SESSION = (SUBMIT, ADMIT, *NAMED, *REVIEWS, *HEARD)
PRESENT = ["M1", "M2", "M3"]


def sitting(case: LabelCase | None = None, *, present: list[str] | None = None, hours: int = 40) -> LabelCase:
    case = replay(case or blank(), events(*TO_SESSION))
    at = START + timedelta(hours=20)
    data = {"present": present or PRESENT, "chair": (present or PRESENT)[0], "closes": START + timedelta(hours=hours)}
    return step(case, Event(at, "open_session", "officer", data))


def then(case: LabelCase, do: str, by: str = "officer", hours: float = 1, **data: Any) -> LabelCase:
    return step(case, Event(case.events[-1].at + timedelta(hours=hours), do, by, data))


def decided(outcome: str = "label", **data: Any) -> LabelCase:
    case = sitting()
    for name in PRESENT:
        case = then(case, "vote", name, vote=outcome)
    return then(case, "decide", "M1", outcome=outcome, reasons="Bien ancrée.", **data)


def column(refusal: pytest.ExceptionInfo[Refused]) -> str | None:
    return refusal.value.where.column


def test_the_table_speaks_of_states_that_exist_and_each_can_be_reached() -> None:
    for states, _gesture in TRANSITIONS.values():
        assert states <= set(LABEL_STATES)
    left = {state for states, _gesture in TRANSITIONS.values() for state in states}
    assert left | {"lapsed", "withdrawn"} == set(LABEL_STATES)


def test_an_application_that_lacks_a_document_is_not_admissible() -> None:
    case = replay(blank(), events(("submit", SCHOOL, {"text": "x", "documents": DOCUMENTS[:1]})))
    with pytest.raises(Refused) as refusal:
        then(case, "admit")
    assert refusal.value.where.value == "programme, governance"
    assert then(case, "send_back").state == "draft"


@pytest.mark.parametrize("employer", [SCHOOL, "école  fictive", "ÉCOLE FICTIVE"])
def test_a_reviewer_from_the_applicants_house_is_refused(employer: str) -> None:
    case = replay(blank(), events(SUBMIT, ADMIT))
    with pytest.raises(Refused) as refusal:
        then(case, "assign", reviewer={"name": "R", "employer": employer})
    assert "conflict of interest" in refusal.value.sentence.en
    with pytest.raises(Refused):
        then(case, "assign", reviewer={"name": "R", "employer": "Ailleurs", "links": [SCHOOL]})


def test_two_independent_reviews_are_needed() -> None:
    one = replay(blank(), events(SUBMIT, ADMIT, *NAMED, REVIEWS[0]))
    with pytest.raises(Refused):
        then(one, "close_reviews")
    twin = ("assign", "officer", {"reviewer": {"name": "R3", "employer": "Université 1"}})
    same_house = replay(blank(), events(SUBMIT, ADMIT, NAMED[0], twin, REVIEWS[0], ("review", "R3", points())))
    with pytest.raises(Refused):
        then(same_house, "close_reviews")


@pytest.mark.parametrize(
    ("by", "data", "where"),
    [
        ("R9", points(), "by"),
        ("R1", {"points": {"needs": 3}}, "blocks"),
        ("R1", points(needs=5), "needs"),
        ("R1", points(needs=True), "needs"),
        ("R1", points(needs=1), "needs"),
    ],
)
def test_a_review_that_cannot_be_right_is_refused(by: str, data: dict[str, Any], where: str) -> None:
    submitted = ("submit", SCHOOL, SUBMIT[2] | {"figures": {"gap_cover": 0.85}})
    case = replay(blank(), events(submitted, ADMIT, *NAMED))
    with pytest.raises(Refused) as refusal:
        then(case, "review", by, **data)
    assert column(refusal) == where


def test_the_computed_figure_suggests_and_a_comment_lets_one_depart() -> None:
    submitted = ("submit", SCHOOL, SUBMIT[2] | {"figures": {"gap_cover": 0.85}})
    case = replay(blank(), events(submitted, ADMIT, *NAMED))
    found = then(case, "review", "R1", **points(needs=1), comments={"needs": "Mesuré sur une seule promotion."})
    score = case_score(found)
    assert score is not None
    assert (score.criteria[0].suggested, score.criteria[0].kept) == (4, 1)


def test_the_score_is_the_weighted_mean_and_a_knock_out_rules_out() -> None:
    case = replay(
        blank(), events(SUBMIT, ADMIT, *NAMED, ("review", "R1", points(4)), ("review", "R2", points(3, needs=1)))
    )
    score = case_score(case)
    assert score is not None
    weights = sum(each.weight for each in SCHEME.criteria)
    assert score.score == pytest.approx((3.5 * (weights - 3) + 2.5 * 3) / (4 * weights))
    assert (score.knock_outs, score.to_adjudicate) == ((), ("needs",))
    settled = then(case, "adjudicate", criterion="needs", points=1.5, reason="Un seul besoin couvert.")
    after = case_score(settled)
    assert after is not None
    assert (after.knock_outs, after.to_adjudicate) == (("needs",), ())


def test_reviewers_too_far_apart_are_settled_before_the_hearing() -> None:
    case = replay(blank(), events(SUBMIT, ADMIT, *NAMED, REVIEWS[0], ("review", "R2", points(3, access=1))))
    with pytest.raises(Refused) as refusal:
        then(case, "close_reviews")
    assert refusal.value.where.value == "access"
    with pytest.raises(Refused):
        then(case, "adjudicate", criterion="needs", points=2, reason="Rien à départager.")
    with pytest.raises(Refused):
        then(case, "adjudicate", criterion="access", points=2, reason=" ")
    settled = then(case, "adjudicate", criterion="access", points=2, reason="Un référent.")
    assert then(settled, "close_reviews").state == "assessed"


def test_the_quorum_leaves_out_members_in_conflict() -> None:
    tied = replace(blank(), committee=(*COMMITTEE[:3], Person("M4", SCHOOL), Person("M5", "X", (SCHOOL,))))
    assert (quorum(blank()), quorum(tied)) == (3, 2)
    case = sitting(tied, present=["M1", "M2", "M4"])
    assert case.session is not None
    assert (case.session.apart, case.session.voting) == (("M4",), ("M1", "M2"))
    with pytest.raises(Refused) as refusal:
        then(case, "vote", "M4", vote="label")
    assert "conflict" in refusal.value.sentence.en


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"present": ["M1", "M2"]}, "quorum"),
        ({"present": ["M1", "M2", "Z"]}, "present"),
        ({"chair": "M5"}, "chair"),
        ({"closes": START}, "closes"),
        ({"closes": "tomorrow"}, "closes"),
    ],
)
def test_a_sitting_opens_as_it_should(data: dict[str, Any], where: str) -> None:
    case = replay(blank(), events(*TO_SESSION))
    given = {"present": PRESENT, "chair": "M1", "closes": START + timedelta(days=9)} | data
    with pytest.raises(Refused) as refusal:
        then(case, "open_session", **given)
    assert column(refusal) == where


def test_a_vote_after_the_deadline_is_refused() -> None:
    case = sitting(hours=21)
    assert then(case, "vote", "M1", hours=1, vote="label").session is not None
    with pytest.raises(Refused) as refusal:
        then(case, "vote", "M1", hours=1.01, vote="label")
    assert refusal.value.sentence.en == "vote after the deadline"


def test_the_quorum_lost_on_the_way_stops_votes_and_decision() -> None:
    case = then(then(sitting(), "vote", "M1", vote="label"), "leave", member="M3")
    for do, data in (("vote", {"vote": "label"}), ("decide", {"outcome": "label", "reasons": "Bien."})):
        with pytest.raises(Refused) as refusal:
            then(case, do, "M2", **data)
        assert column(refusal) == "quorum"
    assert then(case, "adjourn_session").state == "heard"


def test_each_member_votes_once_and_only_those_there() -> None:
    case = then(sitting(), "vote", "M1", vote="label")
    for name in ("M1", "M5"):
        with pytest.raises(Refused):
            then(case, "vote", name, vote="refuse")
    with pytest.raises(Refused):
        then(case, "vote", "M2", vote="maybe")


@pytest.mark.parametrize(
    ("votes", "outcome", "reasons", "where"),
    [
        (("label", "label", "refuse"), "label", "  ", "reasons"),
        (("label", "label", "refuse"), "refuse", "Motif.", "outcome"),
        (("abstain", "abstain", "abstain"), "label", "Motif.", "outcome"),
        (("abstain", "label", "refuse"), "label", "Motif.", "outcome"),
        (("conditions", "conditions", "label"), "conditions", "Motif.", "conditions"),
        (("label", "label", "label"), "label", "Ce label vaut diplôme.", "reasons"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(votes: tuple[str, ...], outcome: str, reasons: str, where: str) -> None:
    case = sitting()
    for name, choice in zip(PRESENT, votes, strict=True):
        case = then(case, "vote", name, vote=choice)
    with pytest.raises(Refused) as refusal:
        then(case, "decide", "M1", outcome=outcome, reasons=reasons)
    assert column(refusal) == where


def test_the_chair_decides_in_a_tie() -> None:
    case = sitting()
    for name, choice in zip(PRESENT, ("refuse", "label", "abstain"), strict=True):
        case = then(case, "vote", name, vote=choice)
    assert then(case, "decide", "M1", outcome="refuse", reasons="Voix prépondérante.").state == "refused"


def test_a_knock_out_forbids_the_label_whatever_the_votes() -> None:
    low = [("review", f"R{n}", points(needs=1)) for n in (1, 2)]
    case = replay(blank(), events(SUBMIT, ADMIT, *NAMED, *low, *HEARD))
    case = then(case, "open_session", present=PRESENT, chair="M1", closes=START + timedelta(days=9))
    for name in PRESENT:
        case = then(case, "vote", name, vote="label")
    with pytest.raises(Refused) as refusal:
        then(case, "decide", "M1", outcome="label", reasons="Malgré tout.")
    assert column(refusal) == "knock_out"


def test_validity_runs_in_calendar_years_leap_days_included() -> None:
    assert years_after(date(2028, 2, 29), 3) == date(2031, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)
    case = decided()
    assert (case.valid_from, case.valid_until) == (date(2028, 2, 2), date(2031, 2, 2))


def test_a_label_in_force_asks_for_its_notes_check_renewal_and_end() -> None:
    case = decided()
    assert [due(case, date(*day)) for day in ((2029, 2, 1), (2029, 2, 2), (2029, 9, 1), (2031, 2, 2))] == [
        (),
        ("note",),
        ("note", "midcheck"),
        ("lapse",),
    ]
    noted = step(case, Event(datetime(2029, 9, 1, tzinfo=UTC), "note", SCHOOL, {"text": "Bilan."}))
    assert due(noted, date(2029, 9, 2)) == ()
    assert "renewal" in due(noted, date(2030, 9, 1))
    with pytest.raises(Refused):
        step(case, Event(datetime(2031, 2, 1, tzinfo=UTC), "lapse", "officer"))
    assert step(case, Event(datetime(2031, 2, 2, tzinfo=UTC), "lapse", "officer")).state == "lapsed"


def test_a_withdrawal_hears_the_school_first() -> None:
    case = then(decided(), "contest", grounds="Charte non tenue.")
    with pytest.raises(Refused):
        then(case, "withdraw", hours=24 * 29, reasons="Sans réponse.")
    assert then(case, "withdraw", hours=24 * 30, reasons="Sans réponse.").state == "withdrawn"
    answered = then(case, "answer", SCHOOL, text="Nous contestons.")
    gone = then(answered, "withdraw", reasons="Réponse insuffisante.")
    assert (gone.state, gone.valid_until) == ("withdrawn", gone.events[-1].at.date())
    assert then(answered, "keep", reasons="Réponse suffisante.").state == "valid"


def test_an_appeal_comes_in_time_and_is_heard_again() -> None:
    case = decided("refuse")
    with pytest.raises(Refused):
        then(case, "appeal", SCHOOL, hours=24 * 61, text="Trop tard.")
    assert then(case, "appeal", SCHOOL, hours=24 * 59, text="Nous contestons.").state == "assessed"
    assert then(decided("adjourn"), "submit", SCHOOL, text="Complété.", documents=DOCUMENTS).state == "submitted"


def test_an_event_out_of_place_or_out_of_time_is_refused() -> None:
    case = decided()
    for event in (
        Event(case.events[-1].at, "review", "R1"),
        Event(START, "note", SCHOOL, {"text": "x"}),
        Event(START, "dance", "x"),
    ):
        with pytest.raises(Refused):
            step(case, event)
    with pytest.raises(Refused) as refusal:
        replay(blank(), events(SUBMIT, ADMIT, ADMIT))
    assert refusal.value.where.row == 3


def test_every_event_is_kept_in_order() -> None:
    case = decided()
    assert all(before.at <= after.at for before, after in pairwise(case.events))
    assert replay(blank(), case.events) == case
    assert "decide" not in possible(case)


def test_the_papers_say_what_was_decided_and_what_a_label_is_not() -> None:
    case = decided("conditions", conditions=["Un plan avant 2029."])
    for made in (
        minutes(case),
        letter(case),
        certificate(case),
        call_paper(case, START.date()),
        review_paper(case, START.date()),
    ):
        assert paper_pdf(made).startswith(b"%PDF")
        assert paper_docx(made).startswith(b"PK")
    assert "Un plan avant 2029." in str(letter(case).blocks)
    assert "M1" in str(minutes(case).blocks)
    for made in (letter(case), certificate(case)):
        assert "ni un diplôme" in str(made.blocks)
    for early in (minutes, letter, certificate):
        with pytest.raises(Refused):
            early(blank())


def test_the_register_tells_labels_and_their_end_and_nothing_else() -> None:
    assert register_entry(blank()) == {}
    assert register_entry(decided("refuse")) == {}
    entry = register_entry(decided())
    assert (entry["state"], entry["valid_until"]) == ("valid", "2031-02-02")
    assert label_of_case(decided()).valid_until == date(2031, 2, 2)
    with pytest.raises(Refused):
        label_of_case(decided("refuse"))
    assert case_summary(decided())["score"] == 0.75


@pytest.mark.parametrize("name", ["Diplôme de la grappe", "Titre ancré", "Label RNCP", "Accréditation", "Certifié"])
def test_a_label_does_not_borrow_a_public_name(name: str) -> None:
    with pytest.raises(Refused):
        check_name(name)
    with pytest.raises(Refused):
        scheme_of(scheme_text("default").replace('name = "Formation ancrée"', f'name = "{name}"'))


def test_what_is_said_of_a_programme_is_not_what_is_said_of_its_label() -> None:
    for text in (
        "La formation est accréditée par la CTI.",
        "Le label n'est ni un diplôme ni un titre.",
        "Label mérité.",
    ):
        assert check_claims(text) == text
    for text in ("Ce label vaut diplôme.", "Le label de la grappe est une accréditation.", "The label is a degree."):
        with pytest.raises(Refused):
            check_claims(text)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("reviews = 2", "reviews = 1", "rules.reviews"),
        ("quorum = 0.5", "quorum = 0", "rules.quorum"),
        ("years = 3", "years = 'three'", "rules.years"),
        ("weight = 3", "weight = 0", "criterion"),
        ("knock_out = 2", "knock_out = 7", "criterion"),
        ('id = "blocks"', 'id = "needs"', "criterion"),
        ("fee = 0", "", None),
        ("[rules]", "[rules", None),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(old: str, new: str, where: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        scheme_of(scheme_text("default").replace(old, new, 1))
    assert column(refusal) == where


def test_the_example_case_becomes_a_label_under_conditions() -> None:
    import grappe.teach

    case = read_case(Path(grappe.teach.__file__).with_name("label_example.toml"))
    assert (case.state, case.valid_until) == ("valid", date(2029, 4, 15))
    assert case_summary(case)["decision"] == "conditions"


def test_a_case_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    for text in (
        "case = ",
        'case = "1"',
        'case = "1"\ncluster = "g"\nschool = "s"\nprogramme = "p"\n[[event]]\ndo = "submit"',
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(Refused) as refusal:
            read_case(path)
        assert refusal.value.where.file == str(path)
