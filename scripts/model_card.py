"""The model card of the text model, from what the benchmark printed: ``python scripts/model_card.py FIGURES.json``.

``FIGURES.json`` is the output of ``python -m benchmarks coding``. Words stand here, numbers come from there.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "model-card.md"
#: What a figure begins with → the heading that it stands under.
PARTS = {
    "MELO": "Lists of occupation titles (MELO)",
    "skill phrase": "Skill phrases",
    "skills": "Skills in texts",
    "ads": "Titles of ads",
    "text model": "Size and time",
}
WORDS = """# Model card: the text model

<!-- made by scripts/model_card.py from the output of the benchmark: change it there -->

**What it is.** A table of vectors for pieces of words, learned on the user's machine by `grappe code model build`
from the installed references: [decision 13](../decisions/0013-a-text-model-learned-on-the-users-machine.md) and
[14](../decisions/0014-one-model-for-titles-and-skills.md). A text is the sum of the vectors of its words, brought
to length 1; likeness is the cosine. It also remembers which labels of the references name one concept.

**What it learns from.** ROME: titles, definitions, skills of occupations, macro-skills. ESCO: labels of occupations
and skills in French and English, definitions, essential skills. No advertisement, no person's data, no text from
elsewhere, no crosswalk between ROME and ESCO.

**What it is for.** Ranking any list of titles or skills (`grappe code rank`), coding skill phrases, finding skills
in texts, one kind of evidence among others for job titles. It orders, it never decides: `auto` needs the words of a
reference themselves.

**How it is measured.** MELO: titles of national nomenclatures → labels of ESCO, by the official rule (scores to
five decimals, ties by identifier). `mrr`, `s1`, `map`: in element order, concepts told; `plain_…`: nothing told but
the texts; `concept_…`: one label of each concept first; `block_map`: labels of a concept together. Peers are
published in element order. Constants were picked on the American, Spanish and Italian sets and on skill phrases;
the French sets were scored four times while the model was built, and never fitted on. Queries of French MELO are
ROME titles, which are among the texts learned from, beside their fellows of the same code; left out of the first
model's learning, its figures fell by half a point (MRR) to one and a half (MAP).

**Known failures.** Titles in the plural that are headings elsewhere (*comptables*), labels that name several
concepts, abbreviations that no reference writes, languages other than French and English, negations and order of
words (*chef de cuisine*, *cuisine de chef* are one text to it). Skills found in a text are many more than an
employer would list: the chance of a skill in a text is set by hand, not calibrated, and no sample was read by hand
yet. Below a hundred occupations learned from (the starter release) the model knows little more than spelling.
"""


def main(path: str) -> int:
    """Writes the page from a file of figures."""
    figures = json.loads(Path(path).read_text("utf-8"))["figures"]["coding"]
    lines = [WORDS]
    for start, heading in PARTS.items():
        rows = list(_rows(figures, start))
        if rows:
            lines += [f"## {heading}\n", "| what | value | bar | others |", "|---|---|---|---|", *rows, ""]
    PAGE.write_text("\n".join(lines), "utf-8")
    return 0


def _rows(figures: list[Mapping[str, Any]], start: str) -> Iterator[str]:
    for figure in figures:
        if figure["what"].startswith(f"{start} "):
            value = f"{figure['value']}" if figure["unit"] == "share" else f"{figure['value']} {figure['unit']}"
            bar = "" if figure["bar"] is None else f"{figure['bar']}" + ("" if figure["ok"] else " **missed**")
            others = "; ".join(f"{name} {peer}" for name, peer in figure.get("peer", {}).items())
            yield f"| {figure['what']} | {value} | {bar} | {others} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
