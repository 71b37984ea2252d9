import pytest

from plans.domain.anonymity import HIDDEN, SOMEBODY, Anonymiser, KnownPerson

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
