import pytest

from reports.domain.period_report import opening_sentence


@pytest.mark.parametrize(
    ("accepted", "expected", "sentence"),
    [
        (0, 0, "За I квартал отчёты организаций не запрашивались."),
        (63, 206, "За I квартал принято отчётов организаций: 63 из 206 ожидавшихся (31 %)."),
    ],
)
def test_opening_sentence(accepted, expected, sentence):
    assert opening_sentence("I квартал", accepted, expected) == sentence
