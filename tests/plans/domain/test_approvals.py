from datetime import date

import pytest

from plans.domain.content import Approval, ApprovalKind, Order
from plans.domain.reading.approvals import read_approvals

APPROVED, AGREED = ApprovalKind.APPROVED, ApprovalKind.AGREED


@pytest.mark.parametrize(
    ("text", "approvals"),
    [
        (
            "Приложение 1\nк постановлению администрации района от 05.02.2024 г. № 112-па",
            [Approval(APPROVED, order=Order("112-па", date(2024, 2, 5), "администрации района"))],
        ),
        (
            "Приложение № 2\n\n\nУТВЕРЖДЕН\nраспоряжением министерства\nот 13 ИЮН 2024 № 784",
            [Approval(APPROVED, order=Order("784", date(2024, 6, 13), "министерства"))],
        ),
        (
            "УТВЕРЖДАЮ\nЗаведующая ДОУ\nСидорова Мария Петровна\n1 сентября 2023 года",
            [Approval(APPROVED, "Заведующая ДОУ", "Сидорова Мария Петровна", date(2023, 9, 1))],
        ),
        (
            (
                "СОГЛАСОВАНО:\nНачальник УО\n______/Петрова А.А./\n«__» ______ 2023 г.\n\n"
                "УТВЕРЖДЕНО\nприказом директора ДДТ\nот 31 августа 2023 года № 45/1-ОД"
            ),
            [
                Approval(AGREED, "Начальник УО", "Петрова А.А."),
                Approval(APPROVED, order=Order("45/1-ОД", date(2023, 8, 31), "директора ДДТ")),
            ],
        ),
        ("РАССМОТРЕНО\nна заседании совета\nПротокол № 1 от 30.08.2023", []),
        ("Приложение\nк письму", []),
    ],
)
def test_read_approvals(text, approvals):
    assert read_approvals(text.split("\n"))[0] == approvals


def test_a_title_is_left_to_the_heading():
    lines = ["УТВЕРЖДАЮ", "Директор И.И. Иванов", "План работы", "на 2024 год"]

    assert read_approvals(lines)[1] == {0, 1}
