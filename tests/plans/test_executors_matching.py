import subprocess
import sys

import pytest

from plans.domain.directory import (
    Directory,
    DirectoryOrganisation,
    DirectoryPerson,
    Group,
    Target,
)
from plans.domain.executors import read_executors
from plans.domain.matching import Certainty, match

CENTRE, SCHOOL_1, SCHOOL_3, SCHOOL_5, HOUSE, GARDEN, PALACE = range(1, 8)
SCHOOLS = (SCHOOL_1, SCHOOL_3, SCHOOL_5)


def organisations():
    yield DirectoryOrganisation(CENTRE, "centre", ("МОЦ Коврова", "Опорный центр города Коврова"))
    for number, pk in ((1, SCHOOL_1), (3, SCHOOL_3), (5, SCHOOL_5)):
        yield DirectoryOrganisation(
            pk,
            "school",
            (
                f"СОШ № {number}",
                f"МБОУ «Средняя общеобразовательная школа № {number} имени Героя»",
            ),
        )
    yield DirectoryOrganisation(
        HOUSE, "additional", ("ДДТ", "МБУ ДО «Дом детского творчества»", "Дом творчества")
    )
    yield DirectoryOrganisation(GARDEN, "preschool", ("МБДОУ № 3", "Детский сад № 3 «Радуга»"))
    yield DirectoryOrganisation(
        PALACE, "additional", ("Дворец «Родник»", "Дворец спорта «Родник»")
    )


def person(user_id, last, *names, place=CENTRE, position="", role="coordinator"):
    label = f"{last}, {place}"
    return DirectoryPerson(user_id, place, last, *names, position, role, label)


PEOPLE = (
    person(1, "Щурилова", "Эльвира", "Викторовна", role="head"),
    person(2, "Иванова", "Инна", "Ивановна", role="methodist"),
    person(3, "Иванова", "Ирина", "Игоревна", place=SCHOOL_1),
    person(4, "Иванова", "Анна", "Петровна", place=SCHOOL_3),
    person(5, "Семёнов", "Пётр", "Петрович", position="педагог-организатор"),
    person(6, "Климовец", "Екатерина", "Владимировна", place=SCHOOL_5),
    person(6, "Климовец", "Екатерина", "Владимировна"),
    person(7, "Орлов", "Олег", "Олегович"),
)


def found(entry, people=PEOPLE, after=None):
    directory = Directory(CENTRE, organisations(), people)
    executors = read_executors([after, entry] if after else [entry])
    return match(executors[-1], directory)


def one(entry, **kwargs):
    answer = found(entry, **kwargs)
    assert answer.certainty is Certainty.SURE, answer
    return answer.targets


@pytest.mark.parametrize(
    ("entry", "user_id"),
    [
        ("Щурилова Э.В.", 1),
        ("Э.В. Щурилова", 1),
        ("Э. В.Щурилова", 1),
        ("ЩУРИЛОВА Э.В.", 1),
        ("Щурилова Э.", 1),
        ("Щуриловой Э.В.", 1),
        ("методистом Щуриловой Э.В.", 1),
        ("Руководитель МОЦ Щурилова Э.В.", 1),
        ("Щурилова Эльвира Викторовна", 1),
        ("Щуриловой Эльвире Викторовне", 1),
        ("Иванова А.П.", 4),
        ("Семенов П.П.", 5),
        ("Семёнову П.П.", 5),
        ("Семёновым П.П.", 5),
        ("Климовец Е.В.", 6),
    ],
)
def test_a_person_is_known_by_surname_and_initials(entry, user_id):
    assert [target.user_id for target in one(entry)] == [user_id]


@pytest.mark.parametrize(("place", "where"), [("МОЦ", CENTRE), ("СОШ № 5", SCHOOL_5)])
def test_a_person_of_two_places_acts_where_the_entry_says(place, where):
    assert one(f"методист {place} Климовец Е.В.") == (Target(where, 6),)


def test_two_who_fit_alike_are_offered():
    answer = found("Иванова И.И.")

    assert answer.certainty is Certainty.LIKELY
    assert answer.targets == ()
    assert answer.candidates == (Target(CENTRE, 2), Target(SCHOOL_1, 3))


def test_another_name_with_the_same_initials_is_not_the_person():
    assert found("Щурилова Эмма Валерьевна").targets == ()


def test_a_woman_is_not_taken_for_the_man_whose_genitive_is_her_name():
    answer = found("Орлова О.О.")

    assert (answer.targets, answer.candidates) == ((), (Target(CENTRE, 7),))


def test_other_initials_are_offered_only():
    answer = found("Щурилова А.А.")

    assert (answer.targets, answer.candidates) == ((), (Target(CENTRE, 1),))


def test_a_stranger_is_not_known():
    assert found("Незнакомцева Я.Я.").certainty is Certainty.NONE


@pytest.mark.parametrize(
    ("entry", "organisation_ids"),
    [
        ("МОЦ", [CENTRE]),
        ("МОЦ ДОД", [CENTRE]),
        ("МОЦ г. Коврова", [CENTRE]),
        ("Муниципальный опорный центр", [CENTRE]),
        ("Муниципальный опорный центр дополнительного образования детей", [CENTRE]),
        ("СОШ №5", [SCHOOL_5]),
        ("МАОУ СОШ № 5", [SCHOOL_5]),
        ("МБОУ «СОШ № 5»", [SCHOOL_5]),
        ("МБОУ «Средняя общеобразовательная школа № 5»", [SCHOOL_5]),
        ("школа № 5", [SCHOOL_5]),
        ("школе № 5", [SCHOOL_5]),
        ("школа № 5 г. Коврова", [SCHOOL_5]),
        ("СОШ № 5 (по согласованию)", [SCHOOL_5]),
        ("школы №№ 1, 3, 5", SCHOOLS),
        ("школы № 1, 3 и 5", SCHOOLS),
        ("МБОУ СОШ №1, №3", [SCHOOL_1, SCHOOL_3]),
        ("детский сад № 3", [GARDEN]),
        ("ДОУ № 3", [GARDEN]),
        ("ДДТ", [HOUSE]),
        ("МБУ ДО «ДДТ»", [HOUSE]),
        ("Дом детского творчества", [HOUSE]),
        ("Дому детского творчества", [HOUSE]),
        ('МБУДО "Дом творчества"', [HOUSE]),
    ],
)
def test_an_organisation_is_known_by_any_of_its_names(entry, organisation_ids):
    assert [target.organisation_id for target in one(entry)] == list(organisation_ids)


@pytest.mark.parametrize(
    ("entry", "group"),
    [
        ("все школы", Group.SCHOOL),
        ("Школы города", Group.SCHOOL),
        ("общеобразовательные организации", Group.SCHOOL),
        ("директора школ", Group.SCHOOL),
        ("ДОУ", Group.PRESCHOOL),
        ("УДО", Group.ADDITIONAL),
        ("организации дополнительного образования", Group.ADDITIONAL),
    ],
)
def test_a_plain_group_is_sure(entry, group):
    assert one(entry) == (Target(group=group),)


@pytest.mark.parametrize(
    ("entry", "group"),
    [
        ("ОО", Group.EVERY),
        ("ОО города", Group.EVERY),
        ("руководители ОО", Group.EVERY),
        ("ОО, реализующие ДООП", Group.EVERY),
        ("школы, реализующие ДООП", Group.SCHOOL),
        ("учителя школ", Group.SCHOOL),
    ],
)
def test_a_group_that_may_be_less_than_all_is_offered(entry, group):
    answer = found(entry)

    assert (answer.certainty, answer.candidates) == (Certainty.LIKELY, (Target(group=group),))


@pytest.mark.parametrize(
    ("entry", "after", "user_id"),
    [
        ("Руководитель МОЦ", None, 1),
        ("методист", None, 2),
        ("методисту МОЦ", None, 2),
        ("методист", "Руководитель МОЦ", 2),
        ("педагог-организатор МОЦ", None, 5),
    ],
)
def test_a_post_that_one_person_holds_is_that_person(entry, after, user_id):
    assert one(entry, after=after) == (Target(CENTRE, user_id),)


def test_a_post_that_two_hold_is_offered():
    second = person(8, "Новая", "Нина", "Никитична", role="methodist")

    answer = found("методист МОЦ", people=(*PEOPLE, second))

    assert (answer.targets, answer.candidates[:2]) == ((), (Target(CENTRE, 2), Target(CENTRE, 8)))


def test_posts_in_the_plural_are_offered():
    assert found("методисты МОЦ").candidates == (Target(CENTRE, 2), Target(CENTRE))


def test_a_head_without_a_place_is_offered():
    assert found("Руководитель").candidates == (Target(CENTRE, 1),)


def test_a_post_of_another_organisation_offers_the_organisation():
    answer = found("директор МБУ ДО «ДДТ»")

    assert (answer.targets, answer.candidates) == ((), (Target(HOUSE),))


@pytest.mark.parametrize(
    ("entry", "organisation_id"), [("МБУ ДО «Родник»", PALACE), ("Радуга", GARDEN)]
)
def test_a_part_of_a_name_is_offered(entry, organisation_id):
    answer = found(entry)

    assert (answer.targets, answer.candidates) == ((), (Target(organisation_id),))


def test_schools_of_which_one_is_not_known_are_offered():
    answer = found("школы №№ 1, 99")

    assert (answer.targets, answer.candidates) == ((), (Target(SCHOOL_1),))


@pytest.mark.parametrize("entry", ["Управление образования", "по приказу", "РМЦ", "КДН и ЗП"])
def test_others_are_not_known(entry):
    assert found(entry).certainty is Certainty.NONE


def test_the_owner_of_a_regions_plan_is_no_municipal_centre():
    owner = DirectoryOrganisation(1, "region", ("РМЦ",))

    answer = match(read_executors(["МОЦ"])[0], Directory(1, [owner], []))

    assert answer.certainty is Certainty.NONE


def test_the_dictionaries_wait_until_they_are_asked():
    code = (
        "import sys; import plans.domain.matching;"
        "sys.exit(any(name in sys.modules for name in ('pymorphy3', 'pytrovich')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
