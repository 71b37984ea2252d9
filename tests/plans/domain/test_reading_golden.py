import json
from pathlib import Path

import pytest

from plans.domain.reading import read_document
from plans.domain.serial import document_from_dict, to_dict, to_format

GOLDEN = Path(__file__).resolve().parents[2] / "documents" / "golden"
DOCUMENTS = sorted(GOLDEN.glob("*/document*"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_read_document_reads_what_a_careful_person_reads(path):
    expected = json.loads(path.with_name("expected.json").read_text("utf-8"))

    assert to_format(read_document(path, path.name)) == expected


def test_all_forms_of_the_five_documents_are_there():
    assert len(DOCUMENTS) == 11


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_document_survives_json(path):
    document = read_document(path, path.name)

    assert document_from_dict(json.loads(json.dumps(to_dict(document)))) == document


def test_columns_keep_their_headers_and_widths():
    document = read_document(GOLDEN / "tambov-work-plan" / "document.odt", "document.odt")

    assert [(column.header, column.width_mm) for column in document.plans[1].columns] == [
        ("№ п/п", 12.0),
        ("Наименование мероприятия", 82.0),
        ("Сроки исполнения", 32.0),
        ("Ответственны", 46.0),
    ]


def reasons(folder):
    document = read_document(GOLDEN / folder / "document.docx", "document.docx")
    return [(doubt.plan, doubt.item, doubt.reason) for doubt in document.doubts]


def test_doubts_of_kovrov():
    assert reasons("kovrov-media-plan") == [
        (0, 4, "срок открыт, концом взят конец периода плана"),
        (0, 4, "срок «Декабрь 2023-» обрывается на тире"),
    ]


def test_doubts_of_orenburg():
    assert reasons("orenburg-centre-plan")[:3] == [
        (
            0,
            None,
            (
                "периоды расходятся: в заголовке документа 01.09.2022–31.08.2023, "
                "над таблицей 01.01.2022–31.12.2022; взят второй"
            ),
        ),
        (
            1,
            None,
            (
                "периоды расходятся: в заголовке документа 01.09.2022–31.08.2023, "
                "над таблицей 01.01.2022–31.12.2022; взят второй"
            ),
        ),
        (None, None, "в грифе не заполнена дата («____ 20__ г.»)"),
    ]


def test_doubts_of_kirov():
    assert (
        0,
        6,
        "срок «май 2024 г.» раньше даты утверждения 13.06.2024",
    ) in reasons("kirov-action-plan")


def test_doubts_of_tambov():
    assert (
        0,
        0,
        "«август» может значить и месяц перед учебным годом, и последний месяц года",
    ) in reasons("tambov-work-plan")
    assert (0, 5, "названа запрещённая в России сеть «Instagram»") in reasons("tambov-work-plan")
