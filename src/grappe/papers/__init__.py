"""Documents: headings, paragraphs and tables, laid out once for all rooms as Word and as accessible PDF."""

from grappe.papers.blocks import Block, Paper, Table, Text, Title
from grappe.papers.pdf import paper_pdf
from grappe.papers.word import paper_docx

__all__ = ["Block", "Paper", "Table", "Text", "Title", "paper_docx", "paper_pdf"]
