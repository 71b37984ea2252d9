from datetime import date, datetime

import pytest

from moc_portal.web import words

TODAY = date(2025, 12, 15)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 пунктов"),
        (1, "1 пункт"),
        (2, "2 пункта"),
        (4, "4 пункта"),
        (5, "5 пунктов"),
        (11, "11 пунктов"),
        (12, "12 пунктов"),
        (14, "14 пунктов"),
        (21, "21 пункт"),
        (22, "22 пункта"),
        (111, "111 пунктов"),
        (1204, "1204 пункта"),
        (400_001, "400 001 пункт"),
        (-3, "-3 пункта"),
    ],
)
def test_counted_agrees_with_the_number(number, said):
    assert words.counted(number, "пункт,пункта,пунктов").replace("\u00a0", " ") == said


def test_plural_gives_the_word_alone():
    assert words.plural(2, "день, дня, дней") == "дня"


@pytest.mark.parametrize(
    ("text", "stuck"),
    [
        ("в школе", "в_школе"),
        ("Не менее 12 человек", "Не_менее 12_человек"),
        ("о программах и о сертификатах", "о_программах и_о_сертификатах"),
        ("школа № 7", "школа №_7"),
        ("школа №7", "школа №_7"),
        ("приняла Ветрова О. Н.", "приняла Ветрова_О._Н."),
        ("Щурилова Э.В.", "Щурилова_Э._В."),
        ("О. Н. Ветрова", "О._Н._Ветрова"),
        ("до 25 декабря 2025 года", "до_25_декабря 2025_года"),
        ("план — документ", "план_— документ"),
        ("1 204 заявки", "1_204_заявки"),
        ("40 % детей", "40_% детей"),
        ("итоги года", "итоги года"),
        ("из-за ремонта", "из-за_ремонта"),
        ("кто-то по-новому", "кто-то по-новому"),
        ("строка\nс началом", "строка\nс_началом"),
        ("", ""),
    ],
)
def test_sticky_keeps_small_words_with_their_neighbours(text, stuck):
    assert words.sticky(text).replace("\u00a0", "_") == stuck


def test_sticky_done_twice_changes_nothing_more():
    once = words.sticky("до 25 декабря и в школе № 7 приняла Ветрова О.Н.")

    assert words.sticky(once) == once


@pytest.mark.parametrize(
    ("name", "short", "mark"),
    [
        ("Ветрова Ольга Николаевна", "Ветрова О. Н.", "ОВ"),
        ("Ветрова О.Н.", "Ветрова О. Н.", "ОВ"),
        ("Римский-Корсаков Николай", "Римский-Корсаков Н.", "НР"),
        ("Администратор", "Администратор", "А"),
        ("", "", "?"),
    ],
)
def test_a_person_is_called_by_surname_and_initials(name, short, mark):
    assert words.person_short(name).replace("\u00a0", " ") == short
    assert words.initials(name) == mark


@pytest.mark.parametrize(
    ("due", "left", "tone"),
    [
        (date(2025, 12, 25), "осталось 10 дней", "mute"),
        (date(2025, 12, 18), "осталось 3 дня", "warn"),
        (date(2025, 12, 16), "остался 1 день", "warn"),
        (date(2026, 1, 5), "остался 21 день", "mute"),
        (date(2025, 12, 15), "сегодня", "bad"),
        (date(2025, 12, 14), "просрочено на 1 день", "bad"),
        (date(2025, 12, 10), "просрочено на 5 дней", "bad"),
    ],
)
def test_a_term_says_how_long_is_left(due, left, tone):
    assert words.days_left(due, TODAY).replace("\u00a0", " ") == left
    assert words.due_tone(due, TODAY) == tone


def test_a_day_names_its_year_only_when_it_is_another():
    assert words.say_day(date(2025, 3, 1), TODAY) == "1\u00a0марта"
    assert words.say_day(date(2024, 3, 1), TODAY) == "1\u00a0марта 2024\u00a0года"
    assert words.say_until(date(2025, 12, 25), TODAY) == "до\u00a025\u00a0декабря"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2025, 12, 15, 14, 5), "сегодня в 14:05"),  # noqa: DTZ001 -- local on purpose
        (datetime(2025, 12, 14, 9, 10), "вчера в 9:10"),  # noqa: DTZ001 -- local on purpose
        (datetime(2024, 12, 12, 0, 0), "12 декабря 2024 года в 0:00"),  # noqa: DTZ001 -- the same
    ],
)
def test_a_moment_is_said_as_people_say_it(moment, said):
    assert words.say_moment(moment, TODAY).replace("\u00a0", " ") == said
