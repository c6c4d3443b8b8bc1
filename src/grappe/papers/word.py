"""A document as a Word file: real headings, header rows that repeat, a language, a title.

Tables are written as markup: python-docx copies the whole table for each row it adds.
"""

import io
from collections.abc import Sequence
from datetime import datetime, time
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from grappe.papers.blocks import Block, Paper, Table, Text, Title

GREEN = RGBColor(0x1F, 0x5C, 0x46)
#: Width of the text of a page, in twentieths of a point.
PAGE = 9_900


def paper_docx(item: Paper) -> bytes:
    """The bytes of the Word file."""
    document = docx.Document()
    _styled(document, item)
    document.add_heading(item.title, 0)
    document.add_paragraph(item.subtitle)
    for block in item.blocks:
        _written(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styled(document: Document, item: Paper) -> None:
    core = document.core_properties
    core.title, core.author, core.comments = item.title, item.author, ""
    core.language = "fr-FR" if item.language == "fr" else "en-GB"
    core.created = core.modified = datetime.combine(item.day, time())
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    assert normal.type == WD_STYLE_TYPE.PARAGRAPH
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    fonts = normal.element.get_or_add_rPr()
    fonts.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{core.language}"/>'))
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = GREEN


def _written(document: Document, block: Block) -> None:
    if isinstance(block, Title):
        document.add_heading(block.text, block.level)
    elif isinstance(block, Text):
        paragraph = document.add_paragraph()
        if block.strong:
            paragraph.add_run(f"{block.strong} : ").bold = True
        paragraph.add_run(block.text)
    else:
        document.add_paragraph(block.caption, style="Caption")
        body = document.element.body
        body.insert(body.index(body.find(qn("w:sectPr"))), parse_xml(_table(block)))
        document.add_paragraph()


def _table(block: Table) -> str:
    whole = sum(block.widths)
    widths = [PAGE * width // whole for width in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(block.columns, widths, block.right, header=True)
    rows = "".join(_row(row, widths, block.right) for row in block.rows)
    caption = escape(block.caption, {'"': "&quot;"})
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{PAGE}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{caption}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(cells: Sequence[object], widths: list[int], right: frozenset[int], *, header: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else "<w:trPr><w:cantSplit/></w:trPr>"
    bold = "<w:b/>" if header else ""
    found = []
    for rank, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        side = '<w:jc w:val="right"/>' if rank in right else ""
        found.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:after="0"/>{side}</w:pPr><w:r><w:rPr>{bold}<w:sz w:val="17"/></w:rPr>'
            f'<w:t xml:space="preserve">{_plain(str(cell))}</w:t></w:r></w:p></w:tc>'
        )
    return f"<w:tr>{properties}{''.join(found)}</w:tr>"


def _plain(text: str) -> str:
    """Text as XML holds it: no control character."""
    return escape("".join(letter if letter >= " " and letter not in "\ufffe\uffff" else " " for letter in text))
