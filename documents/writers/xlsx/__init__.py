"""XLSX: typed cells by construction, so that text stays text and a sum can be summed."""

from documents.writers.text import Link, Section
from documents.writers.xlsx.model import Column, Format, Sheet
from documents.writers.xlsx.writing import workbook_bytes, write_workbook

__all__ = ["Column", "Format", "Link", "Section", "Sheet", "workbook_bytes", "write_workbook"]
