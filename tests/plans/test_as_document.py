import zipfile
from datetime import date
from io import BytesIO

import pytest

from plans.domain.content import Column, Field, PlanContent, PlanDocument, PlanKind
from plans.rendering import as_document


def page_of(*widths):
    columns = tuple(Column(f"Графа {place}", Field.OTHER, mm) for place, mm in enumerate(widths))
    period = (date(2025, 9, 1), date(2026, 8, 31))
    plan = PlanContent(PlanKind.WORK_PLAN, "План работы", period, columns, ())
    content = as_document.render(PlanDocument((), (plan,)))
    return zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("widths", "is_turned"),
    [
        ((12, 90, 60, 32, 42), True),
        ((12, 80, 40, 30), False),
        ((None, None, None), False),
        ((None,) * 6, True),
    ],
)
def test_a_page_is_turned_for_a_table_that_is_wider_than_it(widths, is_turned):
    assert ('w:orient="landscape"' in page_of(*widths)) is is_turned
