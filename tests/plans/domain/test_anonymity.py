import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plans.domain.anonymity import HIDDEN, SOMEBODY, Anonymiser, KnownPerson
from tests.plans.domain.ordinary_texts import ORDINARY
from tests.plans.domain.responsible_cells import PERSONS

GOLDEN = Path(__file__).parents[2] / "documents" / "golden"
PLANS = sorted(GOLDEN.glob("*/expected.json"))

PEOPLE = [
    KnownPerson("Щурилова", "Эльвира", "Викторовна", "Методист МОЦ"),
    KnownPerson("Климовец", "Екатерина", "Владимировна"),
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Методист Щурилова Э.В.", "Методист"),
        ("Встреча с Щуриловой Эльвирой Викторовной в школе", "Встреча с [методист МОЦ] в школе"),
        ("Ведёт Э. В. Щурилова.", "Ведёт [методист МОЦ]."),
        ("Отвечает ЩУРИЛОВА", "Отвечает [методист МОЦ]"),
        ("Семинар (Иванова И.И.)", f"Семинар ({HIDDEN})"),
        ("Придёт Климовец Екатерина", f"Придёт {HIDDEN}"),
        ("Ирина Петровна расскажет", f"{HIDDEN} расскажет"),
        ("ИВАНОВ ИВАН ИВАНОВИЧ", HIDDEN),
        ("Петров П.П., директор школы № 5", ", директор школы № 5"),
        ("от имени Ивановой И.И.", f"от имени {HIDDEN}"),
        ("Школа имени А.С. Пушкина", "Школа имени А.С. Пушкина"),
        ("Школа им. Гагарина, г. Киров", "Школа им. Гагарина, г. Киров"),
        ("Конкурс «Роза ветров» в Лугоборске", "Конкурс «Роза ветров» в Лугоборске"),
        ("Навигатор, Школа № 7, ДДТ «Искра»", "Навигатор, Школа № 7, ДДТ «Искра»"),
    ],
)
def test_people_of_a_text_are_called_by_their_posts(text, said):
    assert Anonymiser(PEOPLE).text(text) == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("Щурилова Э.В.", "методист МОЦ"),
        ("Методист Щурилова Э.В.", "Методист"),
        ("Щурилова А.А.", SOMEBODY),  # another person of that surname
        ("Иванов И.И.", SOMEBODY),
        ("Иванова", SOMEBODY),
        ("Абдулкаримов Рустам оглы", SOMEBODY),
        ("Руководитель МОЦ", "Руководитель МОЦ"),
        ("тел. 2-15-43", ""),
    ],
)
def test_entry_of_responsible_says_the_post(entry, said):
    assert Anonymiser(PEOPLE).entry(entry) == said


@pytest.mark.parametrize(
    "contact",
    [
        "moc@example.ru",
        "e-mail: moc-1@mail.example.ru",
        "+7 (912) 345-67-89",
        "8(3532)45-67-89",
        "89123456789",
        "тел. 2-15-43",
        "т. 45-67-89",
        "(35334) 2-15-43",
        "@moc_center",
        "9123456789",
    ],
)
def test_contacts_go_even_where_names_stay(contact):
    assert Anonymiser(keeps_names=True).text(f"Писать: {contact} до мая") == "Писать: до мая"


@pytest.mark.parametrize(
    "text",
    [
        "с 01.09.2025 по 31.12.2025",
        "приказ от 30.08.2025 № 12-34-56",
        "2025-09-01",
        "не менее 150 000 человек, 95,5 %",
        "школы № 1, 2, 3-5",
    ],
)
def test_dates_and_numbers_are_no_telephones(text):
    assert Anonymiser().text(text) == text


def test_surname_alone_is_known_where_another_text_names_it_in_full():
    anonymiser = Anonymiser()
    anonymiser.learn(["Ответственная Климовец Е.В."])

    assert anonymiser.text("Отчёт сдаёт Климовец") == f"Отчёт сдаёт {HIDDEN}"


@pytest.mark.parametrize("text", ORDINARY)
def test_words_and_the_honoured_stay(text):
    assert Anonymiser().text(text) == text


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_nothing_but_people_goes_from_real_plans(path):
    texts = [text for text in _texts(json.loads(path.read_text("utf-8"))) if text]
    people = {text for text in texts if re.search(r"[А-ЯЁ]\. ?[А-ЯЁ]\.", text)}
    anonymiser = Anonymiser()
    anonymiser.learn(texts)

    changed = {text for text in texts if anonymiser.text(text) != text}

    assert changed == people
    assert all(not re.search(r"[А-ЯЁ]\.", anonymiser.text(text)) for text in people)


def test_there_are_real_plans_to_read():
    assert len(PLANS) >= 5


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, list):
        for each in said:
            yield from _texts(each)
    elif isinstance(said, dict):
        for key, each in said.items():
            if key != "order":
                yield from _texts(each)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("иванова ольга", HIDDEN),
        ("Ведёт иванова ольга петровна", f"Ведёт {HIDDEN}"),
        ("иванова о. н. и о.н. петрова", f"{HIDDEN} и {HIDDEN}"),
        ("Ли Анна", HIDDEN),
        ("Встреча с Анной Ли", f"Встреча с {HIDDEN}"),
        ("Климовец Екатерина расскажет", f"{HIDDEN} расскажет"),
        ("Вера Климовец", HIDDEN),
        ("Роман Сидоров", HIDDEN),
        ("Хромов Антон Ильич", HIDDEN),
        ("Кузнец Н. П.", HIDDEN),
        ("Вебинар А. С. Климовец", f"Вебинар {HIDDEN}"),
        ("Вебинар Анны Петровны Климовец", f"Вебинар {HIDDEN}"),
        ("Отвечает Гагарина", f"Отвечает {HIDDEN}"),
        ("Анна Пушкина", HIDDEN),
        ("Пушкина Анна Сергеевна", HIDDEN),
        ("Отвечает Каменский", f"Отвечает {HIDDEN}"),
        ("АННА ИВАНОВА", HIDDEN),
        ("рустам абдулкаримов", HIDDEN),
    ],
)
def test_names_are_known_by_their_signs(text, left):
    assert Anonymiser().text(text) == left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Школа им. Гагарина Климовец Е.В.", f"Школа им. Гагарина {HIDDEN}"),
        ("Школа имени Ю. А. Гагарина Иванова И.И.", f"Школа имени Ю. А. Гагарина {HIDDEN}"),
        ("Чтения Ломоносова Ивановой", f"Чтения Ломоносова {HIDDEN}"),
        ("Школа им. Гагарина Юрия Алексеевича", "Школа им. Гагарина Юрия Алексеевича"),
    ],
)
def test_teacher_is_no_part_of_the_name_of_the_school(text, said):
    assert Anonymiser().text(text) == said


def test_the_honoured_are_people_where_the_portal_knows_them():
    anonymiser = Anonymiser([KnownPerson("Ломоносова", "Анна", "Петровна", "Педагог")])

    assert anonymiser.text("Чтения Ломоносова") == "Чтения [педагог]"
    assert anonymiser.text("День Пушкина") == "День Пушкина"
    assert anonymiser.entry("Пушкина") == SOMEBODY


@pytest.mark.parametrize("cell", [cell for cell, _entries in PERSONS])
def test_no_surname_is_left_of_cells_with_people(cell):
    surnames = re.findall(r"[А-ЯЁ][а-яё]{3,}", cell)
    said = Anonymiser().entry(cell)

    assert [name for name in surnames if name in said and not _is_post(name)] == []


def _is_post(word: str) -> bool:
    return bool(re.match(r"(?:Педагог|Методист|Директор|Ответственн)", word))
