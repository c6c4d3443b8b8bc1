"""Which code stands first for a need: a person's choice, the code its source gave, what the model proposes."""

from collections.abc import Sequence
from typing import Any

from grappe.coding.confidence import EMPLOYER_AGREES
from grappe.coding.memory import meant
from grappe.coding.normaliser import normalise
from grappe.coding.search_space import SearchSpace
from grappe.words import Sentence

TOP = 5  #: codes kept for a need

Row = dict[str, Any]


def decided(need: Row, proposals: Sequence[Row], chosen: str | None, space: SearchSpace) -> list[Row]:
    """The rows of one need: a person's choice, else the code given, else the model's, then the other proposals."""
    given = need["rome_given"]
    first: Row | None = None
    if chosen:
        first = _by_person(chosen, space)
    elif chosen == "":
        first = _none_by_person(space)
    elif given in space.labels:
        first = _by_source(need, proposals[0], space)
    listed = [row | {"by": _by(row)} for row in proposals]
    if first:
        others = [row for row in listed if row["code"] not in (None, first["code"])][: TOP - 1]
        first["runner_up"] = others[0]["code"] if others else None
        listed = [first, *others]
    told = {"need_id": need["need_id"], "nomenclature": "rome", "title": need["title"], "given": given}
    decision = listed[0]["decision"]
    return [row | told | {"rank": rank, "decision": decision} for rank, row in enumerate(listed, 1)]


def _by(row: Row) -> str:
    return "same_title" if row["decision"] == "auto" and row["rank"] == 1 else "model"


def _by_person(code: str, space: SearchSpace) -> Row:
    said = Sentence("Code choisi par une personne pour cet intitulé.", "Code chosen by a person for this title.")
    return _stated(code, said, space, by="person", probability=1.0)


def _none_by_person(space: SearchSpace) -> Row:
    said = Sentence("Aucun métier ne convient, selon une personne.", "No occupation fits, says a person.")
    return _stated("", said, space, by="person", probability=1.0, decision="none") | {"code": None, "label": None}


def _by_source(need: Row, best: Row, space: SearchSpace) -> Row:
    """The code given by the source; to be reviewed where the title is that of an occupation of another family.

    Where that code was split (ROME 3 → ROME 4) and one of the other parts has this title, that part is coded.
    """
    given = need["rome_given"]
    part = meant(normalise(need["title"]).key, given, space)
    if part and part != given:
        return _by_part(given, part, best, space)
    said = Sentence("Code donné par la source.", "Code given by the source.")
    if best["decision"] != "auto" or best["code"] == given:
        return _stated(given, said, space, by="given")
    title, code = best["nearest"], best["code"]
    against = Sentence(
        f"{said.fr} L'intitulé est pourtant « {title} » ({code}).", f"{said.en} Yet the title is “{title}” ({code})."
    )
    near = space.family.get(given, given) == space.family.get(code, code)
    return _stated(given, against, space, by="given", decision="auto" if near else "review")


def _by_part(given: str, part: str, best: Row, space: SearchSpace) -> Row:
    parts = sum(family == space.family[part] for family in space.family.values())
    said = Sentence(
        f"La source donne {given}, qui valait pour {parts} métiers avant la ROME 4 ; l'intitulé est celui de {part}.",
        f"The source gives {given}, which stood for {parts} occupations before ROME 4; the title is that of {part}.",
    )
    row = _stated(part, said, space, by="same_title")
    return row | {"nearest": best["nearest"] if best["code"] == part else None}


def _stated(
    code: str,
    said: Sentence,
    space: SearchSpace,
    *,
    by: str,
    probability: float = EMPLOYER_AGREES,
    decision: str = "auto",
) -> Row:
    return {
        "code": code,
        "label": space.labels.get(code),
        "score": 1.0,
        "probability": probability,
        "decision": decision,
        "by": by,
        "reason_fr": said.fr,
        "reason_en": said.en,
        "matched": [],
        "ignored": [],
        "nearest": None,
        "runner_up": None,
        "separates": None,
        "release": space.release,
    }
