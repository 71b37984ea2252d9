import pytest

from plans.domain.executors import ExecutorKind, aliases_in, link_text, read_executors
from plans.domain.reading.people.names import Person

SHCHURILOVA = Person("Щурилова", "ЭВ")


def read(*entries, aliases=None):
    return read_executors(entries, aliases)


@pytest.mark.parametrize(
    ("entry", "kind", "person", "role", "organisation", "scope"),
    [
        ("Щурилова Э.В.", "person", SHCHURILOVA, "", "", ""),
        ("Руководитель МОЦ Щурилова Э.В.", "person", SHCHURILOVA, "Руководитель", "МОЦ", ""),
        ("Щурилова Э.В., методист", "person", SHCHURILOVA, "методист", "", ""),
        ("Щурилова Э.В. (МОЦ)", "person", SHCHURILOVA, "", "МОЦ", ""),
        ("Щурилова Э.В. – свод", "person", SHCHURILOVA, "", "", "свод"),
        ("отв. Щурилова Э.В.", "person", SHCHURILOVA, "", "", ""),
        ("Щурилова Э.В., тел. 8(49232) 2-22-22", "person", SHCHURILOVA, "", "", ""),
        ("УО (Щурилова Э.В.)", "organisation", SHCHURILOVA, "", "УО", ""),
        ("зам. директора по УВР", "role", None, "зам. директора по УВР", "", ""),
        ("методисты МБУ ДО «ДДТ»", "role", None, "методисты", "МБУ ДО «ДДТ»", ""),
        (
            "руководитель МОЦ (общее руководство)",
            "role",
            None,
            "руководитель",
            "МОЦ",
            "общее руководство",
        ),
        (
            "ЦОПП (в части обучения)",
            "organisation",
            None,
            "",
            "ЦОПП",
            "в части обучения",
        ),
        ("ДДТ, по согласованию", "organisation", None, "", "ДДТ", ""),
        ("МБУ ДО «ДДТ» (по согласованию)", "organisation", None, "", "МБУ ДО «ДДТ»", ""),
        ("ОО, реализующие ДООП", "group", None, "", "ОО, реализующие ДООП", ""),
        ("школы №№ 1, 3, 5", "group", None, "", "школы №№ 1, 3, 5", ""),
        ("рабочая группа", "group", None, "", "рабочая группа", ""),
        ("по приказу", "unknown", None, "", "", ""),
    ],
)
def test_an_entry_is_taken_apart(entry, kind, person, role, organisation, scope):
    found = read(entry)[0]

    assert found.text == entry
    assert (found.kind, found.person, found.role, found.organisation, found.scope) == (
        ExecutorKind(kind),
        person,
        role,
        organisation,
        scope,
    )


def test_the_first_entry_leads():
    assert [each.is_lead for each in read("МОЦ", "ДДТ", "ОО")] == [True, False, False]


def test_posts_of_a_list_belong_to_the_organisation_of_the_first():
    found = read("Руководитель МОЦ", "методист", "администратор ДДТ")

    assert [each.organisation for each in found] == ["МОЦ", "МОЦ", "ДДТ"]


def test_a_post_after_many_posts_inherits_nothing():
    assert [each.organisation for each in read("руководители ОО", "методист")] == ["ОО", ""]


def test_an_alias_means_what_the_document_says():
    texts = [
        "ПОО, Центр опережающей подготовки (далее – ЦОПП)",
        "ПОО, КОГОАУ ДПО «Институт образования» (далее - ИРО) (в части проведения обучения)",
        "Семинары (далее по тексту)",
    ]

    aliases = aliases_in(texts)
    found = read("ЦОПП (в части обучения)", "директор ИРО", "ПОО", aliases=aliases)

    assert [(each.alias, each.organisation) for each in found] == [
        ("ЦОПП", "Центр опережающей подготовки"),
        ("ИРО", "КОГОАУ ДПО «Институт образования»"),
        ("", "ПОО"),
    ]


def test_a_whole_name_is_kept():
    person = read("Методист Климовец Екатерина Владимировна")[0].person

    assert person == Person("Климовец", "ЕВ", ("Екатерина", "Владимировна"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Щурилова Э.В.", "ЩУРИЛОВА  Э. В."),
        ("МБУ ДО «ДДТ»", 'мбу до "ддт"'),
        ("ЦОПП (в части обучения)", "ЦОПП"),
        ("Семёнова А.А.", "Семенова А.А."),
        ("Методист – Ким А.В.", "методист - Ким А.В."),
        ("школа № 5", "Школа №5"),
    ],
)
def test_links_do_not_tell_trifles_apart(one, other):
    assert link_text(one) == link_text(other)


def test_links_tell_the_person_in_brackets():
    assert link_text("УО (Ким А.В.)") != link_text("УО (Ли Б.С.)")
