from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations.domain.policy import Actor, Permission, Role
from organisations.models import AuditEvent
from plans.actions import progress, review
from plans.domain.revisions import Said
from plans.models import Evidence, Expectation, ProgressEntry
from plans.queries.expectations import HomeTally, home_tally
from plans.queries.progress import accepted_entries
from tests.factories import (
    CentreFactory,
    ExpectationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)
from tests.plans.progress_cast import over, sent

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 12, 15, 9, 0, tzinfo=UTC)
FILLED = {"execution": "done", "text": "Проведено собрание для родителей.", "intent": "submit"}
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
xref
0 4
0000000000 65535 f
0000000009 00000 n
0000000052 00000 n
0000000101 00000 n
trailer<</Size 4/Root 1 0 R>>
startxref
156
%%EOF"""


@pytest.fixture(autouse=True)
def _middle_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def coordinator(sign_in):
    return lambda row: sign_in(Role.COORDINATOR, row.organisation)


def edit(row):
    return reverse("progress:progress_edit", args=[row.pk])


def upload(name="Лист.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def errors_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def group_codes(response):
    return [group.kind.code for group in response.context["home"].groups]


def test_expectation_list_shows_four_groups_nearest_first(coordinator):
    late = ExpectationFactory(due_on=date(2025, 12, 12))
    place, period = late.organisation, late.period
    fields = {"organisation": place, "period": period}
    soon = ExpectationFactory(due_on=date(2025, 12, 18), **fields)
    later = ExpectationFactory(due_on=date(2025, 12, 25), **fields)
    nearer = ExpectationFactory(due_on=date(2025, 12, 19), **fields)
    back = sent(**fields)
    review.return_entry(back, "Уточните число", version=1, actor=reviewer_of(back))
    done = sent(**fields)

    response = coordinator(late).get(reverse("progress:expectation_list"))

    groups = response.context["home"].groups
    assert [(g.kind.code, [task.expectation for task in g.tasks]) for g in groups] == [
        ("urgent", [late, soon]),
        ("returned", [back]),
        ("due", [nearer, later]),
        ("submitted", [done]),
    ]
    assert response.context["home"].tally == HomeTally(urgent=2, returned=1, due=2, submitted=1)
    assert "25.12.2025, 18:00 (МСК)" in response.text
    assert "Уточните число" in response.text


def reviewer_of(row):
    user_id = MembershipFactory(organisation=row.organisation, role=Role.HEAD.value).user_id
    return Actor(user_id, Permission.PROGRESS_REVIEW, frozenset({row.organisation_id}))


def test_expectation_list_hides_other_organisations_and_closed_periods(coordinator):
    ours = ExpectationFactory()
    ExpectationFactory(period=ours.period)
    ExpectationFactory(
        organisation=ours.organisation, period=ReportingPeriodFactory(state="closed")
    )

    response = coordinator(ours).get(reverse("progress:expectation_list"))

    assert response.context["home"].tally.total == 1


def test_expectation_list_shows_staff_their_own_centre_only(sign_in):
    centre = CentreFactory()
    period = ReportingPeriodFactory(organisation=centre)
    ours = ExpectationFactory(period=period, organisation=centre)
    ExpectationFactory(period=period)

    response = sign_in(Role.METHODIST, centre).get(reverse("progress:expectation_list"))

    [group] = response.context["home"].groups
    assert [task.expectation for task in group.tasks] == [ours]


def test_expectation_list_shows_a_past_period_on_request(coordinator):
    row = sent(period=ReportingPeriodFactory(state="closed"))
    client = coordinator(row)

    listed = client.get(reverse("progress:expectation_list"), {"period": row.period_id})

    assert group_codes(client.get(reverse("progress:expectation_list"))) == []
    assert group_codes(listed) == ["submitted"]


def test_expectation_list_shows_one_group_by_pages(coordinator):
    first = ExpectationFactory()
    ExpectationFactory.create_batch(25, organisation=first.organisation, period=first.period)

    response = coordinator(first).get(reverse("progress:expectation_list"), {"group": "due"})

    assert (len(response.context["tasks"]), response.context["page"].paginator.count) == (25, 26)


def test_expectation_list_answers_htmx_with_the_list_only(coordinator):
    client = coordinator(ExpectationFactory())

    response = client.get(reverse("progress:expectation_list"), headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="expectations"')
    assert "<html" not in response.text


@pytest.mark.parametrize("row_count", [1, 3])
def test_expectation_list_takes_the_same_queries_however_long(
    coordinator, row_count, django_assert_num_queries
):
    rows = [sent()]
    fields = {"organisation": rows[0].organisation, "period": rows[0].period}
    rows += [sent(**fields) for _ in range(row_count - 1)]
    client = coordinator(rows[0])

    # session, user, memberships, reach; periods of the filter; organisation, tally, periods at
    # hand; rows of the group with entries and verdicts
    with django_assert_num_queries(11):
        response = client.get(reverse("progress:expectation_list"))

    assert response.context["home"].tally.submitted == row_count


def test_home_tally_counts_for_the_front_page(actor_in):
    row = ExpectationFactory(due_on=date(2025, 12, 16))
    actor = actor_in(row.organisation, Permission.PROGRESS_SUBMIT)

    assert home_tally(actor, [row.organisation_id]) == HomeTally(urgent=1)


def test_progress_edit_shows_what_the_plan_expects(coordinator):
    row = ExpectationFactory()
    row.item.result = "Обучено не менее 34 человек"
    row.item.save()

    response = coordinator(row).get(edit(row))

    assert response.context["form"]["figure_unit"].value() == "человек"
    assert "В плане: 34\u00a0человек." in response.text


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "progress_edit"), ("post", "progress_edit"), ("post", "progress_withdraw")],
)
def test_the_report_of_another_organisation_is_404(sign_in, method, name):
    row = sent()
    neighbour = OrganisationFactory(parent=row.organisation.parent)
    client = sign_in(Role.COORDINATOR, neighbour)

    response = getattr(client, method)(reverse(f"progress:{name}", args=[row.pk]), FILLED)

    assert response.status_code == 404
    row.refresh_from_db()
    assert row.state == "submitted"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.APPROVER, Role.ADMINISTRATOR])
def test_whoever_may_not_submit_sees_no_report(sign_in, role):
    row = ExpectationFactory()

    response = sign_in(role, row.organisation).get(edit(row))

    assert response.status_code == 403


def test_a_draft_is_saved_as_it_is(coordinator):
    row = ExpectationFactory()
    said = {"version": 1, "intent": "save", "text": "Начали\r\nготовить", "figure": "12,5"}

    response = coordinator(row).post(edit(row), said)

    entry = ProgressEntry.objects.get()
    assert (response.status_code, response["Location"]) == (302, edit(row))
    assert (entry.text, str(entry.figure)) == ("Начали\nготовить", "12.50")
    assert Expectation.objects.get().state == "draft"


def test_a_whole_report_is_sent_in_one_form(coordinator):
    row = ExpectationFactory()
    said = FILLED | {
        "version": 1,
        "done_on": "2025-12-15",
        "uploads": [upload("Лист 1.pdf"), upload("Лист 2.pdf", PDF + b"\n%two")],
        "links": "https://school7.example/news/418 Сайт школы\n\nhttp://vk.example/wall1",
    }

    response = coordinator(row).post(edit(row), said)

    assert (response.status_code, response["Location"]) == (
        302,
        reverse("progress:expectation_list"),
    )
    proofs = Evidence.objects.order_by("pk").values_list("title", "url")
    assert list(proofs) == [
        ("Лист 1.pdf", ""),
        ("Лист 2.pdf", ""),
        ("Сайт школы", "https://school7.example/news/418"),
        ("", "http://vk.example/wall1"),
    ]
    assert Expectation.objects.get().state == "submitted"


def test_all_problems_are_listed_at_once_with_links_to_the_fields(coordinator):
    row = ExpectationFactory()
    row.item.result = "не менее 34 человек"
    row.item.save()
    said = {
        "version": 1,
        "intent": "submit",
        "execution": "done",
        "text": "Мало",
        "done_on": "2025-12-16",
        "links": "ftp://school/file javascript:alert(1)",
    }

    response = coordinator(row).post(edit(row), said)

    assert response.status_code == 422
    assert errors_of(response) == {
        "text": ["Напишите, что сделано: не короче 10 знаков."],
        "figure": ["Укажите число: в плане 34\u00a0человек."],
        "done_on": ["Этот день ещё не наступил. Поставьте сегодняшнюю дату или более раннюю."],
        "links": [
            (
                "«ftp://school/file» — не адрес страницы. Скопируйте его из строки браузера "
                "целиком, с http:// или https://."
            )
        ],
    }
    assert [f'href="#id_{name}"' in response.text for name in errors_of(response)] == [True] * 4
    assert "\nМало</textarea>" in response.text
    assert not ProgressEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("figure", "много", "Введите число цифрами, например 34 или 12,5."),
        ("version", "", "Страница устарела. Обновите её и повторите."),
        (
            "links",
            "\n".join(f"https://a.ru/{n}" for n in range(11)),
            "Ссылок может быть не больше 10. Оставьте главные.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_even_of_a_draft(coordinator, field, value, message):
    row = ExpectationFactory()
    said = {"version": 1, "intent": "save", "text": "Набрано"} | {field: value}

    response = coordinator(row).post(edit(row), said)

    assert response.status_code == 422
    assert errors_of(response) == {field: [message]}
    assert "Набрано" in response.text


def test_good_files_are_kept_when_the_rest_is_wrong(coordinator):
    row = ExpectationFactory()
    said = {
        "version": 1,
        "intent": "submit",
        "execution": "done",
        "text": "Мало",
        "uploads": [upload("Лист.pdf"), upload("Пустой.pdf", b"")],
    }
    client = coordinator(row)

    response = client.post(edit(row), said)

    assert response.status_code == 422
    assert errors_of(response)["uploads"] == [
        (
            "Файл «Пустой.pdf» не принят. Он пуст (0 байт). Проверьте файл на своём компьютере и "
            "загрузите снова."
        )
    ]
    assert [proof.file.name for proof in Evidence.objects.all()] == ["Лист.pdf"]
    assert (response.context["page"].expectation.version, "Лист.pdf" in response.text) == (2, True)

    again = client.post(edit(row), FILLED | {"version": 2})

    assert again.status_code == 302
    assert Evidence.objects.count() == 1


def test_an_eleventh_file_is_refused(coordinator):
    row = ExpectationFactory()
    files = [upload(f"{n}.pdf", PDF + b"\n%%%d" % n) for n in range(11)]

    response = coordinator(row).post(edit(row), {"version": 1, "uploads": files})

    assert errors_of(response) == {
        "uploads": [
            (
                "К отчёту можно приложить не больше 10 файлов: уже есть 0, вы добавили ещё 11. "
                "Уберите лишние."
            )
        ]
    }
    assert not Evidence.objects.exists()


def test_a_file_is_removed_by_its_button_and_nothing_typed_is_lost(coordinator):
    row = ExpectationFactory()
    client = coordinator(row)
    client.post(edit(row), {"version": 1, "uploads": [upload()]})
    proof = Evidence.objects.get()

    client.post(edit(row), {"version": 2, "text": "Набрано", "remove": proof.pk})

    assert not Evidence.objects.exists()
    assert ProgressEntry.objects.get().text == "Набрано"


def test_a_form_sent_twice_has_one_effect(coordinator):
    row = ExpectationFactory()
    client = coordinator(row)

    answers = [client.post(edit(row), FILLED | {"version": 1}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert AuditEvent.objects.filter(verb="progress.submit").count() == 1


def test_two_people_at_one_report_both_see_both_texts(coordinator, actor_in):
    row = ExpectationFactory()
    client = coordinator(row)
    colleague = actor_in(row.organisation, Permission.PROGRESS_SUBMIT)
    progress.save_draft(row, over(row, Said(text="Текст коллеги")), actor=colleague)

    response = client.post(edit(row), {"version": 1, "intent": "save", "text": "Мой текст"})

    assert response.status_code == 409
    assert "Пока вы писали, этот отчёт изменил другой человек." in response.text
    assert "Текст коллеги" in response.text
    assert "Петрова" in response.text
    assert "\nМой текст</textarea>" in response.text
    assert 'name="version" value="2"' in response.text
    assert ProgressEntry.objects.get().text == "Текст коллеги"


def test_writing_into_a_closed_period_is_refused_and_the_text_is_given_back(coordinator):
    row = ExpectationFactory(period=ReportingPeriodFactory(state="closed"))
    client = coordinator(row)

    page = client.get(edit(row))
    response = client.post(edit(row), FILLED | {"version": 1})

    assert "Период закрыт" in page.text
    assert "<textarea" not in page.text
    assert response.status_code == 409
    assert FILLED["text"] in response.text


def test_a_sent_report_is_read_only_and_may_be_withdrawn(coordinator):
    row = sent()
    client = coordinator(row)

    page = client.get(edit(row))
    refused = client.post(edit(row), FILLED | {"version": 1, "text": "Другой текст отчёта"})
    answer = client.post(reverse("progress:progress_withdraw", args=[row.pk]), {"version": 1})

    assert "Отозвать и исправить" in page.text
    assert refused.status_code == 409
    assert answer.status_code == 302
    assert Expectation.objects.get().state == "draft"


def test_withdrawing_an_accepted_report_is_409(coordinator):
    row = sent()
    review.accept_entry(row, version=1, actor=reviewer_of(row))

    response = coordinator(row).post(
        reverse("progress:progress_withdraw", args=[row.pk]), {"version": 2}
    )

    assert response.status_code == 409
    assert "Отозвать можно только отчёт на проверке. Этот уже не там." in response.text


def test_a_returned_report_shows_the_note_and_refuses_the_same_again(coordinator):
    row = sent()
    review.return_entry(row, "Уточните число участников", version=1, actor=reviewer_of(row))
    client = coordinator(row)

    page = client.get(edit(row))
    same = client.post(edit(row), FILLED | {"version": 2})
    mended = client.post(edit(row), FILLED | {"version": 2, "text": "Проведено два собрания."})

    assert "Уточните число участников" in page.text
    assert "\nПроведено собрание для родителей.</textarea>" in page.text
    assert errors_of(same) == {
        "text": ["Отчёт не отличается от возвращённого. Исправьте то, о чём пишет методист."]
    }
    assert mended.status_code == 302
    assert list(ProgressEntry.objects.order_by("pk").values_list("revision", flat=True)) == [1, 2]


def test_a_mended_draft_shows_the_difference(coordinator):
    row = sent()
    review.return_entry(row, "Уточните число участников", version=1, actor=reviewer_of(row))
    client = coordinator(row)
    client.post(edit(row), FILLED | {"version": 2, "intent": "save", "text": "Проведено два"})

    response = client.get(edit(row))

    assert "Что вы изменили после возврата" in response.text
    assert "<ins> два</ins>" in response.text
    assert group_codes(client.get(reverse("progress:expectation_list"))) == ["returned"]


def test_a_methodist_may_write_for_a_school_of_the_centre(sign_in):
    row = ExpectationFactory()

    response = sign_in(Role.METHODIST, row.period.organisation).post(
        edit(row), FILLED | {"version": 1}
    )

    assert response.status_code == 302
    assert Expectation.objects.get().state == "submitted"


@pytest.mark.parametrize("proof_count", [1, 3])
def test_progress_edit_takes_the_same_queries_whatever_was_sent(
    coordinator, proof_count, django_assert_num_queries
):
    row = sent()
    entry = row.entries.get()
    for number in range(proof_count):
        Evidence.objects.create(entry=entry, url=f"https://school.example/{number}")
    client = coordinator(row)

    # session, user, memberships, reach; expectation, entries, evidence, verdicts; earlier, staff
    with django_assert_num_queries(10):
        response = client.get(edit(row))

    assert len(response.context["page"].links) == proof_count


def test_accepted_entries_are_those_a_report_may_quote(actor_in, django_assert_num_queries):
    row = sent()
    actor = actor_in(row.organisation, Permission.PROGRESS_VIEW)
    review.accept_entry(row, version=1, actor=reviewer_of(row))
    sent(organisation=row.organisation, period=row.period)
    other = sent(period=row.period)
    review.accept_entry(other, version=1, actor=reviewer_of(other))
    ProgressEntryFactory(expectation__state="draft")

    with django_assert_num_queries(2):  # entries with what they are about, evidence
        [entry] = accepted_entries(actor, row.period)
        told = (entry.expectation.item.plan.title, entry.expectation.organisation.short_name)

    assert entry.expectation == row
    assert told == (row.item.plan.title, row.organisation.short_name)
    assert list(entry.evidence.all()) == []
