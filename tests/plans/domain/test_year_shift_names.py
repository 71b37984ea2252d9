"""Stale names, acts and jubilees that a plan of last year carries along."""

from datetime import date

import pytest

from plans.domain.dated_names import DATED_NAMES, acts_in, jubilees_in, stale_names

NOW = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("в рамках проекта «Успех каждого ребенка»", "проект «Успех каждого ребёнка»"),
        ("федеральный проект «Успех каждого ребёнка»", "проект «Успех каждого ребёнка»"),
        ("национального проекта «Образование»", "национальный проект «Образование»"),
        ('нацпроект "Образование"', "национальный проект «Образование»"),
        ("по ГОСТ Р 7.0.97-2016", "ГОСТ Р 7.0.97-2016"),
        ("посты в Instagram", "заблокированная социальная сеть"),
        (
            "программы социально-педагогической направленности",
            "социально-педагогическая направленность",
        ),
    ],
)
def test_a_stale_name_is_found_with_its_successor(text, name):
    [found] = stale_names(text, NOW)

    assert found.name.name == name
    assert found.found in text
    assert found.name.successor
    assert found.name.source


def test_names_hold_while_they_held():
    assert not list(stale_names("проект «Успех каждого ребёнка»", date(2024, 12, 31)))
    assert list(stale_names("проект «Успех каждого ребёнка»", date(2025, 1, 1)))


@pytest.mark.parametrize(
    "text", ["проект «Всё лучшее детям»", "управление образования", "ГОСТ Р 7.0.97-2025"]
)
def test_names_in_force_are_left_alone(text):
    assert not list(stale_names(text, NOW))


def test_acts_are_told_once():
    text = (
        "согласно приказу Минпросвещения от 27.07.2022 № 629 и письму от 29.09.2023 № АБ-3935/06"
    )

    assert acts_in(text) == [
        "приказу Минпросвещения от 27.07.2022 № 629",
        "письму от 29.09.2023 № АБ-3935/06",
    ]
    assert acts_in("до 25 августа 2025 г.") == []


def test_jubilees_are_told():
    texts = ["Акция к 80-летию Победы", "20 лет со дня основания центра", "дети 5-18 лет"]

    assert jubilees_in(texts) == ["80-летию Победы", "20 лет со дня"]


def test_every_name_has_its_source():
    assert all(name.source and name.successor for name in DATED_NAMES)
