"""The papers of a label: call, reviewer's sheet, minutes, decision letter, certificate, page of the public register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from grappe.papers import Block, Paper, Table, Text, Title
from grappe.teach.badge import WHAT_IT_IS, Labelled
from grappe.teach.label_flow import STATE_NAMES
from grappe.teach.label_scoring import CaseScore, case_score
from grappe.teach.label_session import OUTCOME_NAMES, quorum
from grappe.teach.label_things import LabelCase
from grappe.teach.label_words import LABEL_WORDS
from grappe.words import Kind, Refused, Sentence


def call_paper(case: LabelCase, day: date, *, language: str = "fr") -> Paper:
    """The call: the grid, the documents asked for, how a case is judged."""
    rules, scheme = case.scheme.rules, case.scheme
    rows = tuple(
        (each.title.said(language), f"{each.weight:g}", "–" if each.knock_out is None else f"{each.knock_out:g}")
        for each in scheme.criteria
    )
    required = {each.id: _word("yes" if each.required else "no", language) for each in scheme.documents}
    documents = tuple((each.title.said(language), required[each.id]) for each in scheme.documents)
    said = Sentence(
        f"{rules.reviews} relectures indépendantes, quorum {rules.quorum:.0%}, label de {rules.years} ans, note chaque "
        f"année, recours dans les {rules.appeal_days} jours.",
        f"{rules.reviews} independent reviews, quorum {rules.quorum:.0%}, label for {rules.years} years, a note "
        f"each year, appeal within {rules.appeal_days} days.",
    )
    blocks: tuple[Block, ...] = (
        Text(said.said(language)),
        Table(
            _word("grid", language),
            _columns(("criterion", "weight", "bar"), language),
            rows,
            (8, 1, 2),
            frozenset({1, 2}),
        ),
        Table(_word("documents", language), _columns(("document", "required"), language), documents, (8, 2)),
        Text(scheme.mark, _word("mark", language)),
        Text(WHAT_IT_IS.said(language)),
    )
    return _paper(case, "call", day, blocks, language=language)


def review_paper(case: LabelCase, day: date, *, language: str = "fr") -> Paper:
    """A reviewer's sheet: the grid with what the computed figures suggest, to be filled."""
    rows = tuple(
        (each.title.said(language), _suggested(case, each.id), ", ".join(each.evidence), "")
        for each in case.scheme.criteria
    )
    columns = _columns(("criterion", "suggested", "evidence", "points"), language)
    blocks: tuple[Block, ...] = (
        Text(case.application),
        Table(_word("grid", language), columns, rows, (6, 2, 3, 2), frozenset({1})),
    )
    return _paper(case, "sheet", day, blocks, language=language)


def minutes(case: LabelCase, *, language: str = "fr") -> Paper:
    """The minutes of the sitting that decided. Raises ``Refused`` before a decision."""
    decided, session = _decided(case), case.session
    assert session is not None
    score = case_score(case)
    rows = [
        (_word("present", language), ", ".join(session.present)),
        (_word("apart", language), ", ".join(session.apart) or "–"),
        (_word("left", language), ", ".join(session.left) or "–"),
        (_word("chair", language), session.chair),
        (_word("quorum", language), f"{len(session.voting)} / {quorum(case)}"),
        (_word("closes", language), f"{session.closes:%d/%m/%Y %H:%M}"),
    ]
    votes = tuple((name, _vote(choice, language)) for name, choice in session.votes.items())
    blocks: tuple[Block, ...] = (
        Table(_word("sitting", language), _columns(("what", "who"), language), tuple(rows), (3, 8)),
        Title(1, _word("grid", language)),
        *(_scores(score, language) if score else ()),
        Text(case.hearing, _word("hearing", language)),
        Table(_word("votes", language), _columns(("member", "vote"), language), votes, (5, 5)),
        Title(1, _word("decision", language)),
        *_decision_blocks(case, language),
    )
    return _paper(case, "minutes", decided, blocks, language=language)


def letter(case: LabelCase, *, language: str = "fr") -> Paper:
    """The letter that tells the school the decision, its reasons and how to appeal. Raises ``Refused`` before one."""
    decided, rules = _decided(case), case.scheme.rules
    appeal = Sentence(
        f"Recours : par écrit, dans les {rules.appeal_days} jours de cette lettre.",
        f"Appeal: in writing, within {rules.appeal_days} days of this letter.",
    )
    blocks: tuple[Block, ...] = (
        *_decision_blocks(case, language),
        Text(appeal.said(language)),
        Text(case.scheme.mark),
        Text(WHAT_IT_IS.said(language)),
    )
    return _paper(case, "letter", decided, blocks, language=language)


def certificate(case: LabelCase, *, language: str = "fr") -> Paper:
    """The certificate of a label in force. Raises ``Refused`` for any other case."""
    label = label_of_case(case)
    said = Sentence(
        f"{label.cluster} attribue le label « {label.scheme} » à la formation « {label.programme} » de {label.school}, "
        f"du {label.valid_from:%d/%m/%Y} au {label.valid_until:%d/%m/%Y} exclu.",
        f"{label.cluster} awards the label “{label.scheme}” to the programme “{label.programme}” of {label.school}, "
        f"from {label.valid_from.isoformat()} until {label.valid_until.isoformat()}, excluded.",
    )
    blocks: tuple[Block, ...] = (
        Text(said.said(language)),
        *(Text(condition, _word("condition", language)) for condition in label.conditions),
        Text(WHAT_IT_IS.said(language)),
    )
    return _paper(case, "certificate", label.decided, blocks, language=language)


def register_entry(case: LabelCase) -> dict[str, Any]:
    """What the public register says of a case: nothing before a label, its end where it ended."""
    if case.valid_from is None or case.valid_until is None or case.decision is None:
        return {}
    return {
        "label": case.case,
        "scheme": case.scheme.name,
        "version": case.scheme.version,
        "school": case.school,
        "programme": case.programme,
        "state": case.state,
        "valid_from": case.valid_from.isoformat(),
        "valid_until": case.valid_until.isoformat(),
        "conditions": list(case.decision.conditions),
    }


def label_of_case(case: LabelCase, *, language: str = "fr", url: str | None = None) -> Labelled:
    """The label that a case holds, as its credential and certificate say it. Raises ``Refused`` where it holds none."""
    if case.state != "valid" or case.decision is None or case.valid_from is None or case.valid_until is None:
        state = STATE_NAMES[case.state]
        raise Refused(Sentence(f"aucun label en cours ({state.fr})", f"no label in force ({state.en})"), kind=Kind.CALL)
    return Labelled(
        label=case.case,
        scheme=case.scheme.name,
        cluster=case.cluster,
        school=case.school,
        programme=case.programme,
        decided=case.decision.at.date(),
        valid_from=case.valid_from,
        valid_until=case.valid_until,
        criteria=" ; ".join(each.title.said(language) for each in case.scheme.criteria),
        conditions=case.decision.conditions,
        language=language,
        url=url,
    )


def case_summary(case: LabelCase) -> Mapping[str, Any]:
    """A case in short: its state, its score, what rules it out, what was decided."""
    score, decision = case_score(case), case.decision
    return {
        "case": case.case,
        "school": case.school,
        "programme": case.programme,
        "state": case.state,
        "reviews": len(case.reviews),
        "score": None if score is None else round(score.score, 4),
        "knock_outs": list(score.knock_outs) if score else [],
        "to_adjudicate": list(score.to_adjudicate) if score else [],
        "dispersion": {each.criterion.id: each.apart for each in score.criteria} if score else {},
        "decision": decision.outcome if decision else None,
        "valid_from": case.valid_from.isoformat() if case.valid_from else None,
        "valid_until": case.valid_until.isoformat() if case.valid_until else None,
    }


def _decision_blocks(case: LabelCase, language: str) -> tuple[Block, ...]:
    assert case.decision is not None
    score = case_score(case)
    points = f"{score.score:.1%}".replace(".", "," if language == "fr" else ".") if score else "–"
    return (
        Text(OUTCOME_NAMES[case.decision.outcome].said(language), _word("decision", language)),
        Text(points, _word("score", language)),
        Text(case.decision.reasons, _word("reasons", language)),
        *(Text(condition, _word("condition", language)) for condition in case.decision.conditions),
    )


def _scores(score: CaseScore, language: str) -> tuple[Block, ...]:
    rows = tuple(
        (
            each.criterion.title.said(language),
            " / ".join(f"{point:g}" for point in each.points),
            f"{each.apart:g}" + (f" ({_word('settled', language)})" if each.adjudicated else ""),
            f"{each.kept:g}",
            _word("under_bar", language) if each.knocked_out else "–",
        )
        for each in score.criteria
    )
    columns = _columns(("criterion", "points", "apart_by", "kept", "bar"), language)
    return (Table(_word("grid", language), columns, rows, (6, 2, 3, 2, 2), frozenset({1, 3})),)


def _decided(case: LabelCase) -> date:
    if case.decision is None:
        raise Refused(Sentence("rien n'est décidé encore", "nothing is decided yet"), kind=Kind.CALL)
    return case.decision.at.date()


def _suggested(case: LabelCase, named: str) -> str:
    criterion = case.scheme.criterion(named)
    value = criterion.suggested(case.figures.get(criterion.indicator or "")) if criterion else None
    return "–" if value is None else str(value)


def _vote(choice: str, language: str) -> str:
    return OUTCOME_NAMES[choice].said(language) if choice in OUTCOME_NAMES else _word("abstain", language)


def _paper(case: LabelCase, kind: str, day: date, blocks: tuple[Block, ...], *, language: str) -> Paper:
    about = case.scheme.name if kind == "call" else case.programme
    whose = "" if kind == "call" else f" · {case.school}"
    return Paper(
        title=f"{_word(kind, language)} – {about}",
        subtitle=f"{case.cluster} · {case.scheme.name} {case.scheme.version}{whose}",
        author=case.cluster,
        language=language,
        day=day,
        blocks=blocks,
    )


def _word(name: str, language: str) -> str:
    return LABEL_WORDS[name].said(language)


def _columns(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(_word(name, language) for name in names)
