"""A paper as an accessible PDF (designed for PDF/UA-1 and PDF/A-2a), laid out by typst."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import typst

from grappe.pool.papers.blocks import Block, Facts, Grid, Heading, Paper, Paragraph
from grappe.words import Refused, Sentence

STANDARDS: Any = ["ua-1", "a-2a"]


def paper_pdf(paper: Paper) -> bytes:
    """The PDF of a paper, the same bytes for the same paper. Raises ``Refused`` where typst refuses the page."""
    day = paper.day
    told = {
        "title": paper.title,
        "language": paper.language,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "blocks": [_told(block) for block in paper.blocks],
    }
    template = files("grappe.pool.papers").joinpath("paper.typ").read_bytes()
    try:
        return typst.compile(
            template,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(datetime.combine(day, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        said = str(error.diagnostic or error)
        raise Refused(Sentence(f"mise en page impossible : {said}", f"cannot be laid out: {said}")) from error


def _told(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Paragraph(text, quiet):
            return {"kind": "paragraph", "text": text, "quiet": quiet}
        case Facts(pairs):
            return {"kind": "facts", "pairs": [list(pair) for pair in pairs]}
        case Grid(caption, head, rows):
            return {"kind": "grid", "caption": caption, "head": list(head), "rows": [list(row) for row in rows]}
    return {"kind": "signatures", "names": list(block.names)}
