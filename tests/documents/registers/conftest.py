"""Workbooks as a person would send them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from documents.uploads.kinds import Kind


@pytest.fixture
def workbook():
    """A file of one sheet: rows as given, the first of them the heading."""

    def make(*rows, name="таблица.xlsx"):
        book, buffer = Workbook(), BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(buffer)
        return SimpleUploadedFile(name, buffer.getvalue(), Kind.XLSX.media_type)

    return make


@pytest.fixture
def rows_of():
    """All rows of the first sheet of an answer."""

    def read(response):
        sheet = load_workbook(BytesIO(response.content)).worksheets[0]
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    return read
