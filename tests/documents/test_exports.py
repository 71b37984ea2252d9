"""No export can be made to run a formula, whatever is typed into the portal (CSV injection)."""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import get_resolver, reverse

from documents import runner
from documents.models import Job, StoredFile
from documents.registry import EXPORTS
from organisations.access import load_posts
from organisations.domain.policy import Permission, Role, actor_for
from organisations.models import Invitation, Organisation, User
from plans.actions.amendments import start_amendment
from plans.actions.exports import request_file
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.domain.amending import Starting
from plans.domain.versions import freeze
from plans.models import Plan, PlanItem, PlanVersion, PublicPage
from plans.queries.content import plan_document, with_content
from plans.queries.exports import CONVERTED
from reports.actions import request_report
from tests.documents.writers.office import needs_soffice
from tests.factories import (
    ChannelFactory,
    MembershipFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgressEntryFactory,
    PublicationFactory,
    ReportingPeriodFactory,
)

pytestmark = pytest.mark.django_db

PAYLOADS = [
    '=HYPERLINK("http://example.org","x")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "=IMPORTXML(1)",
    '"=1+1',
    "'=1+1",
    ";=1+1",
    "{=1+1}",
    "<f>1+1</f>",
]


def poisoned_centre(payload):
    """A centre in which everything that can be typed is the payload."""
    period = ReportingPeriodFactory()
    centre = period.organisation
    head = MembershipFactory(organisation=centre, role=Role.HEAD.value)
    school = OrganisationFactory(parent=centre)
    entry = ProgressEntryFactory(
        expectation__period=period,
        expectation__organisation=school,
        expectation__state="accepted",
        text=payload,
        reason=payload,
        figure=1,
        figure_unit=payload[:50],
    )
    item = entry.expectation.item
    for row in (item, item.plan, item.section):
        for name in ("title", "number", "deadline_text", "result", "goal"):
            if hasattr(row, name):
                room = row._meta.get_field(name).max_length
                setattr(row, name, payload[:room])
        row.save()
    channel = ChannelFactory(organisation=centre, name=payload)
    media = PublicationFactory(channel=channel, item__plan__organisation=centre, title=payload)
    media.published_on = period.starts_on
    media.save()
    ProgrammeFactory(organisation=school, title=payload)
    Organisation.objects.update(name=payload, address=payload, municipality=payload)
    User.objects.update(last_name=payload, position=payload, patronymic=payload[:100])
    Invitation.objects.create(
        email="x@example.org",
        last_name=payload,
        first_name=payload,
        organisation=school,
        role=Role.COORDINATOR.value,
        token_digest="0" * 64,
    )
    return head, period


def report_files(head, period, _client):
    posts = load_posts(head.user_id)
    actor = actor_for(head.user_id, posts, Permission.REPORT_BUILD)
    report = request_report(period, "=1+1", key="k", actor=actor)
    runner.run(report.job_id)
    contents = []
    for stored in StoredFile.objects.filter(job=report.job_id).order_by("pk"):
        with stored.content.open("rb") as file:
            contents.append(file.read())
    return contents


def answer_of(name, method="get"):
    def ask(_head, _period, client):
        response = getattr(client, method)(reverse(f"registers:{name}"))
        assert response.status_code == 200
        return [response.content]

    return ask


def plan_page(name, *arguments, **query):
    def ask(_head, _period, client):
        plan = Plan.objects.latest("pk")
        response = client.get(reverse(f"plans:{name}", args=[plan.pk, *arguments]), query)
        assert response.status_code == 200
        return response.content

    return ask


def plan_files(*asked):
    return lambda *cast: [ask(*cast) for ask in asked]


def plan_by_a_worker(head, _period, _client):
    plan = Plan.objects.latest("pk")
    actor = actor_for(head.user_id, load_posts(head.user_id), Permission.PLAN_VIEW)
    contents = []
    for form in CONVERTED:
        job = request_file(plan, form, whole=False, key=form, actor=actor)
        runner.run(job.pk)
        [stored] = StoredFile.objects.filter(job=job)
        with stored.content.open("rb") as file:
            contents.append(file.read())
    return contents


def comparison(head, period, client):
    """The first version of a plan, then the payload in its place."""
    plan = with_content(Plan.objects.all()).latest("pk")
    said = plan_document(plan)
    before = replace(said, plans=(replace(said.plans[0], title="План", columns=()),))
    PlanVersion.objects.create(
        plan=plan,
        number=1,
        snapshot=freeze(before, "Центр", []),
        sha256="0" * 64,
        approved_on=period.starts_on,
    )
    return [plan_page("plan_comparison", before="1", after="now")(head, period, client)]


def frozen(head, period):
    """The plan as it is, in force; approving asks a worker for the document."""
    plan = with_content(Plan.objects.all()).latest("pk")
    plan.state, plan.approved_on = "approved", period.starts_on
    plan.save()
    actor = actor_for(head.user_id, load_posts(head.user_id), Permission.PLAN_APPROVE)
    return freeze_version(plan, Approving(period.starts_on, "=1+1"), actor=actor)


def version_page(form):
    def ask(head, period, client):
        version = PlanVersion.objects.first() or frozen(head, period)
        response = client.get(reverse("plans:version_export", args=[version.pk, form]))
        assert response.status_code == 200
        return response.content

    return ask


def version_by_a_worker(head, period, _client):
    frozen(head, period)
    job = Job.objects.get(kind="version_document")
    runner.run(job.pk)
    [stored] = StoredFile.objects.filter(job=job)
    with stored.content.open("rb") as file:
        return [file.read()]


def amendment(head, period, client):
    """Everything that the payload says is new in the amendment."""
    plan = Plan.objects.latest("pk")
    frozen(head, period)
    editor = actor_for(head.user_id, load_posts(head.user_id), Permission.PLAN_EDIT)
    begun = start_amendment(plan, Starting(("error",), "=1+1 и ещё раз", "=1+1"), actor=editor)
    PlanItem.objects.filter(plan=begun.draft).update(title="Иначе")
    response = client.get(reverse("plans:amendment_comparison", args=[begun.pk]))
    assert response.status_code == 200
    return [response.content]


RECIPES = {
    "amendment_comparison": amendment,
    "version_export": plan_files(version_page("docx"), version_page("xlsx")),
    "version_document": version_by_a_worker,
    "period_report": report_files,
    "plan_export": plan_files(plan_page("plan_export", "docx"), plan_page("plan_export", "xlsx")),
    "plan_comparison": comparison,
    "organisation_export": answer_of("organisation_export"),
    "organisation_template": answer_of("organisation_template"),
    "person_export": answer_of("person_export", "post"),
    "person_template": answer_of("person_template"),
}


# Each payload would start the program again. What it converts are documents of the recipes.
BY_LIBREOFFICE = {"plan_file", "version_file", "public_file"}


def test_every_export_has_its_recipe():
    assert get_resolver().url_patterns  # the views register themselves when they are imported
    assert sorted({*RECIPES, *BY_LIBREOFFICE}) == sorted(EXPORTS)


@needs_soffice
def test_the_forms_of_the_office_program_hold_no_formula_either():
    head, period = poisoned_centre(PAYLOADS[0])

    [pdf, odt, ods] = plan_by_a_worker(head, period, None)

    assert pdf.startswith(b"%PDF")
    for content in (odt, ods):
        xml = zipfile.ZipFile(BytesIO(content)).read("content.xml").decode()
        assert "table:formula" not in xml


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", RECIPES)
def test_no_export_holds_a_formula(name, payload, client):
    head, period = poisoned_centre(payload)
    client.force_login(head.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    files = RECIPES[name](head, period, client)

    assert len(files) == len(EXPORTS[name])
    for content in files:
        package = zipfile.ZipFile(BytesIO(content))
        for part in package.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            xml = package.read(part).decode()
            if part.startswith("xl/worksheets/"):
                assert not re.search(r"<f[ >/]", xml)
                assert not re.search(r't="(str|e)"', xml)
            if part.startswith("word/"):
                assert "instrText" not in xml.replace("PAGE", "") or "HYPERLINK" not in xml


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_public_document_holds_a_formula(payload, client):
    head, period = poisoned_centre(payload)
    plan = frozen(head, period).plan
    PublicPage.objects.create(plan=plan, organisation=plan.organisation, slug="plan", is_on=True)

    address = reverse("public:public_file", args=[plan.organisation.code, "plan", 1, "docx"])
    package = zipfile.ZipFile(BytesIO(client.get(address).content))

    xml = package.read("word/document.xml").decode()
    assert "instrText" not in xml.replace("PAGE", "") or "HYPERLINK" not in xml


@pytest.mark.parametrize("registry", ["addresses", "exports", "uploads", "jobs", "permissions"])
def test_describe_prints_every_registry(registry, capsys):
    call_command("describe", registry, json=True)

    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(isinstance(row, dict) for row in rows)
