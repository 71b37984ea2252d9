import pytest

from documents.readers import Paragraph, Table
from documents.readers.text import print_text, read_text


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "pasted.txt"

    def read_lines(text):
        path.write_text(text, "utf-8", newline="")
        return read_text(path, path.name)

    return read_lines


def texts(blocks):
    return [
        [[cell.text for cell in row] for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in blocks
    ]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('"Сбор\r\nзаявок"', "Сбор\nзаявок"),
        ('"Сбор\r\nна ""Слёт"""', 'Сбор\nна "Слёт"'),
        ('"Сбор, слёт"', "Сбор, слёт"),
        ('"Слёт" и "Бал"', '"Слёт" и "Бал"'),
        ('"Слёт"', '"Слёт"'),
        ('Конкурс "Слёт"', 'Конкурс "Слёт"'),
        ('"Без конца', '"Без конца'),
        ("Сбор\vзаявок", "Сбор\nзаявок"),
    ],
)
def test_quotes_part_cells_as_excel_writes_them(read, field, text):
    (table,) = read(f"№\tЧто\tСрок\r\n1\t{field}\tмай\r\n2\tБал\tиюнь")

    assert texts([table]) == [[["№", "Что", "Срок"], ["1", text, "май"], ["2", "Бал", "июнь"]]]


def test_where_all_cells_are_quoted_the_quotes_go(read):
    (table,) = read('"№"\t"Что"\t"Срок"\n"1"\t"Сбор\nзаявок"\t""')

    assert texts([table]) == [[["№", "Что", "Срок"], ["1", "Сбор\nзаявок", ""]]]


def test_blank_rows_and_a_title_belong_to_the_table_of_excel(read):
    (table,) = read("\t\t\t\r\nПлан\t\t\t\r\n№\tЧто\tСрок\t\r\n\t\t\t\r\n1\tСбор\tмай\t")

    assert texts([table]) == [
        [
            ["", "", "", ""],
            ["План"],
            ["№", "Что", "Срок", ""],
            ["", "", "", ""],
            ["1", "Сбор", "май", ""],
        ]
    ]


def test_a_blank_first_row_of_another_width_does_not_hang(read):
    assert texts(read("\t\n\n№\tЧто\tСрок\n1\tСбор\tмай")) == [
        [["", ""]],
        "",
        [["№", "Что", "Срок"], ["1", "Сбор", "май"]],
    ]


def test_empty_cells_cut_off_at_the_right_do_not_join_rows(read):
    (table,) = read(
        "№\tЧто\tСрок\tКто\tИтог\n1\tСбор\tмай\nРаздел II. Обучение\n2\tСлёт\n3\tБал\tиюнь\tЯ\t+"
    )

    assert texts([table])[0][1:] == [
        ["1", "Сбор", "май"],
        ["Раздел II. Обучение"],
        ["2", "Слёт"],
        ["3", "Бал", "июнь", "Я", "+"],
    ]


def test_stamps_side_by_side_do_not_narrow_the_table_below(read):
    stamps, table = read("УТВЕРЖДАЮ\tСОГЛАСОВАНО\n№\tЧто\tСрок\tКто\n1\tСбор\nзаявок\tмай\tЯ\n")[
        :2
    ]

    assert texts([stamps]) == [[["УТВЕРЖДАЮ", "СОГЛАСОВАНО"]]]
    assert texts([table])[0][1] == ["1", "Сбор\nзаявок", "май", "Я"]


def test_what_is_printed_reads_back(read):
    blocks = read('План\n\n№\tЧто\tСрок\n1\t"Сбор\nна ""Слёт"""\tмай\n2\t"Слёт" и бал\t\n\nКонец')

    assert read(print_text(blocks)) == [*blocks[:-1], Paragraph("Конец", place=4)]
