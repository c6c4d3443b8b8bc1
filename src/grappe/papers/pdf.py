"""A document as an accessible PDF (designed for PDF/UA-1 and PDF/A-2a), laid out by typst."""

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import typst

from grappe.papers.blocks import Block, Paper, Text, Title
from grappe.words import Refused, Sentence

STANDARDS: Any = ["ua-1", "a-2a"]


def paper_pdf(item: Paper) -> bytes:
    """The bytes of the PDF, the same for the same document. Raises ``Refused`` where typst refuses the page."""
    payload = {
        "title": item.title,
        "subtitle": item.subtitle,
        "author": item.author,
        "language": item.language,
        "day": [item.day.year, item.day.month, item.day.day],
        "contents": item.contents,
        "blocks": [_laid(block) for block in item.blocks],
    }
    template = files("grappe.papers").joinpath("papers.typ").read_bytes()
    try:
        return typst.compile(
            template,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(datetime.combine(item.day, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        said = str(error.diagnostic or error)
        raise Refused(Sentence(f"mise en page impossible : {said}", f"cannot be laid out: {said}")) from error


def _laid(block: Block) -> dict[str, Any]:
    if isinstance(block, Title):
        return {"kind": "title", "level": block.level, "text": block.text}
    if isinstance(block, Text):
        return {"kind": "text", "strong": block.strong, "text": block.text}
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": list(block.columns),
        "rows": [[str(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths),
        "right": sorted(block.right),
    }
