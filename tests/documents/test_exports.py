"""No export can be made to run a formula, whatever is typed into the portal (CSV injection)."""

import json
import re
import zipfile
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from documents import runner
from documents.models import StoredFile
from documents.registry import EXPORTS
from organisations.access import load_posts
from organisations.domain.policy import Permission, Role, actor_for
from organisations.models import Invitation, Organisation, User
from reports.actions import request_report
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


RECIPES = {
    "period_report": report_files,
    "organisation_export": answer_of("organisation_export"),
    "organisation_template": answer_of("organisation_template"),
    "person_export": answer_of("person_export", "post"),
    "person_template": answer_of("person_template"),
}


def test_every_export_has_its_recipe():
    assert sorted(RECIPES) == sorted(EXPORTS)


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
            xml = package.read(part).decode()
            if part.startswith("xl/worksheets/"):
                assert not re.search(r"<f[ >/]", xml)
                assert not re.search(r't="(str|e)"', xml)
            if part.startswith("word/"):
                assert "instrText" not in xml.replace("PAGE", "") or "HYPERLINK" not in xml


@pytest.mark.parametrize("registry", ["addresses", "exports", "uploads", "jobs", "permissions"])
def test_describe_prints_every_registry(registry, capsys):
    call_command("describe", registry, json=True)

    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(isinstance(row, dict) for row in rows)
