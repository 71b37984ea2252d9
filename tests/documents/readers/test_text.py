import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.readers import Paragraph, Table
from documents.readers.drawn import drawn_tables
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


def cells(table):
    return [
        [(cell.text, cell.column, cell.span, cell.is_covered) for cell in row]
        for row in table.rows
    ]


PLAIN = [["№", "Что", "Срок"], ["1", "Слёт", "май"], ["2", "Бал", "июнь"]]


@pytest.mark.parametrize(
    "drawing",
    [
        (
            "|---+------+------|\n| № | Что  | Срок |\n|---+------+------|\n| 1 | Слёт | май  |\n"
            "|---+------+------|\n| 2 | Бал  | июнь |\n|---+------+------|"
        ),
        (
            "/-----------------\\\n| № | Что  | Срок |\n|---+------+------|\n| 1 | Слёт | май  |\n"
            "|---+------+------|\n| 2 | Бал  | июнь |\n\\-----------------/"
        ),
        (
            "┌───┬──────┬──────┐\n│ № │ Что  │ Срок │\n├───┼──────┼──────┤\n│ 1 │ Слёт │ май  │\n"
            "├───┼──────┼──────┤\n│ 2 │ Бал  │ июнь │\n└───┴──────┴──────┘"
        ),
        (
            "  г---T------T------¬\n  ¦ № ¦ Что  ¦ Срок ¦\n  +---+------+------+\n"
            "  ¦ 1 ¦ Слёт ¦ май  ¦\n  +---+------+------+\n"
            "  ¦ 2 ¦ Бал  ¦ июнь ¦\n  L---+------+-------"
        ),
        (
            "----+------+-----\n № ¦ Что  ¦ Срок\n---+------+------\n 1 ¦ Слёт ¦ май\n"
            "---+------+------\n 2 ¦ Бал  ¦ июнь\n---+------+------"
        ),
        "| № | Что | Срок |\n|---|:---:|-----:|\n| 1 | Слёт | май |\n| 2 | Бал | июнь |",
        "№ | Что | Срок\n--- | --- | ---\n1 | Слёт | май\n2 | Бал | июнь",
        (
            "+---+------+------+\n| № | Что  | Срок |\n+---+------+------+\n| 1 | Слёт | май  |\n"
            "| 2 | Бал  | июнь |\n+---+------+------+"
        ),
        "| № | Что  | Срок |\n| 1 | Слёт | май  |\n| 2 | Бал  | июнь |",
        (
            "|№ |Что |Срок|\n|__|____|____|\n|1 |Слёт|май |\n|__|____|____|\n"
            "|2 |Бал |июнь|\n|__|____|____|"
        ),
        (
            "│ № │ Что │ Срок │\n\n├───┼──────┼──────┤\n\n│ 1 │ Слёт │ май │\n\n"
            "├───┼──────┼──────┤\n\n│ 2 │ Бал │ июнь │\n\n└───┴──────┴──────┘"
        ),
    ],
)
def test_tables_drawn_with_signs_are_tables(read, drawing):
    above, table, below = read(f"План\n{drawing}\nИсполнитель Лисицын")

    assert texts([above, table, below]) == ["План", PLAIN, "Исполнитель Лисицын"]
    assert [row[0].row for row in table.rows] == [0, 1, 2]
    assert [above.place, table.place, below.place] == [0, 1, 2]


def test_lines_between_two_rules_are_one_row_and_a_rule_with_fewer_joints_merges_cells(read):
    (table,) = read(
        "+----+---------------+-------+\n"
        "| N  | Что           | Срок  |\n"
        "+----+---------------+-------+\n"
        "|  Раздел I. Слёты           |\n"
        "+----+---------------+-------+\n"
        "| 1. | Слёт юных ту- | 12    |\n"
        "|    | ристов и      | марта |\n"
        "|    | краеведов     |       |\n"
        "+----+---------------+-------+\n"
        "| 2. | Каникулы: лагерь      |\n"
        "+----+---------------+-------+"
    )

    assert cells(table)[1:] == [
        [("Раздел I. Слёты", 0, 3, False)],
        [
            ("1.", 0, 1, False),
            ("Слёт юных ту-\nристов и краеведов", 1, 1, False),
            ("12 марта", 2, 1, False),
        ],
        [("2.", 0, 1, False), ("Каникулы: лагерь", 1, 2, False)],
    ]


def test_a_rule_under_some_columns_ends_their_cells_only(read):
    (table,) = read(
        "┌────┬──────┬───────────────┬─────┐\n"
        "│ N  │ Что  │     Срок      │ Кто │\n"
        "│п/п │      ├───────┬───────┤     │\n"
        "│    │      │начало │ конец │     │\n"
        "├────┼──────┼───────┼───────┼─────┤\n"
        "│ 1. │ Слёт │ 01.03 │ 02.03 │ МОЦ │\n"
        "│    ├──────┼───────┼───────┼─────┤\n"
        "│    │ Итог │ 05.03 │ 06.03 │ УО  │\n"
        "└────┴──────┴───────┴───────┴─────┘"
    )

    head = [("N п/п", 0, 1), ("Что", 1, 1), ("Кто", 4, 1)]
    assert [cell[:3] for cell in cells(table)[0]] == [*head[:2], ("Срок", 2, 2), head[2]]
    assert [cell[:3] for cell in cells(table)[1] if cell[3]] == head
    assert [cell[0] for cell in cells(table)[1] if not cell[3]] == ["начало", "конец"]
    assert cells(table)[3][0] == ("1.", 0, 1, True)
    assert texts([table])[0][3] == ["1.", "Итог", "05.03", "06.03", "УО"]


def test_a_header_of_two_rows_survives_blanks_folded_into_one(read):
    (table,) = read(
        "├═══┬══════┬═════════════════┬═════┤\n"
        "│ N │ Что │ Объём │ Кто │\n"
        "│ │ ├═════┬═══════════┤ │\n"
        "│ │ │всего│по годам: │ │\n"
        "│ │ │ ├═════┬═════┤ │\n"
        "│ │ │ │2031 │2032 │ │\n"
        "├═══┼══════┼═════┼═════┼═════┼═════┤\n"
        "│1. │ Слёт │ 2 │ 1 │ 1 │ МОЦ │\n"
        "└═══┴══════┴═════┴═════┴═════┴═════┘"
    )

    assert [cell[:3] for cell in cells(table)[0]] == [
        ("N", 0, 1),
        ("Что", 1, 1),
        ("Объём", 2, 3),
        ("Кто", 5, 1),
    ]
    assert [cell[:3] for cell in cells(table)[1] if not cell[3]] == [
        ("всего", 2, 1),
        ("по годам:", 3, 2),
    ]
    assert texts([table])[0][3] == ["1.", "Слёт", "2", "1", "1", "МОЦ"]


def test_in_a_table_without_rules_between_rows_a_line_that_goes_on_joins_its_row(read):
    (table,) = read(
        "| № | Что         | Срок |\n"
        "|---+-------------+------|\n"
        "| 1 | Слёт        | май  |\n"
        "|   | краеведов   |      |\n"
        "| 2 | Бал         | июнь |"
    )

    assert texts([table])[0][1:] == [["1", "Слёт краеведов", "май"], ["2", "Бал", "июнь"]]


def test_a_line_of_a_drawn_cell_that_had_room_for_the_next_word_ends_there(read):
    (table,) = read(
        "|---+--------------------|\n"
        "| № | Кто                |\n"
        "|---+--------------------|\n"
        "| 1 | Методист           |\n"
        "|   | Дом культуры       |\n"
        "|   | клуб юных туристов |\n"
        "|   | и краеведов админи-|\n"
        "|   | страции            |\n"
        "|   | города Лисий Нос   |\n"
        "|   | 1) сбор            |\n"
        "|---+--------------------|"
    )

    assert texts([table])[0][1][1] == (
        "Методист\nДом культуры\nклуб юных туристов и краеведов админи-\nстрации\n"
        "города Лисий Нос\n1) сбор"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Главная | Новости | Контакты\nФото | Видео | Афиша\n-------\nПлан",
        "План | Отчёт",
        "| одна строка |",
        "--------\nтекст\n--------",
        "-+-+-+-",
    ],
)
def test_bars_and_dashes_in_prose_draw_no_table(read, text):
    assert texts(read(text)) == text.split("\n")


def test_a_table_with_tabs_keeps_the_bars_in_its_cells(read):
    (table,) = read("№\tЧто\tСрок\n1\tСлёт | Бал\tмай\n2\tИгра | Квест\tиюнь")

    assert texts([table])[0][1:] == [["1", "Слёт | Бал", "май"], ["2", "Игра | Квест", "июнь"]]


@given(st.text(alphabet="|+-─│┼├ 1а\n\t", max_size=120))
def test_no_drawing_raises_or_makes_words_up(text):
    lines = text.split("\n")

    for start, (table, end) in drawn_tables(lines).items():
        said = "".join(cell.text for row in table.rows for cell in row if not cell.is_covered)
        assert start < end <= len(lines)
        assert said.count("а") == "".join(lines[start:end]).count("а")


@pytest.mark.parametrize(
    "part",
    ["| а | б |\n", "|", "-+", "| а |\n|---|\n", "| а | б |\n|   +---|\n", "| ", "- ", "T-"],
)
@pytest.mark.parametrize("frame", ["", "|---+---+---|\n"])
def test_no_drawing_takes_long(part, frame):
    lines = f"{frame}{part * (600_000 // len(part))}\n{frame}".split("\n")
    began = time.process_time()

    drawn_tables(lines)

    assert time.process_time() - began < 8


def test_a_number_of_thousands_of_digits_is_no_error(read):
    digits = "9" * 5000

    assert texts(read(f"{digits}\tСлёт\n{digits}\tБал")) == [[[digits, "Слёт"], [digits, "Бал"]]]
    assert texts(read(f"|---+---|\n| {digits} | Слёт |\n| {digits} | Бал |"))
