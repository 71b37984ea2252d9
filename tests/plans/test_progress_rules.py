from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.progress_rules import (
    ExpectedFigure,
    Problem,
    expected_figure,
    problems,
    unchanged_problem,
)
from plans.domain.revisions import Change, Piece, Said, changes, plain_number, word_difference

TODAY = date(2025, 12, 15)
PEOPLE = ExpectedFigure(Decimal(34), "человек")
DONE = Said(execution="done", text="Проведено собрание для родителей.", figure=Decimal(34))

NO_STATUS = Problem("execution", "Отметьте, что с мероприятием.")
NO_TEXT = Problem("text", "Напишите, что сделано: не короче 10 знаков.")
NO_REASON = Problem("reason", "Укажите причину и новый срок.")
NO_FIGURE = Problem("figure", "Укажите число: в плане 34\u00a0человек.")
NEGATIVE = Problem("figure", "Число не может быть меньше нуля.")
FUTURE = Problem(
    "done_on", "Этот день ещё не наступил. Поставьте сегодняшнюю дату или более раннюю."
)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("Обучение прошло не менее 34 человек", (34, "человек")),
        ("25% ДООП, готовых к независимой экспертизе", (25, "%")),
        ("Охват 87,5 % детей", ("87.5", "%")),
        ("Созданы медиацентров в 34 ПОО", (34, "ПОО")),
        ("Проведено не менее 1 дискуссии/круглого стола", (1, "дискуссии")),
        ("не менее 1 200 обучающихся", (1200, "обучающихся")),
        ("До 25 декабря собрано 12 заявок", (12, "заявок")),
        ("не менее 4 публикаций в 2025 году", (4, "публикаций")),
        ("Аналитическая справка", None),
        ("Справка до 25 августа", None),
        ("Дети 5–18 лет", None),
        ("Приказ № 214 от 05.09.2025", None),
        ("Проводится 1 раз в квартал", None),
        ("Учащиеся 5 класса", None),
        ("План на 2025 год", None),
        ("", None),
    ],
)
def test_expected_figure_reads_what_the_result_promises(result, expected):
    figure = ExpectedFigure(Decimal(expected[0]), expected[1]) if expected else None

    assert expected_figure(result) == figure


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (DONE, []),
        (Said(), [NO_STATUS]),
        (replace(DONE, text="Проведено"), [NO_TEXT]),
        (replace(DONE, text="  Проведено  "), [NO_TEXT]),
        (replace(DONE, text="Проведено!"), []),
        (replace(DONE, figure=None), [NO_FIGURE]),
        (replace(DONE, figure=Decimal(0)), []),
        (replace(DONE, figure=Decimal(-1)), [NEGATIVE]),
        (replace(DONE, done_on=TODAY), []),
        (replace(DONE, done_on=date(2025, 12, 16)), [FUTURE]),
        (Said(execution="in_progress"), []),
        (Said(execution="not_applicable"), []),
        (Said(execution="partly"), [NO_REASON, NO_FIGURE]),
        (Said(execution="partly", reason="Карантин", figure=Decimal(5)), []),
        (Said(execution="not_done"), [NO_REASON]),
        (Said(execution="not_done", reason="Карантин, перенесено на март"), []),
        (
            Said(execution="done", done_on=date(2026, 1, 1)),
            [NO_TEXT, NO_FIGURE, FUTURE],
        ),
    ],
)
def test_problems_are_all_told_at_once(said, found):
    assert problems(said, expected=PEOPLE, today=TODAY) == found


def test_problems_ask_for_no_figure_that_the_plan_does_not_expect():
    assert problems(replace(DONE, figure=None), expected=None, today=TODAY) == []


def test_a_returned_report_must_change():
    same = Problem(
        "text", "Отчёт не отличается от возвращённого. Исправьте то, о чём пишет методист."
    )

    assert unchanged_problem(DONE, DONE) == [same]
    assert unchanged_problem(DONE, replace(DONE, figure=Decimal("34.00"))) == [same]
    assert unchanged_problem(DONE, replace(DONE, evidence=frozenset({"hash"}))) == []
    assert unchanged_problem(DONE, None) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [("34.00", "34"), ("12.50", "12,5"), ("0.00", "0"), ("1200", "1200"), ("100", "100")],
)
def test_plain_number_has_no_trailing_zeros(number, said):
    assert plain_number(Decimal(number)) == said


def test_changes_name_the_fields_that_differ():
    after = replace(DONE, execution="partly", figure=Decimal(5), figure_unit="человек")

    assert changes(DONE, after) == [
        Change("Исполнение", "выполнено", "выполнено частично"),
        Change("Количество", "34", "5 человек"),
    ]


def test_word_difference_marks_words():
    left, right = word_difference("Проведено собрание.", "Проведено общее собрание.")

    assert left == [Piece("Проведено", is_changed=False), Piece(" собрание.", is_changed=False)]
    assert right == [
        Piece("Проведено", is_changed=False),
        Piece(" общее", is_changed=True),
        Piece(" собрание.", is_changed=False),
    ]


@given(st.text(), st.text())
def test_word_difference_loses_nothing(before, after):
    left, right = word_difference(before, after)

    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after


@given(st.text())
def test_word_difference_of_a_text_with_itself_is_empty(text):
    left, right = word_difference(text, text)

    assert [piece for piece in [*left, *right] if piece.is_changed] == []
