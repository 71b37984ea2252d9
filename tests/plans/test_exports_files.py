"""The round trip I9: a document comes in, is saved, goes out, and says the same."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from documents.readers import Table, read_blocks
from organisations.domain.policy import Permission, Role, operator
from plans.domain.reading import read_document
from plans.domain.serial import to_format
from plans.models import Plan, PlanImport, PlanItem
from plans.queries import exports
from plans.rendering.files import plan_file
from tests.documents.writers.office import needs_soffice
from tests.factories import CentreFactory, PlanFactory, PlanItemFactory

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"
DOCUMENTS = sorted(GOLDEN.glob("*/document*"))
IDS = [f"{path.parent.name}/{path.name}" for path in DOCUMENTS]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def save(client, centre, path):
    """Upload a document and save it as drafts; the plans, in its order."""
    client.post(
        reverse("plans:import_upload"),
        {"organisation": centre.pk, "file": SimpleUploadedFile(path.name, path.read_bytes())},
    )
    plan_import = PlanImport.objects.get()
    client.post(reverse("plans:import_save", args=[plan_import.pk]), {"version": 1})
    return sorted(Plan.objects.order_by("pk"), key=lambda plan: plan.frame["index"])


def export(client, plan, form, **query):
    response = client.get(reverse("plans:plan_export", args=[plan.pk, form]), query)
    assert response.status_code == 200
    return response.content


def read(content, form, tmp_path):
    path = tmp_path / f"out.{form}"
    path.write_bytes(content)
    return to_format(read_document(path, path.name))


def table_texts(path):
    """Every printed cell of the document's tables, white space folded."""
    return [
        " ".join(cell.text.split())
        for table in read_blocks(path, path.name)
        if isinstance(table, Table)
        for row in table.rows
        for cell in row
        if cell.text.strip() and not cell.is_covered
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_a_document_goes_out_as_it_came(path, methodist, centre, tmp_path):
    expected = json.loads(path.with_name("expected.json").read_text("utf-8"))
    plans = save(methodist, centre, path)

    for form in ("docx", "xlsx"):
        whole = export(methodist, plans[0], form, whole="1")

        assert read(whole, form, tmp_path) == expected
        if "from-pdf" not in path.name:  # rows that a page's end broke may be whole again
            assert same_cells(path, tmp_path / f"out.{form}")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("name", ["orenburg-centre-plan", "tambov-work-plan"])
def test_each_plan_of_a_document_goes_out_alone(name, form, methodist, centre, tmp_path):
    path = GOLDEN / name / "document.docx"
    expected = json.loads(path.with_name("expected.json").read_text("utf-8"))
    plans = save(methodist, centre, path)

    for plan, said in zip(plans, expected["plans"], strict=True):
        again = read(export(methodist, plan, form), form, tmp_path)

        assert again["approvals"] == expected["approvals"]
        assert again["plans"] == [said]


def same_cells(source, copy):
    """Whether the tables print the same texts in the same order, from the header on."""
    before, after = table_texts(source), table_texts(copy)
    start = next(place for place, text in enumerate(before) if text.startswith("№"))
    again = next(place for place, text in enumerate(after) if text.startswith("№"))
    known = set(before[start:])
    return [text for text in after[again:] if text in known] == before[start:]


def test_an_untouched_document_is_given_back_part_by_part(methodist, centre, tmp_path):
    path = GOLDEN / "orenburg-centre-plan" / "document.docx"
    plans = save(methodist, centre, path)

    copy = docx.Document(BytesIO(export(methodist, plans[0], "docx", whole="1")))

    source = docx.Document(path)
    assert [p.text for p in copy.paragraphs] == [p.text for p in source.paragraphs]
    assert copy.sections[0].orientation == source.sections[0].orientation
    assert copy.styles["Normal"].font.name == source.styles["Normal"].font.name


def test_an_edited_cell_changes_and_nothing_else(methodist, centre, tmp_path):
    path = GOLDEN / "kirov-action-plan" / "document.docx"
    [plan] = save(methodist, centre, path)
    item = PlanItem.objects.filter(plan=plan, number="1").order_by("section__ordering").first()
    item.title = "Определены площадки медиацентров"
    item.save()

    out = tmp_path / "out.docx"
    out.write_bytes(export(methodist, plan, "docx"))

    before, after = table_texts(path), table_texts(out)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _old, new in changed] == ["Определены площадки медиацентров"]


def test_added_and_deleted_rows_go_out_too(methodist, centre, tmp_path):
    path = GOLDEN / "cherdakly-road-map" / "document.docx"
    [plan] = save(methodist, centre, path)
    rows = list(plan.items.in_printed_order())
    rows[2].delete()
    PlanItemFactory(plan=plan, section=rows[0].section, number="17", title="Итоги", ordering=99)

    said = read(export(methodist, plan, "docx"), "docx", tmp_path)

    titles = [item["title"] for item in said["plans"][0]["sections"][0]["items"]]
    kept = [row.title for row in rows if row.pk]
    assert titles == [*kept, "Итоги"]


def test_a_changed_title_takes_the_place_of_the_old_one(methodist, centre, tmp_path):
    path = GOLDEN / "kovrov-media-plan" / "document.docx"
    [plan] = save(methodist, centre, path)
    Plan.objects.update(title="Медиаплан опорного центра на 2023-2024 учебный год")

    content = export(methodist, plan, "docx")

    texts = [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
    assert "Медиаплан опорного центра на 2023-2024 учебный год" in texts
    assert not any(text.startswith("освещения деятельности") for text in texts)


def test_an_item_with_another_title_is_changed_and_not_another_item(methodist, centre):
    [plan] = save(methodist, centre, GOLDEN / "cherdakly-road-map" / "document.docx")
    PlanItem.objects.filter(plan=plan, number="7").update(title="Слёт юных журналистов")

    page = methodist.get(reverse("plans:plan_compare", args=[plan.pk]))

    [row] = page.context["comparison"].rows
    assert (row.change, [cell.after for cell in row.cells]) == (
        "changed",
        ["Слёт юных журналистов"],
    )


def test_a_plan_of_the_portal_is_laid_out_by_the_standard(methodist, centre, tmp_path):
    plan = PlanFactory(organisation=centre, title="План работы центра на 2025 год")
    PlanItemFactory(plan=plan, title="Семинар", deadline_text="март", responsible=["Методист"])

    content = export(methodist, plan, "docx")

    document = docx.Document(BytesIO(content))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 10]
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[:2] == ["План работы", "центра на 2025 год"]


def test_a_workbook_keeps_the_merges_of_the_source(methodist, centre):
    [plan] = save(methodist, centre, GOLDEN / "kirov-action-plan" / "document.docx")

    sheet = openpyxl.load_workbook(BytesIO(export(methodist, plan, "xlsx"))).active

    tall = [str(one) for one in sheet.merged_cells.ranges if one.min_row < one.max_row]
    wide = [str(one) for one in sheet.merged_cells.ranges if one.min_col < one.max_col]
    assert len([one for one in tall if one.startswith("A")]) == 3
    assert len(wide) >= 4


@needs_soffice
@pytest.mark.parametrize("form", ["odt", "pdf"])
def test_office_forms_are_made_by_the_office_program(form, methodist, centre, tmp_path):
    path = GOLDEN / "tambov-work-plan" / "document.odt"
    plans = save(methodist, centre, path)
    plan = exports.export_page(operator(Permission.PLAN_VIEW)).get(pk=plans[0].pk)

    content = plan_file(exports.exported(plan), form, exports.source_of(plan), alone=True)

    out = tmp_path / f"out.{form}"
    out.write_bytes(content)
    if form == "odt":
        expected = json.loads(path.with_name("expected.json").read_text("utf-8"))
        assert to_format(read_document(out, out.name))["plans"] == [expected["plans"][0]]
    else:
        said = subprocess.run(
            [shutil.which("pdftotext") or "pdftotext", out, "-"], capture_output=True, check=True
        )
        assert plan.title.split()[0] in said.stdout.decode()


def test_the_command_writes_the_file_that_its_ending_names(methodist, centre, tmp_path):
    [plan] = save(methodist, centre, GOLDEN / "cherdakly-road-map" / "document.txt")
    out = tmp_path / "plan.docx"

    call_command("export_plan", plan.pk, out)

    expected = json.loads((GOLDEN / "cherdakly-road-map" / "expected.json").read_text("utf-8"))
    assert to_format(read_document(out, out.name)) == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [((1, "plan.doc"), "Назовите файл"), ((99, "plan.docx"), "Плана с номером 99 нет")],
)
def test_the_command_refuses_with_a_reason(arguments, sentence, capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        call_command("export_plan", arguments[0], tmp_path / arguments[1])

    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err
