import io
from datetime import UTC, datetime

import docx
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from documents import actions as document_actions
from documents import runner
from documents.models import Job, StoredFile
from organisations.domain.policy import Permission, Role
from organisations.models import Organisation, User
from plans.actions import agreements
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.models import PlanApproval, PlanVersion, Signer, VersionFile
from tests.plans.agreement_cast import APPROVING, cast
from tests.plans.published import published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(actor_in, settings) -> PlanVersion:
    settings.PORTAL_URL = "https://portal.example.ru"
    plan = published_plan().plan
    actor = actor_in(plan.organisation, Permission.PLAN_APPROVE)
    return freeze_version(plan, Approving(approved_on=plan.approved_on), actor=actor)


def export(client, version: PlanVersion, form: str = "docx"):
    response = client.get(reverse("plans:version_export", args=[version.pk, form]))
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


def test_approval_asks_a_worker_for_the_document_once(version):
    job = Job.objects.get(kind="version_document")

    runner.run(job.pk)

    job.refresh_from_db()
    paper = VersionFile.objects.get(version=version)
    assert (job.status, job.files.count()) == ("done", 1)
    assert (paper.kind, paper.file.purpose) == ("document", StoredFile.Purpose.PLAN_PAPER)
    assert paper.file.name == "План работы на 2025 год, версия 2.docx"


def test_worker_that_comes_twice_keeps_one_document(version):
    job = Job.objects.get(kind="version_document")

    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(status="queued")
        runner.run(job.pk)

    assert VersionFile.objects.filter(version=version).count() == 1


def test_document_before_and_after_the_worker_is_the_same(version, sign_in):
    client = sign_in(Role.OBSERVER, version.plan.organisation)

    _response, before = export(client, version)
    runner.run(Job.objects.get(kind="version_document").pk)
    response, after = export(client, version)

    footer = docx.Document(io.BytesIO(after)).sections[0].first_page_footer
    assert before == after
    assert response.streaming
    assert (
        f"https://portal.example.ru/v/{version.sha256[:16]}/" in footer.tables[0].cell(0, 1).text
    )


def test_draft_carries_no_seal(version, sign_in):
    client = sign_in(Role.HEAD, version.plan.organisation)

    response = client.get(reverse("plans:plan_export", args=[version.plan_id, "docx"]))

    parts = docx.Document(io.BytesIO(response.content)).part.package.iter_parts()
    assert not [part for part in parts if "moc-seal" in part.partname]


def test_kept_document_cannot_be_changed(version):
    runner.run(Job.objects.get(kind="version_document").pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        VersionFile.objects.filter(version=version).update(kind="scan")


def test_version_page_leads_to_its_document_and_to_the_check(version, sign_in):
    client = sign_in(Role.METHODIST, version.plan.organisation)

    page = client.get(reverse("plans:version_detail", args=[version.pk])).content.decode()

    assert reverse("plans:version_export", args=[version.pk, "docx"]) in page
    assert f"/v/{version.sha256[:16]}/" in page


def test_other_forms_are_asked_of_a_worker(version, sign_in):
    client = sign_in(Role.METHODIST, version.plan.organisation)
    said = {"form": "pdf", "key": "0f8fad5b-d9cb-469f-a165-70867728950e"}

    for form in ("pdf", "odt", "pdf"):
        client.post(reverse("plans:version_convert", args=[version.pk]), {**said, "form": form})

    assert sorted(
        Job.objects.filter(kind="version_file").values_list("params__form", flat=True)
    ) == [
        "odt",
        "pdf",
    ]


def test_workbook_of_a_version_is_made_when_asked_for(version, sign_in):
    client = sign_in(Role.METHODIST, version.plan.organisation)

    (first, one), (_second, two) = (export(client, version, "xlsx") for _ in range(2))

    assert first.status_code == 200
    assert one == two
    assert client.get(reverse("plans:version_export", args=[version.pk, "pdf"])).status_code == 404


def agreed_version(settings) -> PlanVersion:
    """A version whose plan one person has agreed to and the head has put in force."""
    settings.PORTAL_URL = "https://portal.example.ru"
    people = cast()
    User.objects.filter(pk=people.approver.pk).update(
        first_name="Светлана", patronymic="Юрьевна", position="начальник управления"
    )
    plan = people.plan()
    PlanApproval.objects.create(
        plan=plan,
        ordering=0,
        kind="approved",
        position="Руководитель МОЦ",
        name="М.П. Северьянова",
    )
    PlanApproval.objects.create(
        plan=plan, ordering=1, kind="agreed", position="Начальник", name="С.Ю. Дорогина"
    )
    round_ = people.send(plan, [people.approver])
    agreements.agree(round_, "Без замечаний.", actor=people.agreeing(people.approver))
    # Five in the evening in Greenwich is the next day in Kamchatka, whose clock the centre keeps.
    Signer.objects.update(decided_at=datetime(2025, 8, 26, 17, tzinfo=UTC))
    Organisation.objects.filter(pk=people.centre.pk).update(timezone="Asia/Kamchatka")
    return agreements.approve_plan(plan, APPROVING, actor=people.approving)


def test_document_says_who_agreed_and_when_it_was_approved(settings, sign_in):
    version = agreed_version(settings)
    client = sign_in(Role.METHODIST, version.plan.organisation)

    _response, before = export(client, version)
    runner.run(Job.objects.get(kind="version_document").pk)
    _response, after = export(client, version)

    document = docx.Document(io.BytesIO(after))
    stamps = document.tables[0].cell(0, 0).text, document.tables[0].cell(0, 2).text
    assert before == after
    assert [text.splitlines()[-1] for text in stamps] == [
        "«27» августа 2025 г.",
        "«30» августа 2025 г.",
    ]
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == [
        "1",
        "Дорогина Светлана Юрьевна",
        "начальник управления",
        "Согласовано",
        "27.08.2025",
        "Без замечаний.",
    ]


def test_workbook_laid_out_anew_has_the_days_in_its_stamps(settings, sign_in):
    version = agreed_version(settings)
    client = sign_in(Role.METHODIST, version.plan.organisation)

    _response, content = export(client, version, "xlsx")

    sheet = load_workbook(io.BytesIO(content)).active
    said = {cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"«27» августа 2025 г.", "«30» августа 2025 г."} <= said
    assert len(sheet._images) == 1


def test_document_that_was_kept_before_stays_as_it_was(version, sign_in):
    """Versions of the time before the sheet keep their document; the hash is of the content."""
    stored = document_actions.store_bytes(
        b"PK old",
        "old.docx",
        "application/zip",
        purpose=StoredFile.Purpose.PLAN_PAPER,
        organisation_id=version.plan.organisation_id,
        user_id=None,
    )
    VersionFile.objects.create(version=version, kind="document", file=stored)
    client = sign_in(Role.METHODIST, version.plan.organisation)

    _response, content = export(client, version)
    page = client.get(reverse("plans:version_detail", args=[version.pk])).content.decode()

    assert content == b"PK old"
    assert "Хеш содержания (SHA-256), проверен" in page
