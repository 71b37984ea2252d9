"""The saving of a document is taken back until somebody has worked on its drafts."""

import pytest

from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions import items as item_actions
from plans.actions.agreements import submit_plan
from plans.actions.import_undo import TooLateToUndoError, undo_import
from plans.domain.agreements import Sending
from plans.domain.drafts import ItemDraft
from plans.models import Assignment, Plan, PlanImport, PlanItem
from tests.factories import CentreFactory, ExpectationFactory, MembershipFactory
from tests.plans.import_steps import ROWS, address, plan_file, save, saved, upload
from tests.plans.test_imports_views import GOLDEN

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


@pytest.fixture
def plan(methodist, centre):
    return saved(methodist, centre)


@pytest.fixture
def editor(actor_in, centre):
    return actor_in(centre, Permission.PLAN_EDIT, Role.METHODIST)


def undo(client, plan):
    return client.post(address("import_undo", plan.plan_import_id))


def test_undo_removes_the_drafts_and_lets_the_document_wait_again(methodist, centre, plan):
    response = undo(methodist, plan)

    plan_import = PlanImport.objects.get()
    assert response.headers["Location"] == address("import_review", plan_import.pk)
    assert not Plan.objects.exists()
    assert (plan_import.saved_at, plan_import.version) == (None, 2)
    assert plan_import.undone_at is not None
    assert methodist.get(address("import_review", plan_import.pk)).status_code == 200
    [event] = AuditEvent.objects.filter(verb="import.undo")
    assert event.details == {"plans": [plan.pk]}


def test_a_document_can_be_saved_again_and_undone_again(methodist, centre, plan):
    undo(methodist, plan)

    [again] = save(methodist, PlanImport.objects.get())
    undo(methodist, again)

    assert not Plan.objects.exists()


def test_executors_that_the_portal_recognised_are_no_work_by_hand(methodist, centre):
    MembershipFactory(
        organisation=centre,
        role=Role.METHODIST.value,
        user__last_name="Лужин",
        user__first_name="Пётр",
        user__patronymic="Андреевич",
    )
    plan = saved(methodist, centre)
    assert Assignment.objects.filter(item__plan=plan).count() == len(ROWS)

    undo(methodist, plan)

    assert not Plan.objects.exists()


def edit_item(plan, actor):
    row = PlanItem.objects.filter(plan=plan).earliest("pk")
    draft = ItemDraft(row.section_id, {"title": "Иное"})
    item_actions.update_item(row, draft, version=row.version, actor=actor)


def edit_and_restore(plan, actor):
    row = PlanItem.objects.filter(plan=plan).earliest("pk")
    for title in ("Иное", row.title):
        row.refresh_from_db()
        draft = ItemDraft(row.section_id, {"title": title})
        item_actions.update_item(row, draft, version=row.version, actor=actor)


def delete_item(plan, actor):
    item_actions.delete_item(PlanItem.objects.filter(plan=plan).latest("pk"), actor=actor)


def move_item(plan, actor):
    item_actions.move_item(PlanItem.objects.filter(plan=plan).earliest("pk"), 1, actor=actor)


def assign_item(plan, actor):
    row = PlanItem.objects.filter(plan=plan).earliest("pk")
    item_actions.assign_item(row, [(plan.organisation_id, None)], actor=actor)


def create_section(plan, actor):
    item_actions.create_section(plan, "9", "Свой раздел", actor=actor)


def submit(plan, actor):
    submit_plan(plan, Sending(accepts_unclear=True), actor=actor)


@pytest.mark.parametrize(
    ("work", "what"),
    [
        (edit_item, "исправили пункт"),
        (edit_and_restore, "исправили пункт"),
        (delete_item, "удалили пункт или раздел"),
        (move_item, "переставили пункт"),
        (assign_item, "назначили исполнителей"),
        (create_section, "добавили раздел"),
        (submit, "отправили на утверждение"),
    ],
)
def test_after_any_work_by_hand_it_is_too_late_and_the_reason_is_said(
    methodist, plan, editor, work, what
):
    work(plan, editor)
    before = list(PlanItem.objects.order_by("pk").values())

    page = methodist.get(address("import_undo", plan.plan_import_id))
    response = undo(methodist, plan)

    said = f"План «{plan.title}» уже правили: {what}"
    assert page.context["obstacle"].startswith(said)
    assert "Отменить загрузку</button>" not in page.text
    assert response.status_code == 409
    assert said in response.text
    assert list(PlanItem.objects.order_by("pk").values()) == before


def test_a_plan_of_the_document_that_was_left_alone_stays_with_the_one_that_was_not(
    methodist, centre, editor
):
    two = GOLDEN / "tambov-work-plan" / "document.docx"
    plans = save(methodist, upload(methodist, centre, two.read_bytes()))
    edit_item(plans[1], editor)

    with pytest.raises(TooLateToUndoError, match="уже правили"):
        undo_import(plans[0].plan_import, actor=editor)

    assert Plan.objects.count() == 2


def test_reports_and_publications_hold_the_drafts(methodist, plan, editor):
    # An expectation cannot be on a draft by the portal's rules; a publication can, and so can
    # whatever comes later: the row itself refuses.
    ExpectationFactory(item=PlanItem.objects.filter(plan=plan).earliest("pk"))

    with pytest.raises(TooLateToUndoError, match="уже работают"):
        undo_import(plan.plan_import, actor=editor)

    assert Plan.objects.filter(pk=plan.pk).exists()


def test_the_page_of_a_draft_leads_to_the_undo_until_it_is_too_late(methodist, plan, editor):
    fresh = methodist.get(address("plan_detail", plan.pk))
    edit_item(plan, editor)
    late = methodist.get(address("plan_detail", plan.pk))

    link = address("import_undo", plan.plan_import_id)
    assert link in fresh.text
    assert link not in late.text
    assert "Отменить загрузку документа уже нельзя." in late.text


def test_a_reader_of_the_plan_is_not_offered_the_undo(sign_in, centre, plan):
    page = sign_in(Role.OBSERVER, centre).get(address("plan_detail", plan.pk))

    assert address("import_undo", plan.plan_import_id) not in page.text


def test_an_upload_that_waits_has_nothing_to_undo(methodist, centre):
    plan_import = upload(methodist, centre, plan_file())

    page = methodist.get(address("import_undo", plan_import.pk))
    response = methodist.post(address("import_undo", plan_import.pk))

    assert page.headers["Location"] == address("import_review", plan_import.pk)
    assert response.status_code == 409


@pytest.mark.parametrize("count", [3, 60])
def test_the_undo_page_takes_the_same_queries_however_long_the_plan(
    methodist, centre, django_assert_max_num_queries, count
):
    rows = [(str(n), f"Дело номер {n}", "май", "", "") for n in range(count)]
    plan = saved(methodist, centre, rows)

    # session, user, memberships, what lies below; the upload, its plans, four for the obstacle
    with django_assert_max_num_queries(10):
        methodist.get(address("import_undo", plan.plan_import_id))


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_of_an_imported_draft_takes_the_same_queries_however_long_it_is(
    methodist, centre, django_assert_max_num_queries, count
):
    rows = [(str(n), f"Дело номер {n}", "май", "", "") for n in range(count)]
    plan = saved(methodist, centre, rows)

    # four of the person; the plan and what belongs to it; five for the undo, four for the grid
    with django_assert_max_num_queries(23):
        methodist.get(address("plan_detail", plan.pk))


def test_strangers_and_readers_are_kept_out(sign_in, centre, plan):
    link = address("import_undo", plan.plan_import_id)

    assert sign_in(Role.METHODIST, CentreFactory()).post(link).status_code == 404
    assert sign_in(Role.OBSERVER, centre).post(link).status_code == 403
    assert Plan.objects.exists()
