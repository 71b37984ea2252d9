from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.domain.deadlines import (
    Continuous,
    DeadlineContext,
    Due,
    Every,
    Recurring,
    Unknown,
    Window,
    understand,
    understand_dated_part,
)
from tests.plans.domain.deadline_variants import VARIANTS

YEAR_2025 = DeadlineContext((date(2025, 1, 1), date(2025, 12, 31)))
OCTOBER = DeadlineContext((date(2025, 10, 1), date(2025, 10, 31)))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Февраль, пос. Лесной", Window(date(2025, 2, 1), date(2025, 2, 28))),
        ("27 ноября, Дом творчества", Due(date(2025, 11, 27))),
        ("Школы округа 16 - 18 июня 2025 г.", Window(date(2025, 6, 16), date(2025, 6, 18))),
        ("школа № 13, март", Window(date(2025, 3, 1), date(2025, 3, 31))),
        ("актовый зал, 12.10 в 15:00", Due(date(2025, 10, 12))),
        ("в течение года, школы округа", Continuous()),
        ("ежемесячно, на базе Дома творчества", Recurring(Every.MONTH)),
        ("ул. 8 Марта, 2 - 6 июня", Window(date(2025, 6, 2), date(2025, 6, 6))),
        ("до 15 мая", Due(date(2025, 5, 15))),
    ],
)
def test_the_date_beside_a_place_is_the_deadline(text, term):
    assert understand_dated_part(text, YEAR_2025).terms == (term,)


@pytest.mark.parametrize(
    "text",
    [
        "Учреждения округа",
        "ул. Лесная, 10",
        "5 мая, парк; 9 мая, площадь",
        " ".join(["слово"] * 400),
    ],
)
def test_a_cell_without_one_clear_date_is_unknown(text):
    assert understand_dated_part(text, YEAR_2025).terms == (Unknown(),)


def test_the_number_of_a_house_is_no_day_of_the_month():
    assert understand_dated_part("ул. Лесная, 10", OCTOBER).terms == (Unknown(),)


@settings(deadline=None)
@given(st.sampled_from([text for text, _ in VARIANTS["CY2025"]]))
def test_what_reads_as_a_whole_reads_the_same(text):
    whole = understand(text, YEAR_2025)

    assert Unknown() in whole.terms or understand_dated_part(text, YEAR_2025) == whole
