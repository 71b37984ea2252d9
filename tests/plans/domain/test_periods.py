from datetime import date

import pytest

from plans.domain.periods import read_period, school_year, year_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("на период с 01.09.2023 по 31.08.2024", school_year(2023)),
        ("на 2022-23 учебный год", school_year(2022)),
        ("на 2022 – 23 учебный год", school_year(2022)),
        ("на 2023/2024 уч. г.", school_year(2023)),
        ("на 2022 год", year_period(2022)),
        ("на 2024-2025 гг.", year_period(2024, 2025)),
        ("на сентябрь 2018 года", (date(2018, 9, 1), date(2018, 9, 30))),
        ("на I квартал 2024 года", (date(2024, 1, 1), date(2024, 3, 31))),
        ("на сентябрь-декабрь 2023 года", (date(2023, 9, 1), date(2023, 12, 31))),
        ("на 2 полугодие 2023-2024 учебного года", (date(2024, 1, 1), date(2024, 5, 31))),
        ("с 1 сентября 2023 года по 31 мая 2024 года", (date(2023, 9, 1), date(2024, 5, 31))),
        ("План работы", None),
        ("с 31.08.2024 по 01.09.2023", None),
        ("на 2022-2024 учебный год", None),
    ],
)
def test_read_period(text, period):
    assert read_period(text) == period
