import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.reading.channels import split_channels
from plans.domain.reading.responsible import split_responsible
from tests.plans.domain.channel_cells import CHANNELS
from tests.plans.domain.responsible_cells import CELLS


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Руководитель МОЦ Щурилова Э.В.", ["Руководитель МОЦ Щурилова Э.В."]),
        ("Волозина Т.А. Колесин П.А.", ["Волозина Т.А.", "Колесин П.А."]),
        ("Циома С.Г.\nСудакова Е.В.\nЯркина Я.О.", ["Циома С.Г.", "Судакова Е.В.", "Яркина Я.О."]),
        ("ПОО, Центр подготовки (далее – ЦОПП)", ["ПОО", "Центр подготовки"]),
        (
            "ПОО, ЦОПП (в части организационного со-\nпровождения), ИРО (в части обучения)",
            ["ПОО", "ЦОПП (в части организационного сопровождения)", "ИРО (в части обучения)"],
        ),
        ("ИРО, ЦОПП, ПОО,", ["ИРО", "ЦОПП", "ПОО"]),
        ("Управление образования МО\nМОЦ", ["Управление образования МО", "МОЦ"]),
        (
            "префектура округа, Комитет рекламы, информации и оформления города",
            ["префектура округа", "Комитет рекламы, информации и оформления города"],
        ),
        (
            "Орлова Е.М., методист, Рябушко М.В., педагог-организатор",
            ["Орлова Е.М., методист", "Рябушко М.В., педагог-организатор"],
        ),
        ("Иванова И.И., методист, администратор", ["Иванова И.И.", "методист", "администратор"]),
        (
            "Иванова Инна Ивановна, руководитель МОЦ; Петров П.П.",
            ["Иванова Инна Ивановна, руководитель МОЦ", "Петров П.П."],
        ),
        ("Мухорин Д.А. и ансамбль «Мейян пае»", ["Мухорин Д.А.", "ансамбль «Мейян пае»"]),
        ("Г.В.Куралесина", ["Г.В.Куралесина"]),
        ("МУО, директора ОУ, гл. админ.", ["МУО", "директора ОУ", "гл. админ."]),
        ("УО (Иванова И.И.)", ["УО (Иванова И.И.)"]),
        ("Иванова И.И./Петрова П.П.", ["Иванова И.И.", "Петрова П.П."]),
        ("педагоги и методисты", ["педагоги", "методисты"]),
        ("отдел культуры и спорта", ["отдел культуры и спорта"]),
        ("МОЦ и РМЦ", ["МОЦ", "РМЦ"]),
        ("ОО, реализующие ДООП", ["ОО, реализующие ДООП"]),
        ("Методист МОЦ совместно с РМЦ", ["Методист МОЦ", "РМЦ"]),
        ("Руководитель МОЦ\nметодист", ["Руководитель МОЦ", "методист"]),
        ("Руководитель МОЦ\nИванова И.И.", ["Руководитель МОЦ Иванова И.И."]),
        ("Управление образования\nадминистрации", ["Управление образования администрации"]),
        ("МБОУ ДО\n«Дом творчества»", ["МБОУ ДО «Дом творчества»"]),
        (
            "Методист Иванова И.И. Директор Петрова П.П.",
            ["Методист Иванова И.И.", "Директор Петрова П.П."],
        ),
        ("1. Иванова И.И.\n2. Петрова П.П.", ["Иванова И.И.", "Петрова П.П."]),
        ("—", []),
    ],
)
def test_split_responsible(text, entries):
    assert list(split_responsible(text)) == entries


def test_split_responsible_parts_names_that_stand_alone_elsewhere():
    known = {"МОЦ", "Управление образования МО"}

    assert split_responsible("Управление образования МО МОЦ", known) == (
        "Управление образования МО",
        "МОЦ",
    )


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("Сайт МОЦ\nРассылка во все организации", ["Сайт МОЦ", "Рассылка во все организации"]),
        ("СМИ города, соцсети", ["СМИ города", "соцсети"]),
        ("Официальный сайт МОЦ\nгруппа в ВК", ["Официальный сайт МОЦ", "группа в ВК"]),
        (
            "Рассылка во все\nобразовательные организации",
            ["Рассылка во все образовательные организации"],
        ),
        ("Соцсети и сайт МОЦ", ["Соцсети", "сайт МОЦ"]),
        ("СМИ города (статьи, анонсы)", ["СМИ города (статьи, анонсы)"]),
        ("-", []),
    ],
)
def test_split_channels(text, channels):
    assert list(split_channels(text)) == channels


@pytest.mark.parametrize(("text", "entries"), CELLS)
def test_split_responsible_reads_cells_as_clerks_write_them(text, entries):
    assert " | ".join(split_responsible(text)) == entries


@pytest.mark.parametrize(("text", "channels"), CHANNELS)
def test_split_channels_reads_cells_as_clerks_write_them(text, channels):
    assert " | ".join(split_channels(text)) == channels


@given(st.text(alphabet='Иванова МОЦдитоыей.,;:/()«»"–-\n№123 и', max_size=80))
def test_no_cell_raises_and_no_word_is_made_up(text):
    for split in (split_responsible, split_channels):
        entries = split(text)

        assert all(entry.strip() == entry and entry for entry in entries)
        assert set("".join(entries)) <= set(text) | set(" ,")


@pytest.mark.parametrize(
    "part",
    [
        "(",
        "«",
        '"',
        "и ",
        "МОЦ и ",
        "Иванова И.И., ",
        "(МОЦ\n",
        "а-\n",
        "МОЦ/",
        "№ 1, ",
        "(далее ",
    ],
)
@pytest.mark.parametrize("split", [split_responsible, split_channels])
def test_no_text_takes_long(part, split):
    began = time.process_time()

    split(part * (9_999 // len(part)))
    split(part * 10_000)

    assert time.process_time() - began < 5
