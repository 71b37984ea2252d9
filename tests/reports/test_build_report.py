import json
from datetime import date

import pytest
from django.core.management import call_command
from docx import Document

from reports.domain.period_codes import first_day
from tests.factories import ProgrammeFactory, ProgressEntryFactory, ReportingPeriodFactory

NO_PERIOD = (
    "У центра «nowhere» нет отчётного периода «2025-Q4»: "
    "проверьте код центра и период на странице «Периоды»."
)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("2025-Q4", date(2025, 10, 1)),
        ("2025-Q1", date(2025, 1, 1)),
        ("2025-11", date(2025, 11, 1)),
        ("2025", date(2025, 1, 1)),
        ("2025-Q5", None),
        ("2025-13", None),
        ("IV квартал", None),
    ],
)
def test_first_day(code, day):
    assert first_day(code) == day


def build(period, output, **options):
    call_command(
        "build_report",
        "period_report",
        centre=period.organisation.code,
        period="2025-Q4",
        output=output,
        **options,
    )


@pytest.mark.django_db
def test_build_report_writes_the_files_and_prints_the_figures(tmp_path, capsys):
    period = ReportingPeriodFactory()
    ProgressEntryFactory(
        expectation__period=period, expectation__state="accepted", text="Сделано вовремя"
    )
    ProgrammeFactory()  # of an organisation that is not the centre's

    build(period, tmp_path / "out", as_json=True)

    said = json.loads(capsys.readouterr().out)
    assert said["figures"]["выполнено"] == 1
    assert said["figures"]["Опубликовано программ в Навигаторе"] == 0
    assert [name.rpartition(".")[2] for name in said["files"]] == ["docx", "xlsx"]
    cells = [
        cell.text
        for table in Document(said["files"][0]).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "Сделано вовремя" in cells


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("centre", "period", "sentence"),
    [
        (None, "осень", "Период «осень» не понят: нужно 2025-Q4, 2025-11 или 2025."),
        ("nowhere", "2025-Q4", NO_PERIOD),
    ],
)
def test_build_report_refuses_with_a_sentence(tmp_path, capsys, centre, period, sentence):
    known = ReportingPeriodFactory()

    with pytest.raises(SystemExit) as stop:
        call_command(
            "build_report",
            "period_report",
            centre=centre or known.organisation.code,
            period=period,
            output=tmp_path,
        )

    assert (stop.value.code, capsys.readouterr().err.strip()) == (2, sentence)
    assert list(tmp_path.iterdir()) == []
