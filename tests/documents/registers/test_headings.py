import pytest

from documents.registers.headings import table_of
from documents.registers.preview import column_letters
from organisations.domain.errors import RuleError


def test_table_of_takes_the_columns_wherever_they_stand():
    sheet = [
        ["Список школ", "", ""],
        ["", "", ""],
        ["Заметки", " роль ", "ПОЧТА"],
        ["x", "методист", "a@example.org"],
        ["", "", ""],
        ["y", "", "b@example.org"],
    ]

    table = table_of(sheet, ["Почта", "Роль"], limit=10)

    assert table.rows == [["a@example.org", "методист"], ["b@example.org", ""]]
    assert table.numbers == [4, 6]
    assert table.columns == ["C", "B"]
    assert table.unread == ["Заметки"]


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (
            [],
            "В таблице нет столбцов: «Почта», «Роль». Скачайте бланк и перенесите в него.",
        ),
        (
            [["Почта"], ["a@example.org"]],
            "В таблице нет столбцов: «Роль». Скачайте бланк и перенесите в него.",
        ),
        (
            [["Почта", "Роль"], ["", " "]],
            "В таблице нет ни одной строки под заголовком: заполните её и загрузите.",
        ),
        (
            [["Почта", "Роль"]] + [["a", "b"]] * 3,
            ("В таблице 3 строк, а за один раз загружается не больше 2: разделите её на части."),
        ),
    ],
    ids=["empty", "column", "no rows", "too many"],
)
def test_table_of_says_what_is_missing(sheet, sentence):
    with pytest.raises(RuleError) as refusal:
        table_of(sheet, ["Почта", "Роль"], limit=2)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_column_letters_are_those_of_excel(index, letters):
    assert column_letters(index) == letters
