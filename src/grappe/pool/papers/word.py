"""A paper as a Word file, to be completed and signed."""

import io

import docx
from docx.document import Document
from docx.shared import Pt

from grappe.pool.papers.blocks import Block, Facts, Grid, Heading, Paper, Paragraph, Signatures


def paper_docx(paper: Paper) -> bytes:
    """The Word file of a paper, in its language, with real headings and table heads."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.language = paper.title, paper.language
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(paper.title, level=0)
    for block in paper.blocks:
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(text, level=1)
        case Paragraph(text, quiet):
            document.add_paragraph().add_run(text).italic = quiet
        case Facts(pairs):
            for name, value in pairs:
                line = document.add_paragraph()
                line.add_run(f"{name} : ").bold = True
                line.add_run(value)
        case Grid():
            _grid(document, block)
        case Signatures(names):
            table = document.add_table(rows=1, cols=len(names))
            for place, name in enumerate(names):
                table.rows[0].cells[place].text = f"{name}\n\n\n"


def _grid(document: Document, grid: Grid) -> None:
    document.add_paragraph(grid.caption).runs[0].bold = True
    table = document.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    for place, text in enumerate(grid.head):
        table.rows[0].cells[place].text = text
    for row in grid.rows:
        cells = table.add_row().cells
        for place, text in enumerate(row):
            cells[place].text = text
