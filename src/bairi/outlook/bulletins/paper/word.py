"""The bulletin as a Word document, for offices that stamp and file it."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.run import Run

from bairi.outlook.bulletins.paper.content import Content, Table

BODY, HEADING = "仿宋", "黑体"
"""Faces of official papers (GB/T 9704); Word substitutes them where they are not installed."""
FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant stamp, so that the same bulletin has the same bytes


def word(content: Content) -> bytes:
    """The document on A4 with the margins of official papers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    document.core_properties.title = content["title"]
    document.core_properties.created = document.core_properties.modified = FIXED
    _centred(document, content["title"], size=22, face=HEADING, bold=True)
    _centred(document, "  ".join((content["number"], content["date"], content["day"])), size=14)
    if content["note"]:
        _centred(document, content["note"], size=10.5)
    for title, text in content["paragraphs"]:
        _run(document.add_paragraph(), title, size=16, face=HEADING)
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32) if content["language"].startswith("zh") else None
        _run(paragraph, text, size=16)
    for table in [*content["tables"], *([content["missing"]] if content["missing"]["rows"] else [])]:
        _table(document, table)
    _run(document.add_paragraph(), content["foot"], size=10.5)
    _run(document.add_paragraph(), f"SHA-256 {content['digest']}", size=8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _centred(document: Doc, text: str, *, size: float, face: str = BODY, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size=size, face=face, bold=bold)


def _run(paragraph: object, text: str, *, size: float, face: str = BODY, bold: bool = False) -> None:
    run: Run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor(0x15, 0x20, 0x2B)
    run.font.name = face
    fonts = run.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)


def _table(document: Doc, table: Table) -> None:
    _run(document.add_paragraph(), table["title"], size=14, face=HEADING)
    made = document.add_table(rows=1, cols=len(table["heads"]), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table["heads"], strict=True):
        _run(cell.paragraphs[0], head, size=10.5, bold=True)
    for row in table["rows"]:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _run(cell.paragraphs[0], text, size=10.5)
    document.add_paragraph()
