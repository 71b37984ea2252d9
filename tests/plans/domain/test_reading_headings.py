from datetime import date

import pytest

from plans.domain.content import Approval, ApprovalKind, Order
from plans.domain.reading.approvals import read_approvals
from plans.domain.reading.headings import is_plan_heading
from plans.domain.reading.text import heal
from tests.plans.domain.blocks import HEADER, grid, heading, read

TABLE = grid(HEADER, ("1", "Сбор", "март", "Методист"), place=9)
APPROVED, AGREED = ApprovalKind.APPROVED, ApprovalKind.AGREED


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("П Л А Н работы центра", True),
        ("План составлен на основе целевой модели.", False),
        ("План-график работы на 2025 год", True),
    ],
)
def test_is_plan_heading(line, expected):
    assert is_plan_heading(line) is expected


@pytest.mark.parametrize(
    "after", ["с. Старое Верхнее\n2022", "г. Орск", "Полянск, 2023", "пос. Заря, 2024 год"]
)
def test_the_town_and_the_year_are_no_part_of_the_title(after):
    document = read(heading("План работы на 2025 год"), heading(after, bold=False), TABLE)

    assert document.plans[0].title == "План работы на 2025 год"


def test_a_title_that_speaks_of_no_plan_is_known_by_its_look():
    title = heading("Основные направления деятельности на 2025 год")

    document = read(heading("Дом творчества"), heading(""), title, TABLE)

    assert document.plans[0].title == "Основные направления деятельности на 2025 год"
    assert "по виду строки" in document.doubts[0].reason


@pytest.mark.parametrize(
    ("text", "approvals"),
    [
        (
            "У Т В Е Р Ж Д А Ю\nДиректор ДДТ\n______А.А.Котов\n«5» сентября 2024г.",
            [Approval(APPROVED, "Директор ДДТ", "А.А.Котов", date(2024, 9, 5))],
        ),
        (
            "УТВЕРЖДАЮ\nДиректор ДДТ\n______ Э.Э. Грачёва\nПЛАНЫ\nна 2023-2024 учебный год",
            [Approval(APPROVED, "Директор ДДТ", "Э.Э. Грачёва")],
        ),
        (
            "УТВЕРЖДЕНА\nпостановлением администрации\nот 15 марта 2024 г. № 188-п\nПРОГРАММА",
            [Approval(APPROVED, order=Order("188-п", date(2024, 3, 15), "администрации"))],
        ),
        (
            "УТВЕРЖДАЮ\nДиректор СОШ № 1\nим. А.С. Пушкина\n______ К.К. Котов",
            [Approval(APPROVED, "Директор СОШ № 1 им. А.С. Пушкина", "К.К. Котов")],
        ),
        (
            "Утв. приказом директора ДДТ\nот 10.01.2025 № 3",
            [Approval(APPROVED, order=Order("3", date(2025, 1, 10), "директора ДДТ"))],
        ),
        (
            'Приложение № 3 к Положению\nУТВЕРЖДАЮ\nДиректор\nЕ.В. Рой ____\n"27" мая 2025г.',
            [Approval(APPROVED, "Директор", "Е.В. Рой", date(2025, 5, 27))],
        ),
        (
            "УТВЕРЖДАЮ\nДиректор\n____ (Мороз А.А.)\nДата: 02.09.24",
            [Approval(APPROVED, "Директор", "Мороз А.А.", date(2024, 9, 2))],
        ),
        ("С УЧЁТОМ мнения Совета родителей\nПротокол № 2 от 30.08.2024", []),
    ],
)
def test_stamps(text, approvals):
    assert read_approvals(text.split("\n"))[0] == approvals


def test_stamps_side_by_side_count_row_by_row():
    stamps = grid(
        ("РАССМОТРЕНО\nна совете\nПротокол № 1", "УТВЕРЖДАЮ\nДиректор ДДТ\n____ А.А. Ким"),
        ("СОГЛАСОВАНО\nНачальник УО\n____ И.И. Бак", "СОГЛАСОВАНО\nГлава РМЦ\n____ О.О. Рой"),
        bold=(),
    )

    document = read(stamps, heading("План работы на 2025 год"), TABLE)

    assert document.approvals == (
        Approval(APPROVED, "Директор ДДТ", "А.А. Ким"),
        Approval(AGREED, "Начальник УО", "И.И. Бак"),
        Approval(AGREED, "Глава РМЦ", "О.О. Рой"),
    )


def test_a_stamp_that_says_nothing_is_told():
    document = read(heading("СОГЛАСОВАНО"), heading(""), heading("План на 2025 год"), TABLE)

    assert not document.approvals
    assert any("не все грифы" in doubt.reason for doubt in document.doubts)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("научно-\nпрактической", "научно-практической"),
        ("социально-\nзначимых", "социально-значимых"),
        ("эконо-\nмической", "экономической"),
        ("инно-\nвационной", "инновационной"),
        ("естественно-\nнаучной", "естественнонаучной"),
        ("одно-\nвременно", "одновременно"),
        ("празднично-\nго", "праздничного"),
    ],
)
def test_a_word_that_a_line_broke_is_healed(broken, whole):
    assert heal(broken) == whole
