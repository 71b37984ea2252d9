from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.expected_results import Bound, ExpectedResult, expected_results

LEAST, MOST, EXACT = Bound.LEAST, Bound.MOST, Bound.EXACT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Получено не менее 34 заявок", [("34", "заявок", LEAST)]),
        ("25 % ДООП, готовых к экспертизе", [("25", "%", EXACT)]),
        ("25% ДООП, готовых к независимой экспертизе", [("25", "%", EXACT)]),
        ("Обучение прошло не менее 34 человек", [("34", "человек", LEAST)]),
        ("Интенсивы проведены в 3 ПОО", [("3", "ПОО", EXACT)]),
        ("охват не менее 1 200 детей", [("1200", "детей", LEAST)]),
        ("Охват — 76,5 процентов детей", [("76.5", "%", EXACT)]),
        ("не более 2 замечаний", [("2", "замечаний", MOST)]),
        ("Проведение дискуссии не менее одного раза", []),
        (
            "не менее трёх семинаров и двух выставок",
            [("3", "семинаров", LEAST), ("2", "выставок", EXACT)],
        ),
        ("≥ 10 публикаций", [("10", "публикаций", LEAST)]),
        ("свыше 50 участников", [("50", "участников", LEAST)]),
        ("100 чел.", [("100", "чел.", EXACT)]),
        ("к 25 декабря 2025 года", []),
        ("дети 5 класса, 18 лет", []),
        ("приказ № 34 заявок", []),
        ("п. 3.1 плана", []),
        ("Отчёт", []),
        ("-", []),
        ("Один из педагогов", []),
    ],
)
def test_numbers_that_a_result_promises(text, said):
    expected = [ExpectedResult(Decimal(value), unit, bound) for value, unit, bound in said]

    assert expected_results(text) == expected


@given(st.text())
def test_no_text_raises(text):
    for result in expected_results(text):
        assert result.value >= 0
        assert result.unit
