"""The page of the next year: preview, ticks, what was typed, the draft; and its documents."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import StoredFile
from organisations.domain.policy import Role
from plans.models import Plan, PlanImport, PlanItem
from tests.factories import ApprovedPlanFactory, CentreFactory, PlanItemFactory, PlanSectionFactory

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"


@pytest.fixture
def plan():
    return ApprovedPlanFactory(title="План на 2025-2026 учебный год")


@pytest.fixture
def client_of(sign_in, plan):
    return sign_in(Role.METHODIST, plan.organisation)


def address(plan):
    return reverse("plans:plan_next", args=[plan.pk])


def filled(response):
    """What a browser would send back of the page."""
    text = response.content.decode()
    data = {}
    for tag in re.findall(r"<input[^>]*>", text):
        said = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        name, kind = said.get("name"), said.get("type", "text")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind in {"checkbox", "radio"} and not re.search(r"\schecked", tag):
            continue
        data.setdefault(name, []).append(said.get("value", "on"))
    title = re.search(r"<textarea[^>]*name=\"title\"[^>]*>\s*([^<]*)</textarea>", text)
    return data | {"title": [title[1].strip()]}


def typed_in(data):
    """What would stand instead of each date."""
    return sorted(
        value for name, values in data.items() if name.startswith("text-") for value in values
    )


def test_the_page_proposes_a_year_later_and_writes_nothing(client_of, plan):
    PlanItemFactory(plan=plan, title="Отчёт за 2025 год", deadline_text="до 25 августа 2026 г.")

    response = client_of.get(address(plan))

    data = filled(response)
    assert data["title"] == ["План на 2026-2027 учебный год"]
    assert (data["starts_on"], data["ends_on"]) == (["2026-09-01"], ["2027-08-31"])
    assert typed_in(data) == [
        "2026 год",
        "25 августа 2027 г.",
    ]
    assert Plan.objects.count() == 1


def test_what_the_page_proposes_becomes_a_draft(client_of, plan):
    item = PlanItemFactory(plan=plan, title="Отчёт за 2025 год")
    data = filled(client_of.get(address(plan)))

    response = client_of.post(address(plan), data | {"action": "create"})

    made = Plan.objects.get(previous=plan)
    assert response.headers["Location"] == reverse("plans:plan_detail", args=[made.pk])
    assert made.items.get().title == "Отчёт за 2026 год"
    item.refresh_from_db()
    assert item.title == "Отчёт за 2025 год"


def test_an_unticked_date_stays_and_a_typed_one_counts(client_of, plan):
    PlanItemFactory(plan=plan, title="Отчёт за 2025 год", result="Итоги 2025 года")
    data = filled(client_of.get(address(plan)))
    [untick] = [key for key in data["changes"] if ".title." in key]
    [typed] = [key for key in data["changes"] if ".result." in key]

    client_of.post(
        address(plan),
        data
        | {
            "changes": [typed],
            f"text-{typed}": ["будущего года"],
            "action": "create",
        },
    )

    made = PlanItem.objects.get(plan__previous=plan)
    assert untick
    assert (made.title, made.result) == ("Отчёт за 2025 год", "Итоги будущего года")


def test_doubtful_dates_are_not_ticked_and_say_why(client_of, plan):
    PlanItemFactory(plan=plan, title="Программа на 2025–2030 годы")

    response = client_of.get(address(plan))

    assert "changes" not in filled(response)
    assert "несколько лет подряд: может быть срок программы" in response.content.decode()


def test_kept_years_are_listed_with_their_reasons(client_of, plan):
    PlanItemFactory(plan=plan, title="По приказу от 27.07.2022 № 629")

    text = client_of.get(address(plan)).content.decode()

    assert "Эти годы останутся как есть: 1" in text
    assert "дата документа, а не плана" in text


@pytest.mark.parametrize(("action", "count"), [("tick_all", 2), ("tick_none", 0)])
def test_all_or_none_is_ticked_at_once(client_of, plan, action, count):
    PlanItemFactory(plan=plan, title="2025 год; на 2025–2030 годы")
    data = filled(client_of.get(address(plan)))

    again = client_of.post(address(plan), data | {"action": action})

    assert again.status_code == 200
    assert len(filled(again).get("changes", [])) == count


def test_rows_are_ticked_by_kind_and_one_by_one(client_of, plan):
    section = PlanSectionFactory(plan=plan)
    recurring = PlanItemFactory(plan=plan, section=section)
    once = PlanItemFactory(
        plan=plan,
        section=section,
        deadline_text="май",
        deadline_terms=[{"kind": "window", "start": "2026-05-01", "end": "2026-05-31"}],
    )
    data = filled(client_of.get(address(plan)))
    assert set(data["rows"]) == {f"i{recurring.pk}", f"i{once.pk}"}

    again = client_of.post(address(plan), data | {"rows_kind": ["recurring"], "action": "preview"})
    data = filled(again)
    assert data["rows"] == [f"i{recurring.pk}"]

    client_of.post(address(plan), data | {"rows": [f"i{once.pk}"], "action": "create"})
    assert PlanItem.objects.get(plan__previous=plan).title == once.title


def test_a_changed_period_shows_the_dates_anew_before_anything_is_made(client_of, plan):
    PlanItemFactory(plan=plan, title="Отчёт за 2025 год", result="Итоги 2025 года")
    data = filled(client_of.get(address(plan)))
    [typed] = [key for key in data["changes"] if ".result." in key]
    data |= {"starts_on": ["2027-09-01"], "ends_on": ["2028-08-31"], "action": "create"}

    refused = client_of.post(address(plan), data | {f"text-{typed}": ["моих слов"]})

    again = filled(refused)
    assert refused.status_code == 422
    assert "Вы изменили период: даты ниже пересчитаны" in refused.content.decode()
    assert again["title"] == ["План на 2027-2028 учебный год"]
    assert again[f"text-{typed}"] == ["моих слов"]
    assert typed_in(again) == [
        "2027 год",
        "моих слов",
    ]
    assert not Plan.objects.filter(previous=plan).exists()

    client_of.post(address(plan), again | {"action": "create"})
    made = PlanItem.objects.get(plan__previous=plan)
    assert (made.title, made.result) == ("Отчёт за 2027 год", "Итоги моих слов")


def test_nothing_typed_is_lost_on_an_error(client_of, plan):
    PlanItemFactory(plan=plan, title="Отчёт за 2025 год")
    data = filled(client_of.get(address(plan)))
    [key] = data["changes"]

    refused = client_of.post(
        address(plan),
        data
        | {"title": [""], "ends_on": ["2020-01-01"], f"text-{key}": ["сто лет"], "rows": []}
        | {"action": "create"},
    )

    again = filled(refused)
    assert refused.status_code == 422
    assert "Период кончается раньше, чем начинается." in refused.content.decode()
    assert again[f"text-{key}"] == ["сто лет"]
    assert again["ends_on"] == ["2020-01-01"]
    assert "rows" not in again


def test_no_rows_make_no_plan(client_of, plan):
    PlanItemFactory(plan=plan)
    data = filled(client_of.get(address(plan)))

    refused = client_of.post(address(plan), data | {"rows": [], "action": "create"})

    assert refused.status_code == 422
    assert "Отметьте хотя бы одну строку" in refused.content.decode()


def test_a_plan_changed_meanwhile_is_shown_anew(client_of, plan):
    item = PlanItemFactory(plan=plan, title="Отчёт за 2025 год")
    data = filled(client_of.get(address(plan)))
    [key] = data["changes"]
    PlanItem.objects.filter(pk=item.pk).update(result="Новое", version=2)

    stale = client_of.post(
        address(plan), data | {f"text-{key}": ["моих слов"], "action": "create"}
    )

    again = filled(stale)
    assert stale.status_code == 409
    assert again[f"text-{key}"] == ["моих слов"]
    assert client_of.post(address(plan), again | {"action": "create"}).status_code == 302


def test_a_very_long_plan_is_ticked_by_its_words(client_of, plan):
    section = PlanSectionFactory(plan=plan)
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, section=section, ordering=n, title=f"Отчёт {n} за 2025 год")
        for n in range(700)
    )

    data = filled(client_of.get(address(plan)))

    assert len(data["changes"]) == 1
    assert sum(map(len, data.values())) < 1000
    client_of.post(address(plan), data | {"action": "create"})
    made = PlanItem.objects.filter(plan__previous=plan)
    assert made.count() == 700
    assert not made.exclude(title__endswith="за 2026 год").exists()


def test_a_school_year_made_a_calendar_year_is_warned_of(client_of, plan):
    PlanItemFactory(plan=plan)
    data = filled(client_of.get(address(plan)))

    again = client_of.post(
        address(plan),
        data | {"starts_on": ["2026-01-01"], "ends_on": ["2026-12-31"], "action": "preview"},
    )

    assert "учебный год вместо календарного" in again.content.decode()


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_asks_the_same_number_of_questions(
    client_of, plan, count, django_assert_max_num_queries
):
    section = PlanSectionFactory(plan=plan)
    for _ in range(count):
        PlanItemFactory(plan=plan, section=section, title="Отчёт за 2025 год")

    with django_assert_max_num_queries(28):
        client_of.get(address(plan))


def test_a_plan_of_another_centre_is_absent(sign_in, plan):
    client = sign_in(Role.METHODIST, CentreFactory())

    assert client.get(address(plan)).status_code == 404
    assert plan.title not in client.get(reverse("plans:plan_next_choose")).content.decode()


def test_last_years_plans_are_offered_to_choose_from(client_of, plan):
    text = client_of.get(reverse("plans:plan_next_choose")).content.decode()

    assert address(plan) in text
    assert (
        reverse("plans:plan_next_choose")
        in client_of.get(reverse("plans:plan_create")).content.decode()
    )


@pytest.fixture
def orenburg(sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    centre = CentreFactory()
    client = sign_in(Role.METHODIST, centre)
    path = GOLDEN / "orenburg-centre-plan" / "document.docx"
    client.post(
        reverse("plans:import_upload"),
        {"organisation": centre.pk, "file": SimpleUploadedFile(path.name, path.read_bytes())},
    )
    plan_import = PlanImport.objects.get()
    client.post(reverse("plans:import_save", args=[plan_import.pk]), {"version": 1})
    return client, sorted(Plan.objects.order_by("pk"), key=lambda plan: plan.frame["index"])


def document_of(client, plan):
    content = client.get(reverse("plans:plan_export", args=[plan.pk, "docx"])).content
    return content, docx.Document(BytesIO(content))


def test_the_document_of_the_next_year_is_last_years_with_its_dates(orenburg):
    client, [media, work] = orenburg
    for plan in (media, work):
        data = filled(client.get(address(plan)))
        client.post(address(plan), data | {"action": "create"})
        made = Plan.objects.get(previous=plan)

        _content, document = document_of(client, made)
        _was, before = document_of(client, plan)

        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        table_text = [
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        ]
        assert "на 2023-2024 учебный год" in text
        assert "Оренбург, 2023" in text
        assert "на 2023 год" in text
        assert not re.findall(r"\b2022\b", " ".join([text, *table_text]))
        assert len(document.tables[-1].rows) == len(before.tables[-1].rows)
        assert made.source_id != plan.source_id
        assert StoredFile.objects.get(pk=made.source_id).sha256 == plan.source.sha256


def test_the_old_upload_may_still_be_taken_back(orenburg):
    client, [media, _work] = orenburg
    data = filled(client.get(address(media)))
    client.post(address(media), data | {"action": "create"})
    made = Plan.objects.get(previous=media)
    plan_import = PlanImport.objects.get()

    client.post(reverse("plans:import_undo", args=[plan_import.pk]))
    client.post(reverse("plans:import_cancel", args=[plan_import.pk]), {"version": 1})

    made.refresh_from_db()
    assert made.previous_id is None
    assert "на 2023-2024 учебный год" in "\n".join(
        paragraph.text for paragraph in document_of(client, made)[1].paragraphs
    )


def test_a_title_typed_by_hand_is_printed(orenburg):
    client, [_media, work] = orenburg
    data = filled(client.get(address(work)))
    client.post(address(work), data | {"title": ["Совсем новый план"], "action": "create"})
    made = Plan.objects.get(previous=work)

    text = "\n".join(paragraph.text for paragraph in document_of(client, made)[1].paragraphs)

    assert "Совсем новый план" in text
    assert "на 2022 год" not in text
    assert made.starts_on == date(2023, 1, 1)
