"""Numbers that lead to a person go from public texts, all others stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.anonymity import HIDDEN, Anonymiser
from tests.plans.domain.ordinary_texts import NUMBERS, ORDINARY

_DIGITS = st.text(alphabet="0123456789", min_size=11, max_size=11)
_SECRETS = (
    "СНИЛС {0}{1}{2}-{3}{4}{5}-{6}{7}{8} {9}{10}",
    "{0}{1}{2}-{3}{4}{5}-{6}{7}{8} {9}{10}",
    "{0}{1}{2} {3}{4}{5} {6}{7}{8} {9}{10}",
    "СНИЛС: {0}{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}",
    "{0}{1}{2}{3}{4}{5}{6}{7}{8}{9}",
    "сертификат № {0}{1}{2}{3}{4}{5}{6}{7}{8}{9}",
    "Сертификат ПФДО №{0}{1} {2}{3} {4}{5}{6}{7}{8}{9}",
    "Сертификат {0}{1}.{2}{3}{4}{5}{6}.{7}{8}{9}{10}-23",
    "{0}{1}.{2}{3}{4}{5}{6}.{7}{8}{9}{10}-23",
    "паспорт {0}{1}{2}{3} {4}{5}{6}{7}{8}{9}",
    "паспорт: серия {0}{1} {2}{3} № {4}{5}{6}{7}{8}{9}",
    "{0}{1} {2}{3} {4}{5}{6}{7}{8}{9}",
    "{0}{1}{2}{3} {4}{5}{6}{7}{8}{9}",
    "свидетельство о рождении II-АБ № {0}{1}{2}{3}{4}{5}",
    "+7 9{1}{2} {3}{4}{5}-{6}{7}-{8}{9}",
    "8(9{1}{2}){3}{4}{5}{6}{7}{8}{9}",
    "8.9{1}{2}.{3}{4}{5}.{6}{7}.{8}{9}",
    "7 9{1}{2} {3}{4}{5}-{6}{7}-{8}{9}",
    "доб. {0}{1}{2}",
    "карта {0}{1}{2}{3} {4}{5}{6}{7} {8}{9}{10}0 1234",
)


@given(st.sampled_from(_SECRETS), _DIGITS)
def test_numbers_of_people_go_in_whatever_groups(form, digits):
    secret = form.format(*digits)

    said = Anonymiser(keeps_names=True).text(f"Выдан: {secret}, до мая")

    assert not re.search(r"\d", said), said
    assert said.endswith(", до мая") or said == "Выдан: до мая"


@pytest.mark.parametrize("number", NUMBERS)
def test_ordinary_numbers_stay(number):
    assert Anonymiser().text(number) == number


@given(st.lists(st.sampled_from(NUMBERS + ORDINARY), min_size=1, max_size=4))
def test_ordinary_texts_stay_side_by_side(pieces):
    text = "; ".join(pieces)

    assert Anonymiser().text(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Сертификат 12.34567.8901-23 выдан, СНИЛС 112-233-445 95", "Сертификат выдан"),
        ("паспорт 4612 345678", ""),
        ("12 34 567890", ""),
        ("Родился 01.02.2014, группа А", ", группа А"),
        ("Пётр, 01.02.2014 г.р.", HIDDEN),
        ("почта: метод [at] mail.ru", ""),
        ("иванов@почта.рф", ""),
        ("ИНН 332844000012", "ИНН"),
        ("сайт https://example.ru/p/1234567890", "сайт https://example.ru/p/1234567890"),
    ],
)
def test_what_is_left_of_numbers(text, said):
    assert Anonymiser().text(text) == said
