"""The buttons and pages that give a read plan another shape, before anything is saved."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations.domain.policy import Role
from organisations.models import AuditEvent
from plans.domain.content import Doubt, Field
from plans.domain.corrections import reading_from_dict, reading_to_dict, with_doubts
from plans.forms.reshaping import ACTIONS
from plans.models import Plan, PlanImport
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"
STALE = "Пока вы правили, загрузку исправили в другом окне."


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


def uploaded(client, centre, name):
    file = SimpleUploadedFile("план.docx", (GOLDEN / name / "document.docx").read_bytes())
    client.post(address("import_upload"), {"organisation": centre.pk, "file": file})
    return PlanImport.objects.get()


@pytest.fixture
def tambov(methodist, centre):
    """A document with two plans."""
    return uploaded(methodist, centre, "tambov-work-plan")


@pytest.fixture
def kirov(methodist, centre):
    """A document with intermediate results and a signature block."""
    return uploaded(methodist, centre, "kirov-action-plan")


def reading(plan_import):
    plan_import.refresh_from_db()
    return reading_from_dict(plan_import.reading)


def items(plan_import, plan=0):
    content = reading(plan_import).document.plans[plan]
    return [found for section in content.sections for found in section.items]


def titles(plan_import, plan=0):
    return [found.title for found in items(plan_import, plan)]


def headings(plan_import, plan=0):
    return [section.title for section in reading(plan_import).document.plans[plan].sections]


def press(client, plan_import, operation, **changes):
    said = {"operation": operation, "version": reading_version(plan_import), **changes}
    return client.post(address("import_reshape", plan_import.pk), said)


def reading_version(plan_import):
    plan_import.refresh_from_db()
    return plan_import.version


def said_by(response):
    return [str(message) for message in response.wsgi_request._messages]


def anchor_of(response):
    return response.headers["Location"].partition("#")[2]


@pytest.mark.parametrize(
    ("operation", "order", "anchor"),
    [
        ("rise:0:1", [1, 0, 2], "item-0-0"),
        ("sink:0:1", [0, 2, 1], "item-0-2"),
    ],
)
def test_a_row_is_moved(methodist, tambov, operation, order, anchor):
    before = titles(tambov)

    response = press(methodist, tambov, operation)

    assert titles(tambov) == [*(before[place] for place in order), *before[3:]]
    assert anchor_of(response) == anchor


def test_a_row_moved_over_a_heading_keeps_its_place_in_the_page(methodist, tambov):
    before = titles(tambov)

    response = press(methodist, tambov, "sink:0:5")

    assert titles(tambov) == before
    assert anchor_of(response) == "item-0-5"
    sections = reading(tambov).document.plans[0].sections
    assert [len(section.items) for section in sections[:2]] == [5, 5]


def test_two_rows_are_joined(methodist, tambov):
    before = titles(tambov)

    response = press(methodist, tambov, "join:0:1")

    assert titles(tambov) == [f"{before[0]} {before[1]}", *before[2:]]
    assert anchor_of(response) == "item-0-0"
    assert AuditEvent.objects.filter(verb="import.correct").count() == 1


def test_headings_are_made_and_unmade(methodist, tambov):
    before, names = titles(tambov), headings(tambov)

    press(methodist, tambov, "to_item:0:1")
    as_item = headings(tambov), len(titles(tambov))
    press(methodist, tambov, f"to_section:0:{titles(tambov).index(names[1])}")
    again = headings(tambov)
    press(methodist, tambov, "unhead:0:1")

    assert as_item == ([names[0], *names[2:]], len(before) + 1)
    assert again == names
    assert (headings(tambov), titles(tambov)) == ([names[0], *names[2:]], before)


@pytest.mark.parametrize(
    ("operation", "order"), [("section_sink:0:0", [1, 0]), ("section_rise:0:1", [1, 0])]
)
def test_a_section_is_moved_with_its_rows(methodist, tambov, operation, order):
    names = headings(tambov)

    press(methodist, tambov, operation)

    assert headings(tambov) == [*(names[place] for place in order), *names[2:]]


def test_two_plans_are_merged_and_saved_as_one(methodist, tambov):
    both = titles(tambov) + titles(tambov, 1)

    press(methodist, tambov, "merge:1:0")
    methodist.post(address("import_save", tambov.pk), {"version": reading_version(tambov)})

    plan = Plan.objects.get()
    stored = plan.items.order_by("section__ordering", "ordering")
    assert [item.title for item in stored] == both


def test_a_doubt_is_settled_and_opened_again(methodist, tambov):
    first = methodist.get(address("import_review", tambov.pk)).context["found"]

    response = press(methodist, tambov, "settle:0:0")
    settled = methodist.get(address("import_review", tambov.pk)).context["found"]
    press(methodist, tambov, "settle:0:0")

    assert anchor_of(response) == "doubt-0"
    assert settled.open_count == first.open_count - 1
    assert settled.doubts[0].is_settled
    assert reading(tambov).settled == frozenset()


def test_the_last_corrections_are_taken_back_one_by_one(methodist, tambov):
    before = reading(tambov)
    press(methodist, tambov, "join:0:1")
    joined = titles(tambov)
    methodist.post(
        address("import_item_drop", tambov.pk, 0, 0), {"version": reading_version(tambov)}
    )

    said = said_by(press(methodist, tambov, "undo:0:0"))
    once = titles(tambov), reading(tambov).skipped_items
    press(methodist, tambov, "undo:0:0")

    assert said[-1:] == ["Отменено: строка отмечена «не загружать»."]
    assert once == (joined, frozenset())
    assert reading(tambov) == before


def test_there_is_nothing_to_take_back_at_first(methodist, tambov):
    response = press(methodist, tambov, "undo:0:0")

    assert response.status_code == 409
    assert "Отменять нечего" in response.text


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        ("join:0:0", "Над этой строкой нет другой: соединить не с чем."),
        ("rise:0:0", "Дальше двигать некуда: это край плана."),
        ("merge:0:7", "Присоединить можно только к другому плану этого документа."),
        ("to_section:0:0", "Перенесите этот текст в название или сотрите его и повторите."),
        ("unhead:1:0", "У этих строк нет заголовка раздела."),
        ("settle:0:999", "Этого сомнения уже нет. Откройте страницу снова."),
        ("rise:0:999", "Этой строки в плане уже нет. Откройте страницу снова."),
    ],
)
def test_what_cannot_be_is_refused_in_words(methodist, tambov, operation, sentence):
    before = reading(tambov)

    response = press(methodist, tambov, operation)

    assert response.status_code == 302
    [said] = said_by(response)
    assert said.endswith(sentence)
    assert reading(tambov) == before


@pytest.mark.parametrize("operation", ["", "burn:0:0", "join:0", "join:0:-1", "join:0:1:2"])
def test_an_unknown_button_changes_nothing(methodist, tambov, operation):
    response = press(methodist, tambov, operation)

    assert response.status_code == 302
    assert reading_version(tambov) == 1


def test_a_button_of_a_plan_that_is_not_there_is_404(methodist, tambov):
    assert press(methodist, tambov, "join:9:0").status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_an_old_page_is_refused(methodist, tambov, action):
    press(methodist, tambov, "join:0:2")
    before = reading(tambov)
    place = {"merge": "1:0", "to_section": "0:0", "unhead": "0:1"}.get(action, "0:1")

    response = press(methodist, tambov, f"{action}:{place}", version=1)

    assert response.status_code == (302 if action == "to_section" else 409)
    assert action == "to_section" or STALE in response.text
    assert reading(tambov) == before


# Pages


def test_the_split_page_suggests_both_rows(methodist, tambov):
    page = methodist.get(address("import_item_split", tambov.pk, 0, 2))

    item = items(tambov)[2]
    title = next(pair for pair in page.context["pairs"] if pair[0].name == "title")
    assert [field.value() for field in title] == item.title.split("; ", 1)
    deadline = next(pair for pair in page.context["pairs"] if pair[0].name == "deadline")
    assert [field.value() for field in deadline] == [item.deadline.text] * 2


def half(prefix, **said):
    return {f"{prefix}-{name}": value for name, value in said.items()}


def test_a_row_is_split(methodist, tambov):
    before = titles(tambov)
    said = {
        **half("first", number="1.1", title="Одно", deadline="май", responsible="Методист"),
        **half("second", number="1.2", title="Другое", deadline="июнь", result="Итог"),
        "version": 1,
    }

    response = methodist.post(address("import_item_split", tambov.pk, 0, 0), said)

    first, second = items(tambov)[:2]
    assert anchor_of(response) == "item-0-0"
    assert titles(tambov) == ["Одно", "Другое", *before[1:]]
    assert (first.responsible, second.responsible) == (("Методист",), ())
    assert (first.result, second.result, second.deadline.text) == (None, "Итог", "июнь")


def test_a_row_is_split_at_an_intermediate_result(methodist, kirov):
    steps = items(kirov)[2].steps
    said = {
        **half("first", number="3", title="Одно"),
        **half("second", number="", title="Другое"),
        "first_step": 1,
        "version": 1,
    }

    methodist.post(address("import_item_split", kirov.pk, 0, 2), said)

    first, second = items(kirov)[2:4]
    assert (first.steps, second.steps) == (steps[:1], steps[1:])


def test_both_rows_need_a_name(methodist, tambov):
    said = {**half("first", title="Одно"), **half("second", title=""), "version": 1}

    response = methodist.post(address("import_item_split", tambov.pk, 0, 0), said)

    assert response.status_code == 422
    assert "second-title" in response.text
    assert reading_version(tambov) == 1


def test_a_new_section_begins_with_a_row(methodist, tambov):
    said = {"number": "1а", "title": "Новый  раздел", "version": 1}

    response = methodist.post(address("import_section_create", tambov.pk, 0, 3), said)

    assert anchor_of(response) == "item-0-3"
    made = reading(tambov).document.plans[0].sections[1]
    assert (made.number, made.title, len(made.items)) == ("1а", "Новый раздел", 3)


def test_a_heading_is_corrected(methodist, tambov):
    page = methodist.get(address("import_section_edit", tambov.pk, 0, 1))
    said = {"number": "", "title": "Иной раздел", "version": 1}

    response = methodist.post(address("import_section_edit", tambov.pk, 0, 1), said)

    assert page.context["form"]["title"].value()
    assert anchor_of(response) == "section-0-1"
    assert headings(tambov)[1] == "Иной раздел"


def test_signature_blocks_are_corrected_and_their_doubts_settled(methodist, kirov):
    doubted = with_doubts(
        reading(kirov),
        [Doubt("в грифе не заполнена дата"), Doubt("номер", 0, 0, Field.NUMBER)],
    )
    PlanImport.objects.update(reading=reading_to_dict(doubted))
    said = {
        "approvals-TOTAL_FORMS": 2,
        "approvals-INITIAL_FORMS": 1,
        "approvals-0-kind": "approved",
        "approvals-0-position": "Министр",
        "approvals-0-order_number": "785",
        "approvals-0-order_date": "2024-06-14",
        "approvals-1-kind": "agreed",
        "approvals-1-name": "А. А. Лужин",
        "version": 1,
    }

    response = methodist.post(address("import_approvals", kirov.pk), said)

    document = reading(kirov).document
    assert anchor_of(response) == "document"
    assert [(one.kind, one.position, one.name) for one in document.approvals] == [
        ("approved", "Министр", None),
        ("agreed", None, "А. А. Лужин"),
    ]
    assert document.approvals[0].order.number == "785"
    assert [doubt.reason for doubt in document.doubts] == ["номер"]


def test_signature_blocks_that_are_wrong_are_shown_again(methodist, kirov):
    said = {
        "approvals-TOTAL_FORMS": 1,
        "approvals-INITIAL_FORMS": 1,
        "approvals-0-kind": "approved",
        "approvals-0-order_number": "785",
        "version": 1,
    }

    response = methodist.post(address("import_approvals", kirov.pk), said)

    assert response.status_code == 422
    assert "У приказа должны быть и номер, и дата." in response.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("import_section_create", {"title": "Раздел"}),
        ("import_item_split", {"first-title": "Одно", "second-title": "Другое"}),
        ("import_section_edit", {"title": "Раздел"}),
    ],
)
def test_an_old_form_is_refused(methodist, tambov, name, said):
    press(methodist, tambov, "join:0:2")

    response = methodist.post(address(name, tambov.pk, 0, 1), {**said, "version": 1})

    assert response.status_code == 409
    assert STALE in response.text


# The document itself


def test_the_document_is_shown_as_it_is(methodist, kirov):
    page = methodist.get(address("import_source", kirov.pk))

    item = items(kirov)[0]
    block, row = item.printed.rows[0]
    assert f'<tr id="src-{block}-{row}">' in page.text
    assert '<td rowspan="2">' in page.text
    assert "<b>Организационный этап</b>" in page.text
    assert 'colspan="7"' in page.text
    assert 'class="mid"' in page.text


def test_the_document_comes_alone_where_the_page_asks_for_it(methodist, kirov):
    page = methodist.get(address("import_source", kirov.pk), headers={"HX-Request": "true"})

    assert page.text.strip().startswith('<div class="source"')


def test_a_lost_file_is_said(methodist, kirov):
    Path(kirov.source.content.path).unlink()

    page = methodist.get(address("import_source", kirov.pk))

    assert page.status_code == 200
    assert "Файл документа не найден в хранилище." in page.text.replace("\xa0", " ")


def test_the_document_takes_five_queries(methodist, tambov, django_assert_num_queries):
    # session, user, memberships, what lies below; the upload
    with django_assert_num_queries(5):
        methodist.get(address("import_source", tambov.pk))


@pytest.mark.parametrize("name", ["tambov-work-plan", "kirov-action-plan", "orenburg-centre-plan"])
def test_every_row_of_the_reading_stands_in_the_document(methodist, centre, name):
    plan_import = uploaded(methodist, centre, name)
    page = methodist.get(address("import_source", plan_import.pk)).text

    found = methodist.get(address("import_review", plan_import.pk)).context["found"]

    sources = [row.source for plan in found.plans for part in plan.parts for row in part.rows]
    assert all(sources)
    assert all(f'id="src-{one}"' in page for source in sources for one in source.split())


@pytest.mark.parametrize(
    ("reason", "field"),
    [
        ("период плана не назван", "starts_on"),
        ("над таблицей не найден заголовок плана", "title"),
        ("графа «Результат» не узнана", "column_2"),
    ],
)
def test_a_doubt_about_a_plan_leads_to_its_field(methodist, tambov, reason, field):
    doubt = Doubt(reason, 0, None, Field.OTHER if "графа" in reason else None)
    doubted = with_doubts(reading(tambov), [doubt])
    PlanImport.objects.update(reading=reading_to_dict(doubted))

    page = methodist.get(address("import_review", tambov.pk))

    assert f'href="#id_plan-0-{field}"' in page.text
    assert f'id="id_plan-0-{field}"' in page.text


def test_a_doubt_about_a_step_leads_to_the_deadline_of_steps(methodist, kirov):
    page = methodist.get(address("import_review", kirov.pk))

    doubt = next(one for one in page.context["found"].doubts if one.item == 6)
    edit = methodist.get(address("import_item_edit", kirov.pk, 0, 6))
    assert doubt.mend == "id_steps-0-deadline_text"
    assert f'id="{doubt.mend}"' in edit.text


PAGES = [
    ("import_item_split", (0, 0)),
    ("import_section_create", (0, 0)),
    ("import_section_edit", (0, 0)),
    ("import_approvals", ()),
    ("import_source", ()),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_strangers_and_readers_are_kept_out(sign_in, centre, tambov, name, args):
    path = address(name, tambov.pk, *args)

    assert sign_in(Role.METHODIST, CentreFactory()).get(path).status_code == 404
    assert sign_in(Role.OBSERVER, centre).get(path).status_code == 403


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("import_item_split", (0, 34)),
        ("import_section_create", (2, 0)),
        ("import_section_edit", (0, 7)),
        ("import_section_edit", (1, 0)),
    ],
)
def test_pages_of_what_is_not_there_are_404(methodist, tambov, name, args):
    assert methodist.get(address(name, tambov.pk, *args)).status_code == 404
