import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import StoredFile
from documents.readers.html import read_html
from documents.readers.text import print_text, read_text
from organisations.domain.policy import Role
from plans.domain.corrections import reading_from_dict
from plans.domain.reading.document import understand_blocks
from plans.domain.serial import to_format
from plans.models import PlanImport
from tests.factories import CentreFactory
from tests.plans import clipboards

MARKUPS = {"word": clipboards.word, "excel": clipboards.excel, "calc": clipboards.calc}
NAME = "Вставленная таблица.txt"


def plan_of(blocks):
    return to_format(understand_blocks(blocks, NAME, fallback_year=2020))


def plan_of_text(tmp_path, text):
    path = tmp_path / "pasted.txt"
    path.write_text(text, "utf-8", newline="")
    return plan_of(read_text(path, NAME))


def blocks_of_html(tmp_path, markup):
    path = tmp_path / "pasted.html"
    path.write_text(markup, "utf-8")
    return read_html(path)


@pytest.mark.parametrize("name", MARKUPS)
def test_html_and_text_of_one_table_give_the_same_plan(tmp_path, name):
    from_text = plan_of_text(tmp_path, clipboards.text())

    from_html = plan_of(blocks_of_html(tmp_path, MARKUPS[name]()))

    assert from_html == from_text


def test_pasted_text_gives_the_plan_that_was_copied(tmp_path):
    (plan,) = plan_of_text(tmp_path, clipboards.text())["plans"]

    assert plan["title"] == clipboards.TITLE
    assert plan["period"] == ["2026-01-01", "2026-12-31"]
    items = [item for section in plan["sections"] for item in section["items"]]
    assert [item["number"] for item in items] == ["1", "2", "3", "4"]
    assert items[1]["title"] == 'Конкурс "Слёт" и "Бал"'
    assert items[0]["deadline"]["text"] == "до 15 марта 2026 года"
    assert items[3]["result"] is None


@pytest.mark.parametrize("name", MARKUPS)
def test_a_person_merged_over_several_items_answers_for_each(tmp_path, name):
    (plan,) = plan_of(blocks_of_html(tmp_path, MARKUPS[name](merged=True)))["plans"]

    people = [
        json.dumps(item["responsible"], ensure_ascii=False)
        for section in plan["sections"]
        for item in section["items"]
    ]
    assert ["Ветрова" in person for person in people] == [True, True, False, False]
    assert ["Лужин" in person for person in people] == [True, True, True, True]


@pytest.mark.parametrize("name", MARKUPS)
def test_the_text_made_from_html_reads_back_as_the_same_plan(tmp_path, name):
    blocks = blocks_of_html(tmp_path, MARKUPS[name]())

    text = print_text(blocks)

    assert plan_of_text(tmp_path, text) == plan_of(blocks)


@pytest.fixture
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def centre(db, _own_folder):
    return CentreFactory()


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def send(client, centre, **said):
    return client.post(reverse("plans:import_upload"), {"organisation": centre.pk, **said})


def read_plans(plan_import):
    return to_format(reading_from_dict(plan_import.reading).document)["plans"]


def test_pasted_text_is_read_and_kept_as_it_was(methodist, centre):
    response = send(methodist, centre, pasted=clipboards.text())

    plan_import = PlanImport.objects.get()
    assert response.headers["Location"] == reverse("plans:import_review", args=[plan_import.pk])
    assert [plan["title"] for plan in read_plans(plan_import)] == [clipboards.TITLE]
    source = plan_import.source
    assert re.fullmatch(r"Вставленная таблица \d\d\.\d\d\.\d{4} \d\d-\d\d\.txt", source.name)
    assert source.purpose == StoredFile.Purpose.PLAN_SOURCE
    with source.content.open() as kept:
        assert kept.read().decode() == clipboards.text()


def test_pasted_html_is_read_and_its_cells_are_kept_as_text(methodist, centre, tmp_path):
    markup = clipboards.word(merged=True)

    send(methodist, centre, pasted="как его вставил браузер", pasted_html=markup)

    plan_import = PlanImport.objects.get()
    read = plan_of(blocks_of_html(tmp_path, markup))["plans"]
    assert read_plans(plan_import) == read
    with plan_import.source.content.open() as kept:
        said = kept.read().decode()
    assert said.startswith(clipboards.TITLE)
    assert '\t"Курсы по темам:\n- наставничество;\n- сетевые программы"\t' in said
    assert "<" not in said


def test_a_file_and_a_paste_together_are_refused_and_the_paste_stays(methodist, centre):
    file = SimpleUploadedFile("план.txt", clipboards.text().encode())

    response = send(methodist, centre, file=file, pasted="№\tМероприятие", pasted_html="<table>")

    assert response.status_code == 422
    (sentence,) = response.context["form"].errors["pasted"]
    assert sentence.startswith("Выбран файл и вставлена таблица. Оставьте что-то одно")
    assert "№\tМероприятие</textarea>" in response.text
    assert 'value="&lt;table&gt;"' in response.text
    assert not PlanImport.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pasted": "Просто письмо."}, "Во вставленном не найден план: нужна таблица вместе"),
        ({"pasted": "х", "pasted_html": "<p>Письмо"}, "Во вставленном не найден план"),
        ({"pasted": "х", "pasted_html": "<div>" * 200}, "Вставленное устроено слишком сложно"),
    ],
)
def test_a_paste_without_a_plan_is_refused_and_stays(methodist, centre, said, sentence):
    response = send(methodist, centre, **said)

    assert response.status_code == 422
    assert sentence in response.context["form"].errors["pasted"][0]
    assert f"{said['pasted']}</textarea>" in response.text
    assert not StoredFile.objects.exists()


def test_blanks_alone_are_no_paste(methodist, centre):
    response = send(methodist, centre, pasted=" \n\t\t\n", pasted_html="<table>")

    assert response.status_code == 422
    assert "Выберите файл или вставьте таблицу." in response.text


def test_a_table_without_a_title_takes_the_name_and_says_so(methodist, centre):
    send(methodist, centre, pasted=clipboards.text().partition("\r\n")[2])

    plan_import = PlanImport.objects.get()
    assert [plan["title"] for plan in read_plans(plan_import)] == ["Вставленная таблица"]
    doubts = [doubt.reason for doubt in reading_from_dict(plan_import.reading).document.doubts]
    assert "над таблицей не найден заголовок плана" in doubts


def test_control_characters_in_a_paste_do_no_harm(methodist, centre):
    send(methodist, centre, pasted=clipboards.text().replace("Семинар", "Семи\x07нар"))

    (plan,) = read_plans(PlanImport.objects.get())
    assert plan["sections"][1]["items"][1]["title"] == "Семинар"
