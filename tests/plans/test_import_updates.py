"""A plan that is uploaded again updates the draft that it is, and nobody's work is lost."""

from pathlib import Path

import pytest

from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions import items as item_actions
from plans.actions.import_updates import ItemInUseError, Seen, update_from_import
from plans.domain.drafts import ItemDraft
from plans.models import Assignment, Plan, PlanImport, PlanItem
from plans.queries.content import plan_content, with_content
from plans.queries.exports import edition_in, source_of
from plans.queries.import_updates import state_of, update_page
from tests.factories import CentreFactory, ExpectationFactory, MembershipFactory
from tests.plans.import_steps import (
    COUNCIL,
    COURSE,
    FAIR,
    REPORT,
    ROWS,
    TITLE,
    address,
    plan_file,
    save,
    saved,
    upload,
    with_cell,
)
from tests.plans.test_imports_views import GOLDEN, GOLDEN_NAMES

pytestmark = pytest.mark.django_db

PLACE, DEADLINE = 4, 2
NEWER = (with_cell(FAIR, PLACE, "школа № 3"), with_cell(COURSE, DEADLINE, "март"), COUNCIL)


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
def editor(actor_in, centre):
    return actor_in(centre, Permission.PLAN_EDIT, Role.METHODIST)


@pytest.fixture
def plan(methodist, centre):
    return saved(methodist, centre)


@pytest.fixture
def newer(methodist, centre, plan):
    """The same plan, changed in the office and uploaded again."""
    return upload(methodist, centre, plan_file(NEWER))


def page_of(client, plan_import, plan, **query):
    return client.get(address("import_update", plan_import.pk, 0, plan.pk), query)


def send(client, plan_import, plan, page, changes=None):
    form = page.context["form"]
    return client.post(
        address("import_update", plan_import.pk, 0, plan.pk),
        {
            "version": form["version"].value(),
            "state": form["state"].value(),
            "changes": list(form.ticked) if changes is None else changes,
        },
    )


def update(client, plan_import, plan, changes=None):
    return send(client, plan_import, plan, page_of(client, plan_import, plan), changes)


def texts(plan):
    """Titles, places and deadlines of the plan, in its order."""
    content = plan_content(with_content(Plan.objects.all()).get(pk=plan.pk))
    return [
        (item.title, item.extra.get(PLACE), item.deadline.text)
        for section in content.sections
        for item in section.items
    ]


def cells(row):
    return row[1], row[PLACE], row[DEADLINE]


def edit(row, actor, **texts):
    extra = {PLACE: texts.pop("place")} if "place" in texts else {}
    draft = ItemDraft(row.section_id, {"title": row.title, **texts}, extra=extra)
    item_actions.update_item(row, draft, version=row.version, actor=actor)


def offers(client, plan_import):
    return client.get(address("import_review", plan_import.pk)).context["updates"]


# --- what is offered ------------------------------------------------------------------------


def test_the_review_offers_the_draft_that_the_document_is_a_newer_copy_of(methodist, plan, newer):
    page = methodist.get(address("import_review", newer.pk))

    [likely] = page.context["updates"].likely
    assert (likely.plan, likely.index, likely.can_update) == (plan, 0, True)
    assert page.context["updates"].earlier is None
    assert address("import_update", newer.pk, 0, plan.pk) in page.text
    assert "Обновить его или сохранить вторым?" in page.text


def test_the_same_file_is_recognised_by_its_bytes(methodist, centre, plan):
    again = upload(methodist, centre, Path(plan.source.content.path).read_bytes(), "копия.docx")

    page = methodist.get(address("import_review", again.pk))

    assert page.context["updates"].earlier.plans == (plan,)
    assert "Этот же файл уже загружали" in page.text
    assert "ничего не изменилось" in page.text


def test_the_same_file_that_still_waits_is_named(methodist, centre):
    content = plan_file()
    first = upload(methodist, centre, content)

    again = upload(methodist, centre, content)

    page = methodist.get(address("import_review", again.pk))
    assert address("import_review", first.pk) in page.text
    assert "он ещё ждёт проверки" in page.text


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([(str(n), f"Вовсе другая забота {n}", "май", "", "") for n in range(3)], TITLE),
        (ROWS, "План работы муниципального опорного центра на 2027 год"),
        (ROWS, "Дорожная карта муниципального опорного центра на 2026 год"),
    ],
    ids=["other rows", "other year", "other kind"],
)
def test_another_plan_is_not_offered(methodist, centre, plan, rows, title):
    other = upload(methodist, centre, plan_file(rows, title))

    assert offers(methodist, other).likely == ()


def test_the_plan_of_another_centre_is_not_offered(methodist, plan, sign_in):
    other = CentreFactory()
    stranger = sign_in(Role.METHODIST, other)

    plan_import = upload(stranger, other, plan_file())

    assert not offers(stranger, plan_import)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("approved", "Утверждённый план меняется изменениями (позже)."),
        ("in_agreement", "Этот план на утверждении и сейчас не меняется."),
    ],
)
def test_a_frozen_plan_is_named_but_not_updated(methodist, plan, newer, state, sentence):
    approved_on = "2026-01-09" if state == "approved" else None
    Plan.objects.filter(pk=plan.pk).update(state=state, approved_on=approved_on)

    review = methodist.get(address("import_review", newer.pk))
    response = page_of(methodist, newer, plan)

    assert sentence in review.text
    assert address("import_update", newer.pk, 0, plan.pk) not in review.text
    assert response.status_code == 409


def test_the_review_takes_the_same_queries_however_many_plans_there_are(
    methodist, centre, newer, django_assert_max_num_queries
):
    for _ in range(4):
        saved(methodist, centre)

    # five of the page itself; same files, likely plans, their titles, remembered columns
    with django_assert_max_num_queries(10):
        methodist.get(address("import_review", newer.pk))


# --- the comparison -------------------------------------------------------------------------


def test_the_comparison_shows_every_cell_and_ticks_all_but_removals(methodist, plan, newer):
    page = page_of(methodist, newer, plan)

    shown = {
        (row.change.change.value, choice.header, choice.before, choice.after): choice.key
        in page.context["form"].ticked
        for row in page.context["offered"].rows
        for choice in row.choices
        if len(choice.cells) == 1
    }
    assert shown == {
        ("changed", "Место", "парк", "школа № 3"): True,
        ("changed", "Срок", "в течение года", "март"): True,
    }
    ticks = [
        (
            row.change.change.value,
            row.change.title,
            row.choices[0].key in page.context["form"].ticked,
        )
        for row in page.context["offered"].rows
        if row.change.change.value in {"added", "removed"}
    ]
    assert ticks == [("added", COUNCIL[1], True), ("removed", REPORT[1], False)]
    assert "Исключить: Подготовить отчёт о работе центра" in page.text.replace("\u00a0", " ")


def test_what_was_written_in_the_portal_is_marked_and_stays_unless_it_is_ticked(
    methodist, plan, newer, editor
):
    row = PlanItem.objects.get(plan=plan, title=FAIR[1])
    edit(row, editor, place="дворец культуры")

    page = page_of(methodist, newer, plan)
    everything = page_of(methodist, newer, plan, tick="all")

    [mine] = [c for c in page.context["offered"].choices if c.before == "дворец культуры"]
    assert mine.is_by_hand
    assert mine.key not in page.context["form"].ticked
    assert mine.key in everything.context["form"].ticked
    assert "правили в портале" in page.text
    send(methodist, newer, plan, page)
    assert texts(plan)[0] == (FAIR[1], "дворец культуры", FAIR[DEADLINE])


@pytest.mark.parametrize("count", [4, 80])
def test_the_comparison_takes_the_same_queries_however_long_the_plan(
    methodist, centre, django_assert_max_num_queries, count
):
    rows = [(str(n), f"Дело о предмете {n}", "май", "", "зал") for n in range(count)]
    plan = saved(methodist, centre, rows)
    newer = upload(methodist, centre, plan_file([with_cell(r, PLACE, "парк") for r in rows]))

    # session, user, memberships, reach; the upload; the plan, its rows; the last document
    with django_assert_max_num_queries(14):
        page_of(methodist, newer, plan)


def test_thousands_of_changes_are_ticked_in_groups(methodist, centre, monkeypatch):
    monkeypatch.setattr("plans.forms.import_updates.MOST_BOXES", 2)
    plan = saved(methodist, centre)
    newer = upload(methodist, centre, plan_file(NEWER))
    page = page_of(methodist, newer, plan)

    response = send(methodist, newer, plan, page)

    assert page.context["form"].groups == [
        ("proposed", "изменения из документа", 3),
        ("removals", "исключения строк, которых нет в документе", 1),
    ]
    assert page.context["form"].ticked == {"proposed"}
    assert response.status_code == 302
    assert REPORT[1] in {title for title, _place, _deadline in texts(plan)}
    assert COUNCIL[1] in {title for title, _place, _deadline in texts(plan)}


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_document_that_is_uploaded_twice_has_no_differences_and_updates_to_itself(
    methodist, centre, name
):
    document = (GOLDEN / name / "document.docx").read_bytes()
    plans = save(methodist, upload(methodist, centre, document))
    before = [plan_content(with_content(Plan.objects.all()).get(pk=plan.pk)) for plan in plans]
    again = upload(methodist, centre, document)
    likely = offers(methodist, again).likely
    for one in likely:
        link = address("import_update", again.pk, one.index, one.plan.pk)
        page = methodist.get(link)
        assert page.context["offered"].choices == ()
        form = page.context["form"]
        said = {name: form[name].value() for name in ("version", "state")}
        assert methodist.post(link, said).status_code == 302

    assert [one.plan for one in likely] == plans
    after = [plan_content(with_content(Plan.objects.all()).get(pk=plan.pk)) for plan in plans]
    assert after == before


# --- the update -----------------------------------------------------------------------------


def test_the_ticked_changes_are_taken_over_in_place(methodist, plan, newer):
    before = {row.title: (row.pk, row.uid) for row in plan.items.all()}

    response = update(methodist, newer, plan)

    assert response.headers["Location"] == address("plan_detail", plan.pk)
    assert texts(plan) == [*map(cells, NEWER[:2]), cells(REPORT), cells(COUNCIL)]
    after = {row.title: (row.pk, row.uid) for row in plan.items.all()}
    assert {title: after[title] for title in before} == before
    assert Plan.objects.count() == 1


def test_removals_are_taken_over_when_they_are_ticked(methodist, plan, newer):
    page = page_of(methodist, newer, plan)
    every = [choice.key for choice in page.context["offered"].choices]

    send(methodist, newer, plan, page, every)

    assert texts(plan) == [*map(cells, NEWER)]


def test_the_newer_document_is_the_plans_document_from_then_on(methodist, plan, newer):
    old = PlanImport.objects.get(pk=plan.plan_import_id)

    update(methodist, newer, plan)

    plan = Plan.objects.select_related("plan_import__source", "plan_import__readable").get()
    newer.refresh_from_db()
    assert (plan.plan_import, plan.source) == (newer, newer.source)
    assert plan.version == 2
    assert newer.saved_at is not None
    assert source_of(plan).path.read_bytes() == Path(newer.source.content.path).read_bytes()
    assert edition_in(plan, "source").content.title == plan.title
    assert not old.plans.exists()


def test_the_updated_plan_is_exported_into_the_newer_document(methodist, plan, newer):
    page = page_of(methodist, newer, plan)
    send(methodist, newer, plan, page, [c.key for c in page.context["offered"].choices])

    response = methodist.get(address("plan_export", plan.pk, "docx"))

    again = upload(methodist, plan.organisation, response.content, "вывод.docx")
    [read] = [one for one in [offers(methodist, again)] if one.likely]
    assert [likely.plan for likely in read.likely] == [plan]
    same = page_of(methodist, again, plan)
    assert same.context["offered"].choices == ()


def test_executors_stay_and_new_rows_get_theirs(methodist, centre, editor):
    member = MembershipFactory(
        organisation=centre,
        role=Role.METHODIST.value,
        user__last_name="Лужин",
        user__first_name="Пётр",
        user__patronymic="Андреевич",
    )
    plan = saved(methodist, centre)
    taken_away = PlanItem.objects.get(plan=plan, title=COURSE[1])
    item_actions.assign_item(taken_away, [], actor=editor)
    mine = PlanItem.objects.get(plan=plan, title=FAIR[1])
    kept = set(mine.assignments.values_list("pk", flat=True))
    newer = upload(methodist, centre, plan_file(NEWER))

    update(methodist, newer, plan)

    assert set(mine.assignments.values_list("pk", flat=True)) == kept
    assert not taken_away.assignments.exists()
    added = Assignment.objects.get(item__plan=plan, item__title=COUNCIL[1])
    assert added.user_id == member.user_id


def test_reports_stay_with_their_rows(methodist, plan, newer):
    reported = ExpectationFactory(item=PlanItem.objects.get(plan=plan, title=FAIR[1]))

    update(methodist, newer, plan)

    reported.refresh_from_db()
    assert (reported.item.title, reported.item.extra) == (FAIR[1], {str(PLACE): "школа № 3"})


def test_a_row_with_reports_cannot_be_removed(methodist, plan, newer, editor):
    ExpectationFactory(item=PlanItem.objects.get(plan=plan, title=REPORT[1]))
    page = page_of(methodist, newer, plan)
    every = [choice.key for choice in page.context["offered"].choices]
    seen = Seen(newer.version, page.context["form"]["state"].value())

    with pytest.raises(ItemInUseError, match="уже отчитались"):
        update_from_import(newer, (0, plan.pk), every, seen=seen, actor=editor)

    assert texts(plan) == [*map(cells, ROWS)]


def test_the_journal_counts_what_was_taken_over(methodist, plan, newer):
    update(methodist, newer, plan)

    event = AuditEvent.objects.get(verb="plan.update_from_document")
    numbers = {name: event.details[name] for name in ("added", "changed", "removed", "left")}
    assert numbers == {"added": 1, "changed": 2, "removed": 0, "left": 1}
    assert event.details["plan_import"] == newer.pk


def test_deadlines_follow_the_period_of_the_newer_document(methodist, centre):
    title = "План работы центра на 2025-2026 учебный год"
    plan = saved(methodist, centre, title=title)
    newer = upload(methodist, centre, plan_file(title="План работы центра на 2026 год"))

    update(methodist, newer, plan)

    row = PlanItem.objects.get(plan=plan, title=REPORT[1])
    assert row.deadline_terms == [{"kind": "window", "start": "2026-12-01", "end": "2026-12-31"}]


def test_only_rows_that_say_otherwise_count_as_changed(methodist, plan, newer):
    update(methodist, newer, plan)

    versions = dict(PlanItem.objects.filter(plan=plan).values_list("title", "version"))
    assert versions == {FAIR[1]: 2, COURSE[1]: 2, REPORT[1]: 1, COUNCIL[1]: 1}


def test_sections_follow_the_document_and_items_move(methodist, centre):
    plan = saved(
        methodist, centre, (("Раздел 1. Дети",), FAIR, COURSE, ("Раздел 2. Отчёты",), REPORT)
    )
    newer = upload(
        methodist,
        centre,
        plan_file((("Раздел 1. Дети",), FAIR, ("Раздел 2. Взрослые",), COURSE, REPORT)),
    )

    update(methodist, newer, plan)

    content = plan_content(with_content(Plan.objects.all()).get(pk=plan.pk))
    assert [len(section.items) for section in content.sections] == [1, 2]
    assert "Взрослые" in content.sections[1].title


@pytest.mark.parametrize("change", ["plan", "item", "upload"])
def test_an_update_over_a_change_of_somebody_else_is_refused_with_the_new_differences(
    methodist, plan, newer, editor, change
):
    page = page_of(methodist, newer, plan)
    if change == "plan":
        Plan.objects.filter(pk=plan.pk).update(title="Иное", version=2)
    elif change == "item":
        edit(PlanItem.objects.get(plan=plan, title=REPORT[1]), editor, place="библиотека")
    else:
        PlanImport.objects.filter(pk=newer.pk).update(version=7)

    response = send(methodist, newer, plan, page)

    assert response.status_code == 409
    assert "изменили, пока вы выбирали" in response.text
    assert COUNCIL[1] not in {title for title, _place, _deadline in texts(plan)}
    assert send(methodist, newer, plan, response).status_code == 302


def test_the_action_itself_refuses_an_old_state(plan, newer, editor):
    with pytest.raises(ChangedMeanwhileError):
        update_from_import(newer, (0, plan.pk), [], seen=Seen(1, "0" * 64), actor=editor)


def test_a_form_without_version_changes_nothing(methodist, plan, newer):
    link = address("import_update", newer.pk, 0, plan.pk)

    assert methodist.post(link, {"changes": ["r0.0"]}).status_code == 422
    assert texts(plan) == [*map(cells, ROWS)]


def test_a_second_update_knows_what_was_refused_in_the_first(methodist, centre, plan, newer):
    page = page_of(methodist, newer, plan)
    [place] = [c.key for c in page.context["offered"].choices if c.header == "Место"]
    send(methodist, newer, plan, page, list(page.context["form"].ticked - {place}))
    third = upload(methodist, centre, plan_file((with_cell(FAIR, PLACE, "стадион"), *NEWER[1:])))

    again = page_of(methodist, third, plan)

    [choice] = [c for c in again.context["offered"].choices if c.header == "Место"]
    assert (choice.before, choice.after, choice.is_by_hand) == ("парк", "стадион", True)


def test_of_a_document_with_two_plans_one_updates_and_the_other_waits(methodist, centre):
    document = (GOLDEN / "tambov-work-plan" / "document.docx").read_bytes()
    first, second = save(methodist, upload(methodist, centre, document))
    Plan.objects.filter(pk=second.pk).delete()
    again = upload(methodist, centre, document)

    response = update(methodist, again, first)

    again.refresh_from_db()
    assert response.headers["Location"] == address("import_review", again.pk)
    assert again.saved_at is None
    [other] = [plan for plan in save(methodist, again) if plan.pk != first.pk]
    assert other.frame["index"] == 1
    assert Plan.objects.count() == 2


def test_an_upload_that_updated_a_plan_is_closed_not_forgotten(methodist, centre):
    document = (GOLDEN / "tambov-work-plan" / "document.docx").read_bytes()
    first, _second = save(methodist, upload(methodist, centre, document))
    again = upload(methodist, centre, document)
    update(methodist, again, first)

    methodist.post(address("import_cancel", again.pk))

    again.refresh_from_db()
    first.refresh_from_db()
    assert again.saved_at is not None
    assert first.source == again.source


def test_an_update_cannot_be_undone_as_an_upload(methodist, plan, newer):
    update(methodist, newer, plan)

    response = methodist.post(address("import_undo", newer.pk))

    assert response.status_code == 409
    assert "уже правили: обновили из документа" in response.text
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_strangers_readers_and_wrong_pairs_are_kept_out(sign_in, methodist, centre, plan, newer):
    other = saved(methodist, centre, title="Дорожная карта центра на 2026 год")
    wrong = [
        methodist.get(address("import_update", newer.pk, 0, other.pk)).status_code,
        methodist.get(address("import_update", newer.pk, 5, plan.pk)).status_code,
        methodist.get(address("import_update", plan.plan_import_id, 0, plan.pk)).status_code,
    ]
    link = address("import_update", newer.pk, 0, plan.pk)

    assert wrong == [404, 404, 404]
    assert sign_in(Role.METHODIST, CentreFactory()).get(link).status_code == 404
    assert sign_in(Role.OBSERVER, centre).get(link).status_code == 403


def test_the_mark_of_a_plans_state_is_the_same_while_nothing_changes(plan, editor):
    marks = {state_of(update_page(editor).get(pk=plan.pk)) for _ in range(3)}

    assert len(marks) == 1
