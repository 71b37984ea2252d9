import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import StoredFile
from organisations.domain.policy import Role
from plans.domain.corrections import reading_from_dict
from plans.domain.serial import to_format
from plans.models import Plan, PlanImport
from plans.queries.content import plan_content, with_content
from tests.factories import CentreFactory, RegionFactory

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def document(name, file_name="план.docx"):
    return SimpleUploadedFile(file_name, (GOLDEN / name / "document.docx").read_bytes())


def upload(client, centre, file):
    return client.post(address("import_upload"), {"organisation": centre.pk, "file": file})


@pytest.fixture
def tambov(methodist, centre):
    """A document with two plans, read and waiting."""
    upload(methodist, centre, document("tambov-work-plan"))
    return PlanImport.objects.get()


@pytest.fixture
def kirov(methodist, centre):
    """A document with intermediate results, read and waiting."""
    upload(methodist, centre, document("kirov-action-plan"))
    return PlanImport.objects.get()


def reading(plan_import):
    plan_import.refresh_from_db()
    return reading_from_dict(plan_import.reading)


def corrected_heading(content, version, **changes):
    starts_on, ends_on = content.period
    columns = {
        f"column_{place}": column.field.value for place, column in enumerate(content.columns)
    }
    said = {
        "title": content.title,
        "kind": content.kind.value,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "introduction": content.introduction,
        "version": version,
        **columns,
    } | changes
    return {f"plan-0-{name}": value for name, value in said.items()}


GOLDEN_NAMES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_document_saved_without_corrections_says_what_it_said(methodist, centre, name):
    upload(methodist, centre, document(name))
    plan_import = PlanImport.objects.get()
    read = reading(plan_import).document

    methodist.post(address("import_save", plan_import.pk), {"version": plan_import.version})

    stored = with_content(Plan.objects.order_by("pk"))
    assert tuple(plan_content(plan) for plan in stored) == read.plans
    expected = json.loads((GOLDEN / name / "expected.json").read_text("utf-8"))
    assert to_format(read)["plans"] == expected["plans"]


def test_import_upload_keeps_the_file_and_writes_no_plan(methodist, centre):
    response = upload(methodist, centre, document("tambov-work-plan", "План Тамбов.docx"))

    plan_import = PlanImport.objects.get()
    assert response.headers["Location"] == address("import_review", plan_import.pk)
    assert (plan_import.source.name, plan_import.source.purpose) == (
        "План Тамбов.docx",
        "plan_source",
    )
    assert plan_import.organisation == centre
    assert not Plan.objects.exists()


def test_import_upload_asks_whose_plan_only_where_there_is_a_choice(sign_in, centre):
    region = RegionFactory()
    CentreFactory(parent=region)

    hidden = [
        sign_in(Role.METHODIST, place)
        .get(address("import_upload"))
        .context["form"]["organisation"]
        .is_hidden
        for place in (centre, region)
    ]

    assert hidden == [True, False]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            SimpleUploadedFile("план.docx", b""),
            (
                "Файл «план.docx» не принят. Он пуст (0 байт). Проверьте файл на своём "
                "компьютере и загрузите снова."
            ),
        ),
        (
            SimpleUploadedFile("план.pdf", b"%PDF-1.7"),
            (
                "Файл «план.pdf» не принят. Файл PDF повреждён или загрузился не полностью. "
                "Откройте его, сохраните заново («Печать → Сохранить как PDF») и загрузите снова."
            ),
        ),
        (
            SimpleUploadedFile("план.txt", "Просто письмо без таблицы.".encode()),
            (
                "В файле «план.txt» не найден план: нужна таблица, в шапке которой есть графа с "
                "мероприятиями и хотя бы одна из граф «Срок», «Ответственный», «Результат». "
                "Проверьте, тот ли это файл, или подпишите графы таблицы и загрузите его снова."
            ),
        ),
    ],
    ids=["empty", "pdf", "no table"],
)
def test_import_upload_refuses_bad_files_and_stores_nothing(methodist, centre, file, sentence):
    file.seek(0)

    response = upload(methodist, centre, file)

    assert response.status_code == 422
    assert response.context["form"].errors == {"file": [sentence]}
    assert not StoredFile.objects.exists()
    assert not PlanImport.objects.exists()


def test_import_upload_wants_a_file(methodist, centre):
    response = methodist.post(address("import_upload"), {"organisation": centre.pk})

    assert response.status_code == 422
    assert response.context["form"].errors == {"file": ["Выберите файл или вставьте таблицу."]}


def test_import_upload_refuses_a_centre_of_others(methodist):
    response = upload(methodist, CentreFactory(), document("tambov-work-plan"))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"organisation"}


def test_import_review_shows_both_plans_and_numbers_the_doubts(methodist, tambov):
    page = methodist.get(address("import_review", tambov.pk))

    found = page.context["found"]
    assert [(plan.item_count, plan.section_count) for plan in found.plans] == [(34, 7), (13, 0)]
    assert [doubt.number for doubt in found.doubts] == list(range(1, len(found.doubts) + 1))
    pinned = {
        f"item-{plan.index}-{row.row.index}"
        for plan in found.plans
        for part in plan.parts
        for row in part.rows
        if row.doubts
    }
    assert {doubt.anchor for doubt in found.doubts if doubt.anchor.startswith("item")} == pinned
    for doubt in found.doubts:
        assert f'id="{doubt.anchor}"' in page.text
    assert "весь период" in page.text


def test_import_review_takes_eight_queries_however_long_the_document(
    methodist, tambov, django_assert_num_queries
):
    # session, user, memberships, what lies below; the upload; the same file, plans like these,
    # remembered columns
    with django_assert_num_queries(8):
        methodist.get(address("import_review", tambov.pk))


def test_import_plan_edit_corrects_heading_and_meaning_of_a_column(methodist, tambov):
    content = reading(tambov).document.plans[0]
    result = next(i for i, c in enumerate(content.columns) if c.field == "result")
    said = corrected_heading(
        content, tambov.version, title="Иное название", **{f"column_{result}": "note"}
    )

    response = methodist.post(address("import_plan_edit", tambov.pk, 0), said)

    after = reading(tambov).document.plans[0]
    assert response.headers["Location"] == f"{address('import_review', tambov.pk)}#plan-0"
    assert (after.title, after.columns[result].field) == ("Иное название", "note")
    before_item, after_item = content.sections[0].items[0], after.sections[0].items[0]
    assert (after_item.result, after_item.note) == (None, before_item.result)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"column_1": "other"}, "Отметьте столбец, в котором названия мероприятий."),
        (
            {"column_2": "title"},
            "Один и тот же смысл выбран у двух столбцов: у второго выберите «прочее».",
        ),
        ({"ends_on": "2020-01-01"}, "Период кончается раньше, чем начинается."),
    ],
    ids=["no title", "twice", "period"],
)
def test_import_plan_edit_refuses_what_cannot_be(methodist, tambov, changes, sentence):
    content = reading(tambov).document.plans[0]

    response = methodist.post(
        address("import_plan_edit", tambov.pk, 0),
        corrected_heading(content, tambov.version, **changes),
    )

    assert response.status_code == 422
    assert sentence in response.context["form"].non_field_errors()
    assert reading(tambov).document.plans[0] == content


def test_import_item_edit_reads_the_deadline_again(methodist, tambov):
    item = reading(tambov).document.plans[0].sections[0].items[0]
    said = {
        "section": 0,
        "number": item.number,
        "title": "Иное дело",
        "result": item.result or "",
        "deadline": "до 25 декабря",
        "responsible": "Методист",
        "version": tambov.version,
    }

    response = methodist.post(address("import_item_edit", tambov.pk, 0, 0), said)

    after = reading(tambov).document.plans[0].sections[0].items[0]
    assert response.headers["Location"] == f"{address('import_review', tambov.pk)}#item-0-0"
    assert (after.title, after.responsible) == ("Иное дело", ("Методист",))
    assert to_format(reading(tambov).document)["plans"][0]["sections"][0]["items"][0][
        "deadline"
    ] == {"text": "до 25 декабря", "terms": [{"kind": "due", "end": "2022-12-25"}]}
    assert not Plan.objects.exists()


def test_import_item_edit_shows_the_steps(methodist, kirov):
    page = methodist.get(address("import_item_edit", kirov.pk, 0, 2))

    item = reading(kirov).document.plans[0].sections[0].items[2]
    shown = [form["title"].value() for form in page.context["steps"].initial_forms]
    assert shown == [step.title for step in item.steps]


def test_dropped_items_and_plans_are_not_saved(methodist, tambov):
    methodist.post(address("import_item_drop", tambov.pk, 0, 0), {"version": 1})
    methodist.post(address("import_plan_drop", tambov.pk, 1), {"version": 2})

    methodist.post(address("import_save", tambov.pk), {"version": 3})

    plan = Plan.objects.get()
    assert plan.items.count() == 33


def test_a_dropped_item_can_be_taken_in_again(methodist, tambov):
    for version in (1, 2):
        methodist.post(address("import_item_drop", tambov.pk, 0, 0), {"version": version})

    assert reading(tambov).skipped_items == frozenset()


def test_a_correction_from_an_old_page_is_refused(methodist, tambov):
    methodist.post(address("import_item_drop", tambov.pk, 0, 0), {"version": 1})

    response = methodist.post(address("import_item_drop", tambov.pk, 0, 1), {"version": 1})

    assert response.status_code == 409
    assert reading(tambov).skipped_items == {(0, 0)}


@pytest.mark.parametrize(
    ("name", "args"),
    [("import_save", ()), ("import_plan_drop", (0,)), ("import_item_drop", (0, 0))],
)
def test_a_button_without_version_changes_nothing(methodist, tambov, name, args):
    response = methodist.post(address(name, tambov.pk, *args), {})

    tambov.refresh_from_db()
    assert response.status_code == 302
    assert (tambov.version, Plan.objects.count()) == (1, 0)


def test_import_save_refuses_to_save_nothing(methodist, tambov):
    for index in (0, 1):
        methodist.post(address("import_plan_drop", tambov.pk, index), {"version": index + 1})

    response = methodist.post(address("import_save", tambov.pk), {"version": 3})

    assert response.status_code == 409
    assert "Все планы документа отмечены «не загружать»." in response.text


def test_import_save_happens_once(methodist, tambov):
    first = methodist.post(address("import_save", tambov.pk), {"version": 1})
    second = methodist.post(address("import_save", tambov.pk), {"version": 1})

    assert first.headers["Location"] == address("plan_detail", Plan.objects.earliest("pk").pk)
    assert second.status_code == 409
    assert "Этот документ уже сохранён: правьте его планы." in second.text
    assert Plan.objects.count() == 2
    review = methodist.get(address("import_review", tambov.pk))
    assert review.headers["Location"] == address("plan_list")


def test_saved_plans_keep_the_documents_headers_and_source(methodist, tambov):
    methodist.post(address("import_save", tambov.pk), {"version": 1})

    plan = Plan.objects.earliest("pk")
    headers = [column.header for column in reading(tambov).document.plans[0].columns]
    assert [column.header for column in plan.columns.all()] == headers
    assert (plan.state, plan.source_id) == ("draft", tambov.source_id)


def test_import_cancel_forgets_everything(methodist, tambov):
    response = methodist.post(address("import_cancel", tambov.pk))

    assert response.headers["Location"] == address("import_upload")
    assert not PlanImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_unfinished_uploads_wait_on_the_list_of_plans(methodist, tambov):
    page = methodist.get(address("plan_list"))

    assert list(page.context["waiting"]) == [tambov]
    assert address("import_review", tambov.pk) in page.text


PAGES = [
    ("import_review", ()),
    ("import_plan_edit", (0,)),
    ("import_item_edit", (0, 0)),
]
BUTTONS = [
    ("import_save", ()),
    ("import_cancel", ()),
    ("import_plan_drop", (0,)),
    ("import_item_drop", (0, 0)),
]


def status_for(client, plan_import, name, args):
    method = client.get if (name, args) in PAGES else client.post
    return method(address(name, plan_import.pk, *args)).status_code


@pytest.mark.parametrize(("name", "args"), [*PAGES, *BUTTONS])
def test_strangers_are_kept_out(sign_in, tambov, name, args):
    assert status_for(sign_in(Role.METHODIST, CentreFactory()), tambov, name, args) == 404


@pytest.mark.parametrize(("name", "args"), [*PAGES, *BUTTONS])
def test_readers_are_kept_out(sign_in, centre, tambov, name, args):
    assert status_for(sign_in(Role.OBSERVER, centre), tambov, name, args) == 403


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("import_plan_edit", (2,)),
        ("import_item_edit", (0, 34)),
        ("import_item_edit", (2, 0)),
    ],
)
def test_what_the_document_does_not_hold_is_404(methodist, tambov, name, args):
    assert methodist.get(address(name, tambov.pk, *args)).status_code == 404


@pytest.mark.parametrize(("name", "args"), BUTTONS)
def test_buttons_are_405_for_get(methodist, tambov, name, args):
    assert methodist.get(address(name, tambov.pk, *args)).status_code == 405
