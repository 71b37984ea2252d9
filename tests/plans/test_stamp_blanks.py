from datetime import date

import pytest

from plans.domain.agreements import BASIS_NAMES, BasisKind, basis_words
from plans.domain.passage import KINDS, ApprovalOrder, Decision, Passage, order_in
from plans.rendering.stamp_blanks import stamps_among, writings

ORDER = ApprovalOrder("приказ", "175", date(2025, 8, 28))
AGREED = Decision(
    "Ветрова Ольга Николаевна",
    "Ветрова\u00a0О.\u00a0Н.",
    "начальник",
    "согласовано",
    date(2025, 8, 29),
    "",
    has_agreed=True,
)
PASSAGE = Passage("План", 1, date(2025, 8, 30), "приказ", ORDER, (AGREED,))


def filled(said: str, passage: Passage = PASSAGE) -> str:
    lines = said.split(" | ")
    written = [one for stamp in writings(stamps_among(lines), passage) for one in stamp]
    for one in sorted(written, key=lambda one: (one.line, one.start), reverse=True):
        line = lines[one.line]
        lines[one.line] = f"{line[: one.start]}{one.text}{line[one.end :]}"
    return " | ".join(lines)


@pytest.mark.parametrize(
    ("blank", "written"),
    [
        ("«__» ______ 2025 г.", "«30» августа 2025 г."),
        ("«____»_________20__г.", "«30» августа 2025г."),
        ('"___" _________ 20___ года', '"30" августа 2025 года'),
        ("«  »          2025 г.", "«30» августа 2025 г."),
        ("«__» августа 2025 г.", "«30» августа 2025 г."),
        ("«__» ________ 202_ г.", "«30» августа 2025 г."),
        ("_____ 2025 г.", "30 августа 2025 г."),
        ("____ ________ 2025 года", "30 августа 2025 года"),
        ("Дата: ____ ________ 2025", "Дата: 30 августа 2025"),
        ("__.__.20__", "30.08.2025"),
        ("__/__/2025", "30/08/2025"),
    ],
)
def test_day_of_the_approval_is_written_below_the_name(blank, written):
    stamp = "УТВЕРЖДАЮ | Директор | __________ И.И. Иванов | "

    assert filled(stamp + blank) == stamp + written


@pytest.mark.parametrize(
    ("blank", "written"),
    [
        ("приказом от «__» ____ 2025 г. № ____", "приказом от «28» августа 2025 г. № 175"),
        ("приказом МБУ | от «__» ___ 20__ г. № ", "приказом МБУ | от «28» августа 2025 г. № 175"),
        ("приказом МБУ | от          №", "приказом МБУ | от 28.08.2025 № 175"),
        ("приказом МБУ | от №", "приказом МБУ | от 28.08.2025 № 175"),
        ("приказом МБУ | от ______ № ___", "приказом МБУ | от 28.08.2025 № 175"),
        ("приказом от 28.08.2025 № ___", "приказом от 28.08.2025 № 175"),
        ("приказом от «28» августа 2025 г. № ___", "приказом от «28» августа 2025 г. № 175"),
        ("приказом № ___ от _______", "приказом № 175 от 28.08.2025"),
        ("приказом №    от _______", "приказом № 175 от 28.08.2025"),
        ("приказом | от ____ 2025 г. | № ____", "приказом | от 28 августа 2025 г. | № 175"),
        ("Директор | от «__» __ 2025 г. № __", "Директор | от «28» августа 2025 г. № 175"),
    ],
)
def test_day_and_number_of_the_order_are_written_where_the_stamp_asks_for_them(blank, written):
    assert filled(f"УТВЕРЖДЕНО | {blank}") == f"УТВЕРЖДЕНО | {written}"


def test_order_and_signature_of_one_stamp_have_their_own_days():
    said = "УТВЕРЖДАЮ | ____ И.И. Иванов «__» ___ 2025 г. | Приказ № ___ от «__» ___ 2025 г."

    assert filled(said) == (
        "УТВЕРЖДАЮ | ____ И.И. Иванов «30» августа 2025 г. | Приказ № 175 от «28» августа 2025 г."
    )


def test_number_of_an_appendix_is_not_that_of_the_order():
    said = "Приложение № __ | УТВЕРЖДЕНО | приказом | от ____ 20__ г. № ____"

    assert filled(said) == (
        "Приложение № __ | УТВЕРЖДЕНО | приказом | от 28 августа 2025 г. № 175"
    )


@pytest.mark.parametrize("name", ["О.Н. Ветрова", "Ветрова О. Н.", "_____О. Н. Ветрова"])
def test_who_has_agreed_is_dated_in_the_stamp_that_names_them(name):
    assert filled(f"СОГЛАСОВАНО | {name} | «__» ___ 2025 г.").endswith("«29» августа 2025 г.")


@pytest.mark.parametrize(
    "said",
    [
        # another year, another month, another day, another number
        "УТВЕРЖДАЮ | _____ И.И. Иванов | _____ 2022 г.",
        "УТВЕРЖДАЮ | _____ И.И. Иванов | «__» сентября 2025 г.",
        "УТВЕРЖДЕНО | приказом МБУ | от 27.08.2025 № ___",
        "УТВЕРЖДЕНО | приказом МБУ | от ______ № 15",
        "УТВЕРЖДЕНО | приказом от «__» ____ 2024 г. № ____",
        # another document
        "УТВЕРЖДЕНО | распоряжением | от ____ № ___",
        "УТВЕРЖДЕНО | решением педсовета (приказ директора) | от ____ № ___",
        "СОГЛАСОВАНО | педсоветом | протокол от «__» ___ 2025 г. № _",
        "ПРИНЯТО | педсоветом | от «__» ___ 2025 г. № _",
        # another person
        "СОГЛАСОВАНО | ____ А.Н. Ветрова | «__» ___ 2025 г.",
        "СОГЛАСОВАНО | ____ О.Н. Ветровая | «__» ___ 2025 г.",
        "СОГЛАСОВАНО | ____ | «__» ___ 2025 г.",
        # which of two?
        "УТВЕРЖДАЮ | ____ А. | «__» __ 2025 г. | УТВЕРЖДАЮ | ____ Б. | «__» __ 2025 г.",
        "СОГЛАСОВАНО\tУТВЕРЖДАЮ | «__» __ 2025 г.",
        # a line to sign on, a date that is there, no stamp at all
        "УТВЕРЖДАЮ | Директор | ______________ И.И. Иванов",
        "УТВЕРЖДАЮ | Директор | ______________",
        "УТВЕРЖДАЮ | И.И. Иванов | 01.09.2025 год",
        "План работы | на «__» ______ 2025 г.",
    ],
)
def test_what_is_not_certain_stays_blank(said):
    assert filled(said) == said


def test_without_an_order_only_the_signature_is_dated():
    said = "УТВЕРЖДАЮ | ____ И. | «__» ___ 2025 г. | Приказ № ___ от «__» ___ 2025 г."
    passage = Passage("План", 1, date(2025, 8, 30))

    assert filled(said, passage) == said.replace("«__» ___", "«30» августа", 1)


def test_order_is_read_in_the_words_of_the_form():
    said = basis_words(BasisKind.ORDER, "17/5", date(2025, 8, 28), "отдела от района", "и письмо")

    assert order_in(said, "17/5") == ApprovalOrder("приказ", "17/5", date(2025, 8, 28))
    assert tuple(BASIS_NAMES.values()) == KINDS


@pytest.mark.parametrize(
    "typed", ["приказ от 28.08.2025 № 17-о", "приказ МБУ ДО «Дом» от 28.08.2025 г. №17-о"]
)
def test_order_is_read_where_it_was_typed_in_own_words(typed):
    assert order_in(typed, "") == ApprovalOrder("приказ", "17-о", date(2025, 8, 28))


@pytest.mark.parametrize(
    ("basis", "number"),
    [
        ("приказ от 28.08.2025 № 175 с изменениями", ""),
        ("приказ от 28.08.2025", ""),
        ("приказ от 28.08.2025 № 1755", "175"),
        ("приказ № 175", "175"),
        ("приказ от 31.02.2025 № 175", "175"),
        ("письмо от 28.08.2025 № 175", "175"),
    ],
)
def test_other_words_name_no_order(basis, number):
    assert order_in(basis, number) is None
