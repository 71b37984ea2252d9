import json
from pathlib import Path

import pytest
from django.core.management import call_command

GOLDEN = Path(__file__).resolve().parents[1] / "documents" / "golden"


def test_import_plan_prints_json_and_nothing_else(capsys):
    folder = GOLDEN / "tambov-work-plan"

    call_command("import_plan", str(folder / "document.odt"), "--json")

    assert json.loads(capsys.readouterr().out) == json.loads(
        (folder / "expected.json").read_text("utf-8")
    )


def test_import_plan_says_what_was_found(capsys):
    call_command("import_plan", str(GOLDEN / "kovrov-media-plan" / "document.docx"))

    assert capsys.readouterr().out.splitlines()[1:] == [
        "Грифов: 1. Сомнений: 2.",
        "— срок открыт, концом взят конец периода плана",
        "— срок «Декабрь 2023-» обрывается на тире",
    ]


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
