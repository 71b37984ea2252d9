"""DOCX by ГОСТ Р 7.0.97: documents that open in Word and LibreOffice as they were meant."""

from documents.writers.docx.model import (
    ABOVE,
    Above,
    Approvals,
    Block,
    Cell,
    Column,
    Document,
    Grid,
    GridCell,
    Heading,
    Margins,
    PageBreak,
    Paragraph,
    Signature,
    Stamp,
    Table,
    Text,
    Title,
)
from documents.writers.docx.writing import document_bytes, write_document
from documents.writers.text import Link, Section

__all__ = [
    "ABOVE",
    "Above",
    "Approvals",
    "Block",
    "Cell",
    "Column",
    "Document",
    "Grid",
    "GridCell",
    "Heading",
    "Link",
    "Margins",
    "PageBreak",
    "Paragraph",
    "Section",
    "Signature",
    "Stamp",
    "Table",
    "Text",
    "Title",
    "document_bytes",
    "write_document",
]
