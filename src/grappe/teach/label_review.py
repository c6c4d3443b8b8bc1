"""From the application to the hearing: completeness, reviewers without conflict, points, adjudication."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grappe.teach.label_scheme import BEST
from grappe.teach.label_scoring import case_score, in_range
from grappe.teach.label_things import Adjudication, Event, LabelCase, Person, Review
from grappe.words import Kind, Refused, Sentence, Where


def submit(case: LabelCase, event: Event) -> LabelCase:
    """The school sends its application, documents and computed figures."""
    return replace(
        case,
        state="submitted",
        application=needed(event, "text"),
        documents=tuple(str(each) for each in event.data.get("documents", ())),
        figures={name: number(value, name) for name, value in (event.data.get("figures") or {}).items()},
        reviews=(),
        adjudications={},
        session=None,
        decision=None,
    )


def lacking(case: LabelCase) -> tuple[str, ...]:
    """The documents that an application must have and has not."""
    return tuple(each.id for each in case.scheme.documents if each.required and each.id not in case.documents)


def admit(case: LabelCase, _event: Event) -> LabelCase:
    """The application is complete. Raises ``Refused`` with the documents that are missing."""
    missing = lacking(case)
    if missing:
        titles = [each.title for each in case.scheme.documents if each.id in missing]
        raise Refused(
            Sentence(
                f"dossier incomplet : {' ; '.join(title.fr for title in titles)}",
                f"incomplete application: {'; '.join(title.en for title in titles)}",
            ),
            hint=Sentence("le renvoyer à l'école (send_back)", "send it back to the school (send_back)"),
            kind=Kind.CALL,
            where=Where(column="documents", value=", ".join(missing)),
        )
    return replace(case, state="admissible")


def assign(case: LabelCase, event: Event) -> LabelCase:
    """A reviewer is named. Raises ``Refused`` for one from the applicant's house, linked with it, or named already."""
    person = person_of(event.data, "reviewer")
    check_no_tie(person, case)
    if any(each.name == person.name for each in case.reviewers):
        raise Refused(
            Sentence("déjà relecteur de ce dossier", "reviews this case already"),
            kind=Kind.CALL,
            where=Where(column="reviewer", value=person.name),
        )
    return replace(case, reviewers=(*case.reviewers, person))


def check_no_tie(person: Person, case: LabelCase) -> None:
    """Raises ``Refused`` for a person who works for the applicant, or is linked with it."""
    if person.tied_to(case.school):
        raise Refused(
            Sentence(
                "conflit d'intérêts : cette personne relève de l'établissement candidat",
                "conflict of interest: this person belongs to the applicant",
            ),
            hint=Sentence("désigner quelqu'un d'autre", "name someone else"),
            kind=Kind.CALL,
            where=Where(column="reviewer", value=f"{person.name} ({person.employer})"),
        )


def review(case: LabelCase, event: Event) -> LabelCase:
    """A reviewer's points on the whole grid; a second review by the same person replaces the first.

    Raises ``Refused`` for someone who was not named, a criterion without points or off the scale, or points that leave
    the computed figure by two or more without a comment.
    """
    person = next((each for each in case.reviewers if each.name == event.by), None)
    if person is None:
        raise Refused(
            Sentence("cette personne n'est pas relectrice de ce dossier", "this person does not review this case"),
            kind=Kind.CALL,
            where=Where(column="by", value=event.by),
        )
    comments = {str(name): str(text) for name, text in (event.data.get("comments") or {}).items()}
    points = _points(case, event.data.get("points") or {}, comments)
    others = tuple(each for each in case.reviews if each.reviewer != person)
    return replace(case, reviews=(*others, Review(person, event.at, points, comments)))


def adjudicate(case: LabelCase, event: Event) -> LabelCase:
    """Someone settles a criterion on which the reviewers are too far apart, with a reason."""
    named = needed(event, "criterion")
    score = case_score(case)
    if score is None or named not in score.to_adjudicate:
        raise Refused(
            Sentence("rien à départager sur ce critère", "nothing to settle on this criterion"),
            kind=Kind.CALL,
            where=Where(column="criterion", value=named),
        )
    points = number(event.data.get("points"), "points")
    if not in_range(points):
        raise _off_scale(named, points)
    return replace(case, adjudications={**case.adjudications, named: Adjudication(points, needed(event, "reason"))})


def close_reviews(case: LabelCase, _event: Event) -> LabelCase:
    """The reviews are done. Raises ``Refused`` for too few of them, or a criterion left unsettled."""
    asked = case.scheme.rules.reviews
    employers = {review.reviewer.employer for review in case.reviews}
    if len(case.reviews) < asked or len(employers) < asked:
        raise Refused(
            Sentence(
                f"il faut {asked} relectures indépendantes, d'employeurs distincts",
                f"{asked} independent reviews are needed, from distinct employers",
            ),
            kind=Kind.CALL,
            where=Where(column="reviews", value=str(len(case.reviews))),
        )
    score = case_score(case)
    if score and score.to_adjudicate:
        raise Refused(
            Sentence("des critères restent à départager", "criteria are still to be settled"),
            kind=Kind.CALL,
            where=Where(column="criterion", value=", ".join(score.to_adjudicate)),
        )
    return replace(case, state="assessed")


def hear(case: LabelCase, event: Event) -> LabelCase:
    """The school was heard; the text says who came and what was asked."""
    return replace(case, state="heard", hearing=needed(event, "text"))


def _points(case: LabelCase, given: Mapping[str, Any], comments: Mapping[str, str]) -> dict[str, float]:
    points = {}
    for criterion in case.scheme.criteria:
        if criterion.id not in given:
            raise Refused(
                Sentence("critère sans note", "criterion without points"),
                kind=Kind.CALL,
                where=Where(column=criterion.id),
            )
        value = number(given[criterion.id], criterion.id)
        if not in_range(value):
            raise _off_scale(criterion.id, value)
        suggested = criterion.suggested(case.figures.get(criterion.indicator or ""))
        if suggested is not None and abs(value - suggested) >= 2 and not comments.get(criterion.id, "").strip():
            raise Refused(
                Sentence(
                    f"l'indicateur calculé suggère {suggested} : dire pourquoi s'en écarter",
                    f"the computed figure suggests {suggested}: say why to depart from it",
                ),
                kind=Kind.CALL,
                where=Where(column=criterion.id, value=f"{value:g}"),
            )
        points[criterion.id] = value
    return points


def person_of(data: Mapping[str, Any], key: str) -> Person:
    """A person as an event names one: ``name``, ``employer``, ``links``. Raises ``Refused`` without the two first."""
    entry = data.get(key)
    if not isinstance(entry, Mapping) or not entry.get("name") or not entry.get("employer"):
        raise Refused(
            Sentence("il faut un nom et un employeur", "a name and an employer are needed"),
            kind=Kind.CALL,
            where=Where(column=key),
        )
    return Person(str(entry["name"]), str(entry["employer"]), tuple(str(each) for each in entry.get("links", ())))


def needed(event: Event, name: str) -> str:
    """A text that an event must bring. Raises ``Refused`` where it is empty."""
    text = str(event.data.get(name) or "").strip()
    if not text:
        raise Refused(
            Sentence("ce texte est obligatoire", "this text is needed"), kind=Kind.CALL, where=Where(column=name)
        )
    return text


def number(value: object, column: str) -> float:
    """A number that an event brings. Raises ``Refused`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(
            Sentence("un nombre est attendu", "a number is needed"),
            kind=Kind.CALL,
            where=Where(column=column, value=None if value is None else str(value)),
        )
    return float(value)


def _off_scale(criterion: str, value: float) -> Refused:
    return Refused(
        Sentence(f"les notes vont de 0 à {BEST}", f"points go from 0 to {BEST}"),
        kind=Kind.CALL,
        where=Where(column=criterion, value=f"{value:g}"),
    )
