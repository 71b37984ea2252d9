from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from organisations.domain.policy import Role
from plans.actions import agreements as actions
from plans.actions import remarks
from plans.domain.agreements import RemarkText
from plans.models import Agreement, Plan, PlanVersion, Remark, VersionFile
from plans.queries.agreements import seen_of
from plans.queries.plan_way import plan_way
from tests.factories import CentreFactory, PlanItemFactory
from tests.plans.agreement_cast import APPROVING, cast, mend

pytestmark = pytest.mark.django_db

NOTE = "Уточните сроки в разделе 2."
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_BODY = bytes.fromhex("06092a864886f70d010702") + b"signed data"
SIGNATURE = bytes([0x30, len(_BODY)]) + _BODY


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def plan(people):
    return people.plan()


@pytest.fixture
def enter(client):
    def enter(user):
        client.force_login(user, backend=BACKEND)
        return client

    return enter


def test_plan_submit_offers_people_in_the_turns_of_the_last_round(people, plan, enter):
    round_ = people.send(plan, [people.approver], [people.observer])
    actions.withdraw_plan(round_, actor=people.editing)

    page = enter(people.methodist).get(address("plan_submit", plan.pk))

    said = {field.field.user: field.value() for field in page.context["form"].turn_fields}
    assert said == {
        people.approver: 1,
        people.observer: 2,
        people.head: None,
        people.colleague: None,
    }


def test_plan_submit_asks_people_turn_by_turn(people, plan, enter):
    said = {f"turn_{people.approver.pk}": "1", f"turn_{people.observer.pk}": "3", "note": "Прошу"}

    response = enter(people.methodist).post(address("plan_submit", plan.pk), said)

    round_ = Agreement.objects.get()
    assert response.headers["Location"] == address("plan_detail", plan.pk)
    assert (round_.note, round_.started_by) == ("Прошу", people.methodist)
    assert [(row.ordering, row.user) for row in round_.signers.all()] == [
        (1, people.approver),
        (2, people.observer),
    ]


def test_plan_submit_wants_unread_deadlines_to_be_taken(people, plan, enter):
    PlanItemFactory(
        plan=plan,
        section=plan.sections.get(),
        deadline_text="?",
        deadline_terms=[{"kind": "unknown"}],
    )
    client = enter(people.methodist)

    refused = client.post(address("plan_submit", plan.pk), {"note": "Не потеряйте"})
    client.post(address("plan_submit", plan.pk), {"accepts_unclear": "on"})

    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "accepts_unclear": [
            (
                "Пунктов с непонятым сроком: 1. Уточните сроки или отметьте, что согласны "
                "оставить их так."
            )
        ]
    }
    assert "Не потеряйте" in refused.text
    assert Plan.objects.get().state == "in_agreement"


def test_plan_submit_refuses_a_second_time(people, plan, enter):
    people.send(plan)

    response = enter(people.methodist).post(address("plan_submit", plan.pk), {})

    assert response.status_code == 409
    assert "План нельзя отправить на согласование: он уже на согласовании." in response.text


def test_the_plan_says_who_is_waited_for_and_since_when(people, plan, enter):
    round_ = people.send(plan, [people.approver], [people.observer])
    actions.agree(round_, "", actor=people.agreeing(people.approver))
    round_.signers.filter(decided_at__isnull=False).update(
        decided_at=timezone.now() - timedelta(days=2)
    )

    page = enter(people.methodist).get(address("plan_detail", plan.pk))

    way = page.context["way"]
    assert way.words == f"Ждём решения: {people.observer}, третий\u00a0день."
    assert [(stage.label, stage.place) for stage in way.stages] == [
        ("Черновик", "done"),
        ("Согласование", "now"),
        ("Утверждение", "next"),
        ("В силе", "next"),
    ]
    assert address("agreement_withdraw", round_.pk) in page.text


def test_only_the_sender_is_offered_to_withdraw(people, plan, enter):
    round_ = people.send(plan)

    page = enter(people.colleague).get(address("plan_detail", plan.pk)).text

    assert address("agreement_withdraw", round_.pk) not in page


def test_agreement_withdraw_gives_the_plan_back(people, plan, enter):
    round_ = people.send(plan)

    enter(people.methodist).post(address("agreement_withdraw", round_.pk))

    assert Plan.objects.get().state == "draft"


def test_whose_turn_it_is_sees_the_decision_others_do_not(people, plan, enter):
    round_ = people.send(plan, [people.approver], [people.observer])

    seen = {
        name: 'id="decide"'
        in enter(getattr(people, name)).get(address("plan_agreement", round_.pk)).text
        for name in ("approver", "observer", "head", "methodist")
    }

    assert seen == {"approver": True, "observer": False, "head": False, "methodist": False}


def test_agreement_agree_writes_the_decision(people, plan, enter):
    round_ = people.send(plan, [people.approver])

    response = enter(people.approver).post(
        address("agreement_agree", round_.pk), {"agree-note": "Хорошо."}
    )

    assert response.headers["Location"] == address("plan_agreement", round_.pk)
    assert [(row.decision, row.note) for row in round_.signers.all()] == [("agreed", "Хорошо.")]


def test_agreement_return_keeps_what_was_typed(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    client = enter(people.approver)

    refused = client.post(address("agreement_return", round_.pk), {"return-note": "сроки"})
    client.post(address("agreement_return", round_.pk), {"return-note": NOTE})

    assert refused.status_code == 422
    assert refused.context["return_form"].errors == {
        "note": ["Напишите подробнее: не меньше 10 знаков."]
    }
    assert "сроки</textarea>" in refused.text
    assert Plan.objects.get().return_note == NOTE


def test_remark_create_works_without_script(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    item = plan.items.in_printed_order()[0]
    client = enter(people.approver)
    url = address("remark_create", round_.pk)

    page = client.get(url, {"item": str(item.uid)})
    said = {"remark-item": str(item.uid), "remark-column": "", "remark-text": "Поздно"}
    response = client.post(url, said)

    remark = Remark.objects.get()
    assert page.context["row"] == f"{item.number}. {item.title}"
    assert response.headers["Location"] == (
        f"{address('plan_agreement', round_.pk)}#remark-{remark.pk}"
    )
    assert (remark.item_uid, remark.text, remark.author) == (item.uid, "Поздно", people.approver)


def test_remark_create_wants_a_text(people, plan, enter):
    round_ = people.send(plan, [people.approver])

    response = enter(people.approver).post(
        address("remark_create", round_.pk), {"remark-text": " "}
    )

    assert response.status_code == 422
    assert not Remark.objects.exists()


def test_the_head_remarks_though_others_are_asked(people, plan, enter):
    round_ = people.send(plan, [people.approver])

    enter(people.head).post(address("remark_create", round_.pk), {"remark-text": "Поздно"})

    assert Remark.objects.get().author == people.head


def test_remark_delete_takes_ones_own_back(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    remark = remarks.add_remark(
        round_, RemarkText("Поздно"), actor=people.agreeing(people.approver)
    )

    enter(people.approver).post(address("remark_delete", remark.pk))

    assert not Remark.objects.exists()


def returned(people, plan):
    """The plan came back with a note and a remark on its first row."""
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    item = plan.items.in_printed_order()[0]
    remarks.add_remark(round_, RemarkText("Поздно", str(item.uid)), actor=actor)
    actions.return_by_signer(round_, NOTE, actor=actor)
    return item


def test_a_returned_plan_shows_its_remarks_at_the_top_and_by_row(people, plan, enter):
    item = returned(people, plan)

    page = enter(people.methodist).get(address("plan_detail", plan.pk))

    way = page.context["way"]
    assert [(line.remark.text, line.item_id) for line in way.remarks] == [
        ("Поздно", item.pk),
        (NOTE, None),
    ]
    assert (way.counts, way.open_count) == ({str(item.uid): 1}, 2)
    assert f'href="#item-{item.pk}"' in page.text
    assert "План вернули на доработку: 2\u00a0замечания" in page.text


def answered(people, remark, text, *, settled):
    seen = remark.answer_seen
    return remarks.answer_remark(remark, text, settled=settled, seen=seen, actor=people.editing)


def test_an_answer_never_replaces_one_that_came_meanwhile(people, plan, enter):
    returned(people, plan)
    remark = Remark.objects.get(text="Поздно")
    seen = remark.answer_seen
    answered(people, remark, "Перенесли на май", settled=False)

    response = enter(people.methodist).post(
        address("remark_answer", remark.pk), {"answer": "Срок верный", "seen": seen}
    )

    assert response.status_code == 409
    assert "уже ответили: «Перенесли на май»" in response.text
    assert "Срок верный" in response.text
    remark.refresh_from_db()
    assert remark.answer == "Перенесли на май"


def test_remark_answer_settles_a_remark(people, plan, enter):
    returned(people, plan)
    remark = Remark.objects.get(text="Поздно")

    response = enter(people.methodist).post(
        address("remark_answer", remark.pk),
        {"answer": "Исправлено", "settled": "on", "seen": remark.answer_seen},
    )

    remark.refresh_from_db()
    assert response.headers["Location"] == (
        f"{address('plan_detail', plan.pk)}#remark-{remark.pk}"
    )
    assert (remark.answer, remark.settled_by) == ("Исправлено", people.methodist)


def test_a_long_answer_is_counted_as_the_browser_counts_it(people, plan, enter):
    returned(people, plan)
    remark = Remark.objects.get(text="Поздно")
    answer = "\r\n".join(["я" * 92] * 32)  # 2975 characters there, 3006 as they are sent

    response = enter(people.methodist).post(
        address("remark_answer", remark.pk), {"answer": answer, "seen": remark.answer_seen}
    )

    assert response.status_code == 302
    remark.refresh_from_db()
    assert remark.answer == answer.replace("\r\n", "\n")


def test_an_answer_that_is_too_long_is_given_back_to_be_cut(people, plan, enter):
    returned(people, plan)
    remark = Remark.objects.get(text="Поздно")
    answer = "Исправили срок. " * 200

    response = enter(people.methodist).post(
        address("remark_answer", remark.pk),
        {"answer": answer, "settled": "on", "seen": remark.answer_seen},
    )

    assert response.status_code == 422
    assert answer.strip() in response.text
    assert "Знаков 3199, а помещается 3000. Сократите ответ." in response.text
    assert "checked" in response.text
    remark.refresh_from_db()
    assert (remark.answer, remark.settled_at) == ("", None)


def test_approvers_see_what_was_answered_to_the_last_round(people, plan, enter):
    item = returned(people, plan)
    first = Remark.objects.get(text="Поздно")
    answered(people, first, "Перенесли на май", settled=True)
    whole = Remark.objects.get(text=NOTE)
    answered(people, whole, "Уточнили", settled=False)
    second = people.send(plan, [people.approver])
    actions.withdraw_plan(second, actor=people.editing)
    third = people.send(plan, [people.approver])

    page = enter(people.approver).get(address("plan_agreement", third.pk))

    assert [(line.remark.text, line.row) for line in page.context["page"].earlier] == [
        ("Поздно", str(item.uid)),
        (NOTE, ""),
    ]
    for words in ("Прошлые замечания", "Ответ: Перенесли на май", "Ответ: Уточнили"):
        assert words in page.text
    assert f'href="#row-{item.uid}"' in page.text
    old = enter(people.approver).get(address("plan_agreement", first.agreement_id))
    assert old.context["page"].earlier == ()


def test_remark_answer_waits_for_the_return(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    remark = remarks.add_remark(
        round_, RemarkText("Поздно"), actor=people.agreeing(people.approver)
    )

    response = enter(people.methodist).post(
        address("remark_answer", remark.pk), {"answer": "Исправлено", "seen": remark.answer_seen}
    )

    assert response.status_code == 409
    assert "План на согласовании" in response.text


def test_the_second_round_shows_what_changed(people, plan, enter):
    item = returned(people, plan)
    was = item.title
    plan.items.filter(pk=item.pk).update(title="Иначе")
    round_ = people.send(plan, [people.approver])

    page = enter(people.approver).get(address("plan_agreement", round_.pk)).text

    assert "Что изменилось с прошлого раза" in page
    assert f"<del>{was}</del>" in page
    assert "<ins>Иначе</ins>" in page


def test_plan_return_counts_remarks_as_the_reason(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    remarks.add_remark(round_, RemarkText("Поздно"), actor=people.approving)

    enter(people.head).post(address("plan_return", plan.pk), {"note": ""})

    assert Plan.objects.get().state == "returned"


def test_plan_return_wants_a_note_of_ten_characters(people, plan, enter):
    people.send(plan)

    response = enter(people.head).post(address("plan_return", plan.pk), {"note": "сроки"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "note": ["Напишите подробнее: не меньше 10 знаков."]
    }


def approving(plan, **said):
    """What the head's browser sends, having opened the page just now."""
    return {
        "approved_on": "2025-08-30",
        "basis": "приказ № 5",
        "seen": str(seen_of(Plan.objects.get(pk=plan.pk))),
    } | said


def test_plan_approve_lists_what_is_unclear_and_lets_it_pass(people, plan, enter):
    unread = PlanItemFactory(
        plan=plan,
        section=plan.sections.get(),
        deadline_text="?",
        deadline_terms=[{"kind": "unknown"}],
    )
    client = enter(people.head)
    said = approving(plan)

    page = client.get(address("plan_approve", plan.pk))
    refused = client.post(address("plan_approve", plan.pk), said)
    client.post(address("plan_approve", plan.pk), said | {"accepts_unclear": "on"})

    assert page.context["unclear"].unread == (unread,)
    assert refused.status_code == 422
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == ("approved", date(2025, 8, 30))


def test_plan_approve_writes_the_document_in_words_and_keeps_its_papers(people, plan, enter):
    said = {
        "approved_on": "2025-08-30",
        "seen": str(seen_of(plan)),
        "document_kind": "order",
        "issuer": "управления образования",
        "document_number": "175",
        "document_date": "2025-08-29",
        "papers": [
            SimpleUploadedFile("приказ.pdf", PDF),
            SimpleUploadedFile("приказ.pdf.sig", SIGNATURE),
        ],
    }

    response = enter(people.head).post(address("plan_approve", plan.pk), said)

    version = PlanVersion.objects.get()
    assert response.headers["Location"] == address("plan_detail", plan.pk)
    assert (version.document_number, version.basis) == (
        "175",
        "приказ управления образования от 29.08.2025 № 175",
    )
    assert [(row.kind, row.file.name, row.added_by) for row in version.files.all()] == [
        ("scan", "приказ.pdf", people.head),
        ("signature", "приказ.pdf.sig", people.head),
    ]


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"approved_on": "скоро"}, {"approved_on": ["Введите правильную дату."]}),
        (
            {"basis": " "},
            {
                "basis": [
                    (
                        "Чем утверждён план? Выберите документ или напишите основание: грифа "
                        "«УТВЕРЖДАЮ» над планом нет."
                    )
                ]
            },
        ),
        ({"seen": ""}, {"seen": ["Откройте страницу утверждения снова."]}),
        ({"seen": "draft.0.1"}, {"seen": ["Откройте страницу утверждения снова."]}),
        ({"seen": "drift.0.1.1"}, {"seen": ["Откройте страницу утверждения снова."]}),
        ({"seen": "draft.0.-1.1"}, {"seen": ["Откройте страницу утверждения снова."]}),
        (
            {
                "document_kind": "order",
                "document_number": "5",
                "document_date": "9999-12-31",
            },
            {"document_date": ["Проверьте год: документ от 31.12.9999 ещё не издан."]},
        ),
        (
            {"document_kind": "order", "document_number": "5"},
            {"document_date": ["У документа должны быть и номер, и дата."]},
        ),
        (
            {"document_number": "5"},
            {"document_kind": ["Выберите, какой это документ."]},
        ),
        (
            {"papers": [SimpleUploadedFile("п.sig", b"not a signature")]},
            {
                "papers": [
                    (
                        "Файл «п.sig» не принят. Внутри нет электронной подписи. Выберите файл, "
                        "который сделала программа подписи (КриптоАРМ, КриптоПро, Госключ): .sig "
                        "или .p7s."
                    )
                ]
            },
        ),
    ],
    ids=[
        "date",
        "no ground",
        "no page",
        "half a page",
        "no such state",
        "no such edit",
        "an order to come",
        "half a document",
        "no kind",
        "no signature",
    ],
)
def test_plan_approve_says_what_is_wrong(people, plan, enter, said, errors):
    response = enter(people.head).post(address("plan_approve", plan.pk), approving(plan) | said)

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert Plan.objects.get().state == "draft"


@pytest.mark.parametrize("day", ["2023-12-31", "9999-12-31", "0001-01-01", "2125-08-30"])
def test_plan_approve_bounds_the_day(people, plan, enter, day):
    """The plan begins on 1 September 2025; what is approved stays as it was dated."""
    response = enter(people.head).post(
        address("plan_approve", plan.pk), approving(plan, approved_on=day)
    )

    assert response.status_code == 422
    [sentence] = response.context["form"].errors["approved_on"]
    assert sentence.startswith("Проверьте год: ")
    assert "не раньше 01.01.2024 и не позже" in sentence
    assert Plan.objects.get().state == "draft"


def test_a_stamp_with_a_date_is_ground_enough(people, plan, enter):
    plan.approvals.create(ordering=0, kind="approved", position="Директор")

    enter(people.head).post(address("plan_approve", plan.pk), approving(plan, basis=""))

    assert PlanVersion.objects.get().basis == ""


def test_an_approval_page_does_not_act_once_the_plan_was_withdrawn(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    page = enter(people.head).get(address("plan_approve", plan.pk))
    said = approving(plan, seen=page.context["form"]["seen"].value())
    actions.withdraw_plan(round_, actor=people.editing)

    stale = enter(people.head).post(address("plan_approve", plan.pk), said)
    fresh = enter(people.head).post(address("plan_approve", plan.pk), approving(plan))

    assert (stale.status_code, fresh.status_code) == (409, 409)
    assert "план отозвали, вернули или отправили заново" in stale.text
    assert "План отправляли на согласование, и оно не закончено." in fresh.text
    assert Plan.objects.get().state == "draft"
    assert not PlanVersion.objects.exists()


def test_an_approval_page_does_not_act_in_another_round(people, plan, enter):
    round_ = people.send(plan)
    said = approving(plan)
    actions.withdraw_plan(round_, actor=people.editing)
    mend(plan)
    people.send(plan)

    response = enter(people.head).post(address("plan_approve", plan.pk), said)

    assert response.status_code == 409
    assert Plan.objects.get().state == "in_agreement"


def test_a_plan_that_was_sent_offers_to_be_sent_again(people, plan, enter):
    client = enter(people.head)
    door = f'href="{address("plan_approve", plan.pk)}"'

    assert door in client.get(address("plan_detail", plan.pk)).text
    round_ = people.send(plan, [people.approver])
    actions.withdraw_plan(round_, actor=people.editing)
    assert door not in client.get(address("plan_detail", plan.pk)).text
    assert "утвердить его так нельзя" in client.get(address("plan_approve", plan.pk)).text


def test_plan_approve_begins_with_the_order_of_the_signature_block(people, plan, enter):
    plan.approvals.create(
        ordering=0,
        kind="approved",
        order_number="118-од",
        order_date=date(2025, 8, 27),
        order_issuer="управления образования",
    )

    form = enter(people.head).get(address("plan_approve", plan.pk)).context["form"]

    assert [form[name].value() for name in ("document_kind", "document_number", "issuer")] == [
        "order",
        "118-од",
        "управления образования",
    ]


def test_version_detail_shows_the_plan_as_it_was_with_its_sheet(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    actions.agree(round_, "Хорошо.", actor=people.agreeing(people.approver))
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)
    title = plan.items.first().title
    plan.items.update(title="Переписано в обход")

    page = enter(people.observer).get(address("version_detail", version.pk))

    assert title in page.text
    assert "Переписано в обход" not in page.text
    assert version.sha256 in page.text
    assert page.context["is_whole"]
    assert [(row.user, row.note) for row in page.context["sheet"]] == [
        (people.approver, "Хорошо.")
    ]


def test_version_papers_attaches_later(people, plan, enter):
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)

    response = enter(people.head).post(
        address("version_papers", version.pk), {"papers": [SimpleUploadedFile("скан.pdf", PDF)]}
    )

    assert response.headers["Location"] == address("version_detail", version.pk)
    assert VersionFile.objects.get().file.name == "скан.pdf"


def test_version_papers_wants_a_file(people, plan, enter):
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)

    response = enter(people.head).post(address("version_papers", version.pk), {})

    assert response.status_code == 422
    assert response.context["papers_form"].errors == {"papers": ["Выберите хотя бы один файл."]}


def test_plan_cancel_keeps_the_reason_in_sight(people, plan, enter):
    actions.approve_plan(plan, APPROVING, actor=people.approving)
    client = enter(people.head)
    said = {"reason": "Центр закрыт решением учредителя.", "basis": "приказ от 12.01.2026 № 4"}

    client.post(address("plan_cancel", plan.pk), said)

    page = client.get(address("plan_detail", plan.pk)).text
    assert "План отменён" in page
    assert "Центр закрыт решением учредителя.<br>Основание: приказ от 12.01.2026 № 4" in page


def test_plan_cancel_wants_reason_and_basis(people, plan, enter):
    actions.approve_plan(plan, APPROVING, actor=people.approving)

    response = enter(people.head).post(address("plan_cancel", plan.pk), {"reason": "закрыт"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reason", "basis"}


def test_plan_complete_explains_what_still_goes_on(people, enter):
    today = timezone.localdate()
    plan = people.plan(starts_on=today, ends_on=today)
    actions.approve_plan(plan, APPROVING, actor=people.approving)
    client = enter(people.head)

    page = client.get(address("plan_complete", plan.pk))
    response = client.post(address("plan_complete", plan.pk))

    assert page.context["obstacles"] == [
        f"Период плана ещё не кончился: он длится до {today:%d.%m.%Y}."
    ]
    assert response.status_code == 409


@pytest.mark.parametrize("sizes", [(1, 1), (4, 6)], ids=["small", "large"])
def test_the_round_takes_as_many_queries_however_long(
    people, enter, sizes, django_assert_max_num_queries
):
    item_count, remark_count = sizes
    plan = people.plan(item_count=item_count)
    round_ = people.send(plan, [people.approver, people.observer])
    actor = people.agreeing(people.approver)
    uid = str(plan.items.first().uid)
    for _ in range(remark_count):
        remarks.add_remark(round_, RemarkText("Поздно", uid), actor=actor)
    client = enter(people.approver)

    # session, user, memberships, what lies below; round, signers, remarks; earlier rounds twice,
    # the amendment; own remarks; columns
    with django_assert_max_num_queries(14):
        response = client.get(address("plan_agreement", round_.pk))

    assert response.text.count("Поздно") == remark_count


@pytest.mark.parametrize("remark_count", [1, 6])
def test_the_way_takes_as_many_queries_however_many_remarks(
    people, plan, remark_count, django_assert_num_queries
):
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    uid = str(plan.items.first().uid)
    for _ in range(remark_count):
        remarks.add_remark(round_, RemarkText("Поздно", uid), actor=actor)
    actions.return_by_signer(round_, NOTE, actor=actor)
    plan.refresh_from_db()

    with django_assert_num_queries(4):  # rounds, signers, remarks, their rows
        way = plan_way(plan, people.methodist.pk)

    assert way.open_count == remark_count + 1


def test_front_pages_ask_whose_turn_it_is(people, plan, enter):
    people.send(plan, [people.approver], [people.observer])

    seen = {
        name: "Вас просят согласовать план" in enter(getattr(people, name)).get("/").text
        for name in ("approver", "observer", "head", "methodist")
    }

    assert seen == {"approver": True, "observer": False, "head": False, "methodist": False}


def test_front_pages_tell_the_head_that_all_have_agreed(people, plan, enter):
    round_ = people.send(plan, [people.observer])
    before = "План ждёт вашего утверждения" in enter(people.head).get("/").text
    actions.agree(round_, "", actor=people.agreeing(people.observer))

    after = "План ждёт вашего утверждения" in enter(people.head).get("/").text

    assert (before, after) == (False, True)


def test_front_pages_tell_the_methodist_of_a_return(people, plan, enter):
    returned(people, plan)

    seen = {
        name: "Вернули план: 2\u00a0замечания" in enter(getattr(people, name)).get("/").text
        for name in ("methodist", "approver")
    }

    assert seen == {"methodist": True, "approver": False}


@pytest.mark.parametrize(
    "name", ["agreement_agree", "agreement_return", "agreement_withdraw", "remark_create"]
)
def test_rounds_of_others_are_404(people, plan, sign_in, name):
    round_ = people.send(plan, [people.approver])

    response = sign_in(Role.HEAD, CentreFactory()).post(address(name, round_.pk), {})

    assert response.status_code == 404
