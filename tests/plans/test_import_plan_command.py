import json
from pathlib import Path

import pytest
from django.core.management import call_command

from plans.models import Plan
from tests.factories import CentreFactory

GOLDEN = Path(__file__).resolve().parents[1] / "documents" / "golden"
ORENBURG = GOLDEN / "orenburg-centre-plan" / "document.docx"


def test_import_plan_prints_json_and_nothing_else(capsys):
    folder = GOLDEN / "tambov-work-plan"

    call_command("import_plan", str(folder / "document.odt"), "--json")

    assert json.loads(capsys.readouterr().out) == json.loads(
        (folder / "expected.json").read_text("utf-8")
    )


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.django_db
def test_import_plan_saves_both_plans_of_a_document_as_drafts(capsys):
    centre = CentreFactory(code="orenburg")
    CentreFactory()

    call_command("import_plan", ORENBURG, organisation="orenburg")

    saved = Plan.objects.filter(organisation=centre).order_by("kind")
    assert [(plan.kind, plan.state) for plan in saved] == [
        ("media_plan", "draft"),
        ("work_plan", "draft"),
    ]
    said = capsys.readouterr().out.splitlines()[-3:]
    numbers = {f"План {plan.pk}: {plan.title}" for plan in saved}
    assert (said[0], set(said[1:])) == ("Сохранено черновиков: 2.", numbers)
    assert {plan.source.name for plan in saved} == {"document.docx"}


@pytest.mark.django_db
def test_import_plan_says_what_was_found(capsys):
    CentreFactory()

    call_command("import_plan", str(GOLDEN / "kovrov-media-plan" / "document.docx"))

    assert capsys.readouterr().out.splitlines()[1:-1] == [
        "Грифов: 1. Сомнений: 2.",
        "— срок открыт, концом взят конец периода плана",
        "— срок «Декабрь 2023-» обрывается на тире",
        "Сохранено черновиков: 1.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (None, "Укажите, чей это план: --organisation КОД (код есть на странице центра)."),
        ("nowhere", "Центра с кодом «nowhere» нет: посмотрите код на странице организации."),
    ],
)
def test_import_plan_asks_whose_plan_it_is(capsys, code, sentence):
    CentreFactory.create_batch(2)

    with pytest.raises(SystemExit) as stop:
        call_command("import_plan", ORENBURG, organisation=code)

    assert stop.value.code == 2
    assert capsys.readouterr().err.strip() == sentence
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "пуст"), (b"Dear colleagues", "не найден план")]
)
def test_import_plan_refuses_with_a_sentence_and_code_2(tmp_path, capsys, content, sentence):
    path = tmp_path / "plan.txt"
    path.write_bytes(content)

    with pytest.raises(SystemExit) as refusal:
        call_command("import_plan", str(path), "--json")

    said = capsys.readouterr()
    assert (refusal.value.code, said.out, sentence in said.err) == (2, "", True)


def test_import_plan_refuses_a_file_that_is_not_there(tmp_path, capsys):
    with pytest.raises(SystemExit) as refusal:
        call_command("import_plan", str(tmp_path / "plan.docx"), "--json")

    assert (refusal.value.code, "не открывается" in capsys.readouterr().err) == (2, True)
