"""What a person said of a column is known at the next upload of the centre."""

import pytest

from organisations.domain.policy import Role
from organisations.models import AuditEvent
from plans.domain.corrections import reading_from_dict
from plans.domain.remembering import fields_before
from plans.models import ColumnMeaning, PlanImport
from tests.factories import CentreFactory, RegionFactory
from tests.plans.import_steps import HEAD, address, plan_file, save, upload
from tests.plans.test_imports_views import corrected_heading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def plan_of(plan_import):
    plan_import.refresh_from_db()
    return reading_from_dict(plan_import.reading).document.plans[0]


def correct(client, plan_import, header, field):
    content = plan_of(plan_import)
    place = [column.header for column in content.columns].index(header)
    said = corrected_heading(content, plan_import.version, **{f"column_{place}": field})
    response = client.post(address("import_plan_edit", plan_import.pk, 0), said)
    assert response.status_code == 302


def teach(client, centre, header="Место", field="note"):
    """Upload a plan, give a column another meaning, save."""
    plan_import = upload(client, centre, plan_file())
    correct(client, plan_import, header, field)
    save(client, plan_import)


def fields(plan_import):
    return {column.header: column.field.value for column in plan_of(plan_import).columns}


def test_a_corrected_column_is_remembered_when_the_document_is_saved(methodist, centre):
    plan_import = upload(methodist, centre, plan_file())
    correct(methodist, plan_import, "Место", "note")
    before = ColumnMeaning.objects.count()
    save(methodist, plan_import)

    [meaning] = ColumnMeaning.objects.all()
    assert before == 0
    assert (meaning.organisation, meaning.kind, meaning.header, meaning.field) == (
        centre,
        "work_plan",
        "место",
        "note",
    )
    assert AuditEvent.objects.filter(verb="column.remember").count() == 1


def test_the_next_upload_is_read_by_it_and_says_so(methodist, centre):
    teach(methodist, centre)

    again = upload(methodist, centre, plan_file(title="План работы на 2027 год"))

    content, page = plan_of(again), methodist.get(address("import_review", again.pk))
    assert fields(again)["Место"] == "note"
    assert content.sections[0].items[0].note == "парк"
    assert (
        "Графа «Место» понята как «примечание»: так было исправлено раньше"
        in page.text.replace("\u00a0", " ")
    )
    assert address("column_meaning_list") in page.text


def test_a_header_is_known_by_its_words_not_by_signs_and_case(methodist, centre):
    teach(methodist, centre)
    head = (*HEAD[:4], "МЕСТО *")

    again = upload(methodist, centre, plan_file(title="План работы на 2027 год", head=head))

    assert fields(again)["МЕСТО *"] == "note"


def test_what_is_not_saved_is_not_remembered(methodist, centre):
    plan_import = upload(methodist, centre, plan_file())
    correct(methodist, plan_import, "Место", "note")

    methodist.post(address("import_cancel", plan_import.pk))

    assert not ColumnMeaning.objects.exists()


def test_a_correction_that_was_put_back_is_not_remembered(methodist, centre):
    plan_import = upload(methodist, centre, plan_file())
    read = fields(plan_import)["Место"]
    for field in ("note", read):
        plan_import.refresh_from_db()
        correct(methodist, plan_import, "Место", field)

    save(methodist, plan_import)

    assert not ColumnMeaning.objects.exists()


def test_the_last_word_counts(methodist, centre):
    teach(methodist, centre)
    again = upload(methodist, centre, plan_file(title="План работы на 2027 год"))
    correct(methodist, again, "Место", "audience")
    save(methodist, again)

    assert ColumnMeaning.objects.get().field == "audience"


def test_a_meaning_holds_for_one_centre_and_one_kind_of_plan(methodist, centre, sign_in):
    teach(methodist, centre)
    other = CentreFactory()

    road_map = upload(methodist, centre, plan_file(title="Дорожная карта на 2026 год"))
    elsewhere = upload(sign_in(Role.METHODIST, other), other, plan_file())

    assert plan_of(road_map).kind == "road_map"
    assert "note" not in fields(elsewhere).values()
    assert "note" not in fields(road_map).values()


def test_meanings_that_cannot_stand_together_are_left_alone(methodist, centre):
    teach(methodist, centre)
    head = ("№ п/п", "Мероприятие", "Срок", "Примечание", "Место")

    again = upload(methodist, centre, plan_file(title="План работы на 2027 год", head=head))

    assert fields(again)["Примечание"] == "note"
    assert fields(again)["Место"] != "note"


def test_a_meaning_is_forgotten_on_its_page(methodist, centre):
    teach(methodist, centre)
    meaning = ColumnMeaning.objects.get()
    page = methodist.get(address("column_meaning_list"))

    response = methodist.post(address("column_meaning_delete", meaning.pk))

    assert list(page.context["page"]) == [meaning]
    assert response.headers["Location"] == address("column_meaning_list")
    assert not ColumnMeaning.objects.exists()
    assert AuditEvent.objects.filter(verb="column.forget").count() == 1
    again = upload(methodist, centre, plan_file(title="План работы на 2027 год"))
    assert fields(again)["Место"] != "note"


def test_the_list_says_when_it_is_empty(methodist):
    page = methodist.get(address("column_meaning_list"))

    assert "Пока ничего не запомнено" in page.text


def test_strangers_see_and_forget_nothing(methodist, centre, sign_in):
    teach(methodist, centre)
    meaning = ColumnMeaning.objects.get()
    stranger = sign_in(Role.METHODIST, CentreFactory(parent=RegionFactory()))

    page = stranger.get(address("column_meaning_list"))
    response = stranger.post(address("column_meaning_delete", meaning.pk))

    assert list(page.context["page"]) == []
    assert response.status_code == 404
    assert sign_in(Role.OBSERVER, centre).get(address("column_meaning_list")).status_code == 403
    assert ColumnMeaning.objects.exists()
    assert PlanImport.objects.count() == 1


def test_plans_that_were_joined_tell_nothing_of_columns():
    column = {"header": "Куратор", "field": "other"}
    one, other = {"columns": [column]}, {"columns": [column | {"field": "responsible"}]}

    joined = fields_before({"document": {"plans": [one, one]}}, {"document": {"plans": [other]}})
    changed = fields_before({"document": {"plans": [one]}}, {"document": {"plans": [other]}})

    assert joined == {}
    assert changed == {"куратор": "other"}
