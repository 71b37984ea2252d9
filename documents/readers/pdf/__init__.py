"""PDF documents with a text layer: tables from the rules drawn on a page, and the text between.

LibreOffice opens a PDF as a drawing: its export has text frames and no tables. Here the rules
themselves give the cells, merged ones too, so nothing needs an office program.
"""

from documents.readers.pdf.document import read_pdf

__all__ = ["read_pdf"]
