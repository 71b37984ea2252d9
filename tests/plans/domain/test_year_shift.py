"""Moving dates by a year: what moves, what stays, what a person is asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.deadlines import DeadlineContext, Due, Window, read_deadline
from plans.domain.year_shift import (
    Verdict,
    YearShift,
    marks_in,
    shift_between,
    shifted,
    shifted_period,
    with_marks,
)
from tests.plans.domain.deadline_phrases import PHRASES

SCHOOL = YearShift(1, date(2025, 9, 1), date(2026, 8, 31))
CALENDAR = YearShift(1, date(2025, 1, 1), date(2025, 12, 31))

MOVES = (
    """
до 25 августа 2025 г. -> до 25 августа 2026 г.
2025-2026 учебный год -> 2026-2027 учебный год
2025–2026 учебный год -> 2026–2027 учебный год
2025 — 2026 учебный год -> 2026 — 2027 учебный год
2025/2026 учебного года -> 2026/2027 учебного года
2025-26 уч. год -> 2026-27 уч. год
2025/26 -> 2026/27
итоги 25/26 -> итоги 26/27
2025–2026 уч.г., 2025/2026, 25/26 -> 2026–2027 уч.г., 2026/2027, 26/27
2025 – 26 учебный год -> 2026 – 27 учебный год
25/26 учебный год -> 26/27 учебный год
25-26 уч.г. -> 26-27 уч.г.
на 2025-2026 гг. -> на 2026-2027 гг.
2025 год – 2026 год -> 2026 год – 2027 год
25.08.2025 -> 25.08.2026
25.08.2025г. -> 25.08.2026г.
25.08.25 -> 25.08.26
25.10. - 05.11.25 г. -> 25.10. - 05.11.26 г.
25.10–05.11.2025 -> 25.10–05.11.2026
01/09/2025 -> 01/09/2026
2025-09-01 -> 2026-09-01
01.09.2025–31.05.2026 -> 01.09.2026–31.05.2027
на период с 01.09.2025 по 31.08.2026 -> на период с 01.09.2026 по 31.08.2027
1.04.2026-20.04.2026 -> 1.04.2027-20.04.2027
10.04.2026 12:00 -> 10.04.2027 12:00
3.04.2026 -> 3.04.2027
09.2025 -> 09.2026
сентябрь 2025 – май 2026 -> сентябрь 2026 – май 2027
сентябрь 2025 -> сентябрь 2026
Сентябрь 2025 года -> Сентябрь 2026 года
сент. 2025 -> сент. 2026
в сентябре 2025 года -> в сентябре 2026 года
июнь – ноябрь 2025 г. -> июнь – ноябрь 2026 г.
Октябрь 2025 года - январь 2026 года -> Октябрь 2026 года - январь 2027 года
с октября 2025 по март 2026 -> с октября 2026 по март 2027
декабрь 2025 г., май 2026 г. -> декабрь 2026 г., май 2027 г.
июнь 2026 г. сентябрь 2025 г. -> июнь 2027 г. сентябрь 2026 г.
Декабрь 2025- -> Декабрь 2026-
13 ИЮН 2025 -> 13 ИЮН 2026
«11» февраля 2026 года -> «11» февраля 2027 года
с 15 ноября по 15 декабря 2025 года -> с 15 ноября по 15 декабря 2026 года
с 01 января 2026 года по 31 августа 2026 года -> с 01 января 2027 года по 31 августа 2027 года
I квартал 2025 -> I квартал 2026
за I квартал 2026 года -> за I квартал 2027 года
1 кв. 2026 г. -> 1 кв. 2027 г.
IV квартал 2025 года -> IV квартал 2026 года
не позднее 3 квартала 2026 г. -> не позднее 3 квартала 2027 г.
2 полугодие 2025-2026 уч. года -> 2 полугодие 2026-2027 уч. года
первое полугодие 2026 года -> первое полугодие 2027 года
9 месяцев 2025 года -> 9 месяцев 2026 года
осень 2025 -> осень 2026
лето 2026 -> лето 2027
в летний период 2026 г. -> в летний период 2027 г.
летняя кампания 2026 года -> летняя кампания 2027 года
в течение 2025 года -> в течение 2026 года
2025 год -> 2026 год
2025г -> 2026г
2025 г. -> 2026 г.
в 2025-м году -> в 2026-м году
итоги 2025 года -> итоги 2026 года
План работы центра на 2025-2026 учебный год -> План работы центра на 2026-2027 учебный год
План работы МОЦ г. Оренбурга на 2025 год -> План работы МОЦ г. Оренбурга на 2026 год
Медиаплан на 2025/26 учебный год -> Медиаплан на 2026/27 учебный год
Оренбург, 2025 -> Оренбург, 2026
г. Ковров, 2026 г. -> г. Ковров, 2026+1 г.
Конкурс «Ученик года – 2026» -> Конкурс «Ученик года – 2027»
Фестиваль «Лето-2026» -> Фестиваль «Лето-2027»
Отчёт за 2024-2025 учебный год -> Отчёт за 2025-2026 учебный год
Анализ работы за 2024 год -> Анализ работы за 2025 год
Мониторинг новых мест в 2026г -> Мониторинг новых мест в 2027г
к 20.12.2025 -> к 20.12.2026
по 15.11.2025 включительно -> по 15.11.2026 включительно
до 1 апреля 2026 года -> до 1 апреля 2027 года
В срок до 01 января 2026 года -> В срок до 01 января 2027 года
к началу 2026/2027 учебного года -> к началу 2027/2028 учебного года
_____ 2025 г. -> _____ 2026 г.
«__» сентября 2025 г. -> «__» сентября 2026 г.
Форум (октябрь 2025 года, Москва) -> Форум (октябрь 2026 года, Москва)
Подготовка приказа до 01.09.2025 -> Подготовка приказа до 01.09.2026
Издание приказа до 15 сентября 2025 г. -> Издание приказа до 15 сентября 2026 г.
реализация проекта в 2025-2026 учебном году -> реализация проекта в 2026-2027 учебном году
нового 2026 года -> нового 2027 года
новогодние каникулы 2025-2026 -> новогодние каникулы 2026-2027
с 2025 по 2026 год -> с 2026 по 2027 год
в 2025 и 2026 годах -> в 2026 и 2027 годах
(2025) -> (2026)
на сентябрь 2025 года -> на сентябрь 2026 года
до конца 2025 года -> до конца 2026 года
1 сентября 2025 -> 1 сентября 2026
к 1 июня 2026 г. не менее 2026 человек -> к 1 июня 2027 г. не менее 2026 человек
""".strip()
    .replace("2026+1", "2027")
    .splitlines()
)

STAYS = """
приказ Минпросвещения России от 27.07.2022 № 629
приказ управления образования от 15.08.2025 № 175
приказ от 15 августа 2025 г. № 01-05/175
приказом управления образования администрации города от 28.08.2025
ФЗ-273 от 29.12.2012
Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»
№ 273-ФЗ от 29 декабря 2012 г.
распоряжение Правительства РФ от 31.03.2022 № 678-р
Концепция развития дополнительного образования детей до 2030 года
распоряжение Правительства о плане до 2030 года
реализация национального проекта «Молодёжь и дети» 2025–2030
национальный проект на 2025–2030 годы
федеральный проект «Всё лучшее детям» (2025-2030 годы)
стратегия развития воспитания до 2025 года
муниципальная программа «Развитие образования» на 2024–2028 годы
государственная программа до 2030 года
Указ Президента от 07.05.2024 № 309 о национальных целях до 2030 года
Десятилетие детства 2018–2027
протокол № 1 от 28.08.2025
протокол от 28.08.2025 № 1
постановление администрации от 12.01.2026 № 15-п
положение, утверждённое приказом от 01.09.2025
договор № 2025/14
входящий № 2026-15
приказ № 2025
ГОСТ Р 7.0.97-2025
СП 2.4.3648-20
СанПиН 1.2.3685-21
ISO 9001:2015
тел. 8 (4922) 20-25-26
+7 920 202-52-026
телефон: 2-02-52
2025 человек
не менее 2026 детей
2025 руб.
2 025 000 рублей
2026 обучающихся в возрасте 5-18 лет
классы 5-11
возраст 5–18 лет
дети 10-11 классов
80-летие Победы (1945–2025)
Великая Отечественная война 1941-1945 годов
в 2019 году создан МОЦ
с 2020 года
https://moc.example.ru/2025/09/plan
plan_2025.docx
moc2025@example.org
в ред. от 01.07.2025
в редакции 2025 года
Год защитника Отечества (2025)
2026 год – Год единства
программа «Россия 2026»
проект «Вектор-2030»
п. 1.1.25
пункт 2.10.25 положения
ИНН 2025202620
12.30.25
в 2040 году
на 2025–2030 годы
2022 - 2024 годы
от 27 июля 2022 г. N 629
письмо Минпросвещения от 29.09.2023 № АБ-3935/06
письмо от 18.11.2025 № 09-3242
ежемесячно до 5 числа
В течение года
25 % ДООП
5-7 сентября
25/26 октября
25/26 человек
ул. Мира, д. 25/26
каб. 25/26
№ 25/26
1/2
""".strip().splitlines()

ASKED = """
на 2025–2030 годы
Год защитника Отечества (2025)
программа «Россия 2026»
в 2040 году
положение утверждено в 2025 году
понедельник, 15 сентября
2026
Охват 2026
не менее 2026
Отчёт 26/27
""".strip().splitlines()


@pytest.mark.parametrize("line", MOVES, ids=range(len(MOVES)))
def test_dates_of_the_plan_move(line):
    before, after = line.split(" -> ")

    assert shifted(before, SCHOOL) == after
    assert all(mark.verdict is not Verdict.ASK for mark in marks_in(before, SCHOOL))


@pytest.mark.parametrize("text", STAYS, ids=range(len(STAYS)))
def test_years_that_are_no_dates_of_the_plan_stay(text):
    assert shifted(text, SCHOOL) == text


@pytest.mark.parametrize("text", ASKED, ids=range(len(ASKED)))
def test_doubtful_years_are_asked_about_with_a_reason(text):
    asked = [mark for mark in marks_in(text, SCHOOL) if mark.verdict is Verdict.ASK]

    assert asked
    assert all(mark.reason and mark.after != mark.before for mark in asked)


def test_there_are_enough_phrases():
    assert len(MOVES) + len(STAYS) >= 120
    assert len(STAYS) >= 40


@pytest.mark.parametrize(
    ("text", "after", "reason"),
    [
        ("до 29 февраля 2024 года", "до 28 февраля 2025 года", "в 2025 году нет 29 февраля"),
        ("29.02.2024", "28.02.2025", "в 2025 году нет 29 февраля"),
        ("до 29 февраля", "до 28 февраля", "в 2025 году нет 29 февраля"),
        ("до 29.02", "до 28.02", "в 2025 году нет 29 февраля"),
    ],
)
def test_the_29th_of_february(text, after, reason):
    shift = YearShift(1, date(2024, 1, 1), date(2024, 12, 31))
    [mark] = marks_in(text, shift)

    assert with_marks(text, [(mark, mark.after)]) == after
    assert mark.reason == reason


def test_the_29th_of_february_stays_from_leap_year_to_leap_year():
    shift = YearShift(4, date(2024, 1, 1), date(2024, 12, 31))

    assert shifted("до 29 февраля 2024 года", shift) == "до 29 февраля 2028 года"
    assert shifted("до 29 февраля", shift) == "до 29 февраля"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("15 сентября, понедельник", "15 сентября, вторник"),
        ("15 сентября (понедельник)", "15 сентября (вторник)"),
        ("15.09.2025 (пн)", "15.09.2026 (вт)"),
        ("Понедельник, 15 сентября 2025 г.", "Вторник, 15 сентября 2026 г."),
        ("16 сентября, во вторник", "16 сентября, в среду"),
    ],
)
def test_a_weekday_beside_a_day_is_asked_about(text, after):
    assert shifted(text, SCHOOL, ask=True) == after
    weekday = next(mark for mark in marks_in(text, SCHOOL) if "что вернее" in mark.reason)
    assert weekday.verdict is Verdict.ASK


def test_a_weekday_that_was_wrong_already_is_only_told():
    [mark] = marks_in("15 сентября, среда", SCHOOL)

    assert (mark.verdict, mark.after) == (Verdict.KEEP, mark.before)
    assert "не сходится уже сейчас: 15.09.2025 — понедельник" in mark.reason


def test_a_weekday_of_a_plan_for_one_month_is_known():
    month = YearShift(1, date(2018, 9, 1), date(2018, 9, 30))

    assert shifted("1 (суббота)", month, ask=True) == "1 (воскресенье)"
    [mark] = marks_in("1 (суббота)", SCHOOL)
    assert (mark.verdict, mark.after) == (Verdict.KEEP, mark.before)


def test_a_deadline_cell_is_trusted_with_a_bare_year():
    assert shifted("2025", CALENDAR, is_deadline=True) == "2026"
    assert shifted("охват 2025 всех", CALENDAR) == "охват 2025 всех"


def test_the_period_of_a_long_plan_moves_as_a_whole():
    years = YearShift(3, date(2023, 1, 1), date(2025, 12, 31))

    assert shifted("План на 2023-2025 годы", years) == "План на 2026-2028 годы"


def test_from_a_school_year_to_a_calendar_year_the_start_counts():
    old = (date(2025, 9, 1), date(2026, 8, 31))

    assert shift_between(old, (date(2026, 1, 1), date(2026, 12, 31))).by == 1
    assert shifted_period(old, 1) == (date(2026, 9, 1), date(2027, 8, 31))
    assert shifted_period((date(2024, 3, 1), date(2024, 2, 29)), 1)[1] == date(2025, 2, 28)
    assert shifted_period((date(2025, 3, 1), date(2027, 2, 28)), 1)[1] == date(2028, 2, 29)


def test_nothing_moves_by_no_years():
    assert marks_in("до 25 августа 2025 г.", YearShift(0, SCHOOL.starts_on, SCHOOL.ends_on)) == ()


def test_a_short_pair_is_moved_where_the_text_names_its_years_and_asked_about_elsewhere():
    """The plan of a calendar year may tell of the school year that it begins in."""
    plan = YearShift(1, date(2028, 2, 29), date(2028, 12, 31))
    [alone] = marks_in("Итоги 27/28", plan)

    assert shifted("2027/2028, 27/28", plan) == "2028/2029, 28/29"
    assert (alone.verdict, alone.after) == (Verdict.ASK, "28/29")


PIECES = [line.split(" -> ")[0] for line in MOVES] + STAYS + ASKED


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5),
    st.sampled_from([", ", "; ", ". ", "\n", " "]),
    st.integers(min_value=1, max_value=12),
)
def test_there_and_back_gives_the_text(pieces, joint, by):
    text = joint.join(pieces)
    shift = YearShift(by, SCHOOL.starts_on, SCHOOL.ends_on)

    assert shifted(shifted(text, shift, ask=True), shift.back, ask=True) == text


@given(st.text(alphabet="0123456789 .-–/гоdпдотN№«»()сентябрьучфевр", max_size=60))
def test_no_text_breaks_it(text):
    moved = shifted(text, SCHOOL, ask=True)

    assert len(moved.splitlines()) == len(text.splitlines())


def period_of(code):
    if "-" in code:
        year, month = map(int, code.split("-"))
        return date(year, month, 1), date(year, month, 30)
    year = int(code[2:])
    if code.startswith("SY"):
        return date(year, 9, 1), date(year + 1, 8, 31)
    return date(year, 1, 1), date(year, 12, 31)


def later(day):
    return shifted_period((day, day), 1)[0]


def a_year_later(term):
    match term:
        case Window(start, end):
            return Window(later(start), later(end))
        case Due(end):
            return Due(later(end))
    return term


# Phrases whose meaning does not simply move: a week of Mondays, days that there are not.
REPORTED = {60: "weeks are counted from Monday", 294: "2024 has the day that 2023 has not"}


@pytest.mark.parametrize("phrase", PHRASES, ids=[row[0] for row in PHRASES])
def test_every_deadline_of_the_field_reads_as_the_same_a_year_later(phrase):
    number, text, code, *_rest = phrase
    period = period_of(code)
    shift = YearShift(1, *period)
    before = read_deadline(text, DeadlineContext(period)).terms
    after = read_deadline(
        shifted(text, shift, is_deadline=True, ask=True),
        DeadlineContext(shifted_period(period, 1)),
    ).terms

    moved = [str(a_year_later(term)) for term in before]
    assert ([str(term) for term in after] == moved) is (number not in REPORTED)
