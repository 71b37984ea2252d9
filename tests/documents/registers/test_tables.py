from datetime import date
from pathlib import Path

import pytest

from documents.registers import tables
from organisations.domain.errors import RuleError


def saved(upload, tmp_path) -> Path:
    path = tmp_path / "table.xlsx"
    path.write_bytes(upload.read())
    return path


def test_read_rows_gives_text_as_a_person_reads_it(workbook, tmp_path):
    upload = workbook(
        ["Телефон", "День"], [88005550147, date(2025, 12, 25)], [1.5, " два\n слова "]
    )

    rows = tables.read_rows(saved(upload, tmp_path))

    assert rows == [["Телефон", "День"], ["88005550147", "25.12.2025"], ["1.5", "два слова"]]


def test_read_rows_refuses_a_sheet_that_is_mostly_air(workbook, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELLS", 3)

    with pytest.raises(RuleError, match="слишком много ячеек"):
        tables.read_rows(saved(workbook([1, 2], [3, 4]), tmp_path))


def test_read_rows_says_when_the_book_does_not_open(tmp_path):
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")

    with pytest.raises(RuleError, match="Книга Excel не открывается"):
        tables.read_rows(path)
