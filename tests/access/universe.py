"""Two centres of one region with everything that can be owned, each thing marked by its owner.

Every text of an owner carries the owner's canary, so that whatever leaks says whose it is.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from documents.models import Job, StoredFile
from organisations.domain.policy import Role
from organisations.models import Invitation, Organisation, User
from plans.domain.content import (
    Column,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
)
from plans.domain.corrections import Reading, reading_to_dict
from plans.domain.serial import to_dict
from plans.domain.versions import ItemMark, freeze
from plans.models import (
    Agreement,
    Amendment,
    ColumnMeaning,
    Evidence,
    ExecutorLink,
    Plan,
    PlanApproval,
    PlanColumn,
    PlanImport,
    PlanNotice,
    PlanTemplate,
    PlanVersion,
    PublicPage,
    Remark,
)
from reports.models import Report
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    CertificateFactory,
    ChannelFactory,
    ExpectationFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    ProgrammeFactory,
    ProgressEntryFactory,
    PublicationFactory,
    RegionFactory,
    ReportingPeriodFactory,
    UserFactory,
)

ABSENT = 10**9


def canary(owner: str) -> str:
    return f"⟦{owner}⟧"


@dataclass
class Owned:
    """What one owner has, by the name that addresses use: «plan_id» → its number."""

    owner: str
    organisation: Organisation
    ids: dict[str, int | str] = field(default_factory=dict)


@dataclass
class Universe:
    """The owners by name, and the people by name."""

    owned: dict[str, Owned]
    people: dict[str, User]


def build() -> Universe:
    region = RegionFactory(code="region", short_name=f"РМЦ {canary('region')}")
    centres = {
        name: CentreFactory(code=name, parent=region, short_name=f"МОЦ {canary(name)}")
        for name in ("centre_1", "centre_2")
    }
    schools = {
        name: OrganisationFactory(
            code=name, parent=centres[centre], short_name=f"Школа {canary(name)}"
        )
        for name, centre in {
            "school_a": "centre_1",
            "school_b": "centre_1",
            "school_c": "centre_2",
        }.items()
    }
    owned = {
        "region": Owned(
            "region",
            region,
            {"organisation_id": region.pk, "template_id": _template("region", region).pk},
        )
    }
    for name, centre in centres.items():
        owned[name] = _centre_things(name, centre)
    for name, school in schools.items():
        centre_name = "centre_2" if name == "school_c" else "centre_1"
        owned[name] = _school_things(name, school, owned[centre_name])
    owned["centre_1"].ids["reporting_school_id"] = schools["school_a"].pk
    owned["centre_2"].ids["reporting_school_id"] = schools["school_c"].pk
    people = _people(region, centres, schools)
    for name, head in (("centre_1", "head_1"), ("centre_2", "head_2")):
        Job.objects.filter(pk=owned[name].ids["job_id"]).update(requested_by=people[head])
    return Universe(owned, people)


def _file(
    owner: str, organisation: Organisation, purpose: str, job: Job | None = None
) -> StoredFile:
    digest = f"{owner}-{purpose}".encode().hex().ljust(64, "0")[:64]
    stored = StoredFile(
        purpose=purpose,
        organisation=organisation,
        job=job,
        name=f"файл {canary(owner)}.docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        size=4,
        sha256=digest,
    )
    stored.content.save("x", ContentFile(canary(owner).encode()), save=False)
    stored.save()
    return stored


def _document(mark: str) -> PlanDocument:
    item = Item("1", f"Прочитанный пункт {mark}")
    plan = PlanContent(
        PlanKind.WORK_PLAN,
        f"Прочитанный план {mark}",
        (date(2025, 9, 1), date(2026, 8, 31)),
        (Column("Мероприятие", Field.TITLE),),
        (Section("1", f"Прочитанный раздел {mark}", (item,)),),
    )
    return PlanDocument((), (plan,))


def _template(name: str, organisation: Organisation) -> PlanTemplate:
    mark = canary(name)
    return PlanTemplate.objects.create(
        organisation=organisation,
        kind="work_plan",
        title=f"Образец {mark}",
        content=to_dict(_document(mark)),
    )


def _hidden_page(name: str, plan: Plan) -> PublicPage:
    """Set up and switched off."""
    return PublicPage.objects.create(
        plan=plan, organisation=plan.organisation, slug=f"{name}-plan"
    )


def _centre_things(name: str, centre: Organisation) -> Owned:
    mark = canary(name)
    plan = PlanFactory(organisation=centre, title=f"План {mark}")
    section = PlanSectionFactory(plan=plan, title=f"Раздел {mark}")
    item = PlanItemFactory(plan=plan, section=section, title=f"Пункт {mark}")
    AssignmentFactory(item=item, organisation=centre)
    PlanColumn.objects.create(plan=plan, ordering=0, header=f"Графа {mark}", field="title")
    PlanApproval.objects.create(plan=plan, ordering=0, kind="approved", name=mark)
    media = PlanFactory(organisation=centre, kind="media_plan", title=f"Медиаплан {mark}")
    media_item = PlanItemFactory(plan=media, title=f"Пункт медиаплана {mark}")
    approved = ApprovedPlanFactory(organisation=centre, title=f"Утверждённый {mark}")
    version = PlanVersion.objects.create(
        plan=approved,
        number=1,
        snapshot=freeze(_document(mark), f"МОЦ {mark}", [ItemMark("uid")]),
        sha256="0" * 64,
        approved_on=approved.approved_on,
    )
    amendment = Amendment.objects.create(
        plan=approved,
        number=1,
        draft=PlanFactory(organisation=centre, amends=approved, title=f"Правка {mark}"),
        base_version=version,
        grounds=["error"],
        reason=f"Опечатка {mark}",
    )
    agreement = Agreement.objects.create(
        plan=PlanFactory(organisation=centre, state="in_agreement", title=f"Отправленный {mark}"),
        number=1,
        snapshot=freeze(_document(mark), f"МОЦ {mark}", [ItemMark("uid")]),
        note=f"Посмотрите {mark}",
    )
    remark = Remark.objects.create(agreement=agreement, text=f"Замечание {mark}")
    source = _file(name, centre, "plan_source")
    upload = PlanImport.objects.create(
        organisation=centre,
        source=source,
        reading=reading_to_dict(Reading(_document(mark))),
    )
    period = ReportingPeriodFactory(organisation=centre)
    job = Job.objects.create(
        kind="period_report",
        title=f"Задание {mark}",
        params={},
        organisation=centre,
        status=Job.Status.DONE,
    )
    report = Report.objects.create(
        kind="quarterly", organisation=centre, period=period, job=job, narrative=mark
    )
    channel = ChannelFactory(organisation=centre, name=f"Канал {mark}")
    publication = PublicationFactory(item=media_item, channel=channel, title=f"Новость {mark}")
    link = ExecutorLink.objects.create(
        organisation=centre, text=mark, written=f"Ответственный {mark}", place=centre
    )
    meaning = ColumnMeaning.objects.create(
        organisation=centre, kind="work_plan", header=mark, written=f"Графа {mark}", field="note"
    )
    member = MembershipFactory(
        organisation=centre, role=Role.METHODIST.value, user=UserFactory(last_name=f"Лицо{mark}")
    )
    invitation = _invitation(name, centre, Role.METHODIST)
    return Owned(
        name,
        centre,
        {
            "organisation_id": centre.pk,
            "plan_id": plan.pk,
            "template_id": _template(name, centre).pk,
            "section_id": section.pk,
            "item_id": item.pk,
            "media_item_id": media_item.pk,
            "approved_plan_id": approved.pk,
            "code": centre.code,
            "slug": _hidden_page(name, approved).slug,
            "version_id": version.pk,
            "agreement_id": agreement.pk,
            "amendment_id": amendment.pk,
            "remark_id": remark.pk,
            "import_id": upload.pk,
            "link_id": link.pk,
            "meaning_id": meaning.pk,
            "file_id": source.pk,
            "period_id": period.pk,
            "job_id": job.pk,
            "report_id": report.pk,
            "publication_id": publication.pk,
            "membership_id": member.pk,
            "user_id": member.user_id,
            "person_id": member.user_id,
            "invitation_id": invitation.pk,
        },
    )


def _school_things(name: str, school: Organisation, centre: Owned) -> Owned:
    mark = canary(name)
    expectation = ExpectationFactory(
        organisation=school,
        period_id=centre.ids["period_id"],
        period=None,
        item=PlanItemFactory(
            plan__organisation=centre.organisation,
            plan__state="approved",
            plan__approved_on="2025-08-30",
        ),
        state="submitted",
        submitted_at=timezone.now(),
    )
    entry = ProgressEntryFactory(expectation=expectation, text=f"Сделано {mark}")
    proof = Evidence.objects.create(entry=entry, file=_file(name, school, "evidence"), title=mark)
    notice = PlanNotice.objects.create(
        organisation=school,
        plan=expectation.item.plan,
        text=f"План {mark}\nПункт {mark} исключён.",
    )
    programme = ProgrammeFactory(organisation=school, title=f"Программа {mark}")
    certificate = CertificateFactory(organisation=school)
    member = MembershipFactory(
        organisation=school,
        role=Role.COORDINATOR.value,
        user=UserFactory(last_name=f"Лицо{mark}"),
    )
    invitation = _invitation(name, school, Role.COORDINATOR)
    return Owned(
        name,
        school,
        {
            "organisation_id": school.pk,
            "expectation_id": expectation.pk,
            "evidence_id": proof.pk,
            "notice_id": notice.pk,
            "file_id": proof.file_id,
            "programme_id": programme.pk,
            "certificate_id": certificate.pk,
            "membership_id": member.pk,
            "user_id": member.user_id,
            "person_id": member.user_id,
            "invitation_id": invitation.pk,
        },
    )


def _invitation(name: str, organisation: Organisation, role: Role) -> Invitation:
    return Invitation.objects.create(
        email=f"{name}@example.org",
        last_name=f"Гость{canary(name)}",
        first_name="Анна",
        organisation=organisation,
        role=role.value,
        token_digest=name.encode().hex().ljust(64, "0")[:64],
    )


def _people(
    region: Organisation, centres: dict[str, Organisation], schools: dict[str, Organisation]
) -> dict[str, User]:
    posts = {
        "coordinator_a": (Role.COORDINATOR, schools["school_a"]),
        "coordinator_a2": (Role.COORDINATOR, schools["school_a"]),
        "coordinator_b": (Role.COORDINATOR, schools["school_b"]),
        "coordinator_c": (Role.COORDINATOR, schools["school_c"]),
        "head_1": (Role.HEAD, centres["centre_1"]),
        "head_2": (Role.HEAD, centres["centre_2"]),
        "methodist_1": (Role.METHODIST, centres["centre_1"]),
        "navigator_1": (Role.NAVIGATOR_ADMINISTRATOR, centres["centre_1"]),
        "media_1": (Role.MEDIA_OFFICER, centres["centre_1"]),
        "approver_1": (Role.APPROVER, centres["centre_1"]),
        "observer": (Role.OBSERVER, region),
        "administrator": (Role.ADMINISTRATOR, region),
    }
    people = {}
    for name, (role, place) in posts.items():
        people[name] = UserFactory(username=name, last_name="Тестова")
        MembershipFactory(user=people[name], organisation=place, role=role.value)
    people["nobody"] = UserFactory(username="nobody", last_name="Тестова")
    return people


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def fingerprint() -> dict[str, object]:
    """Every row of every table of ours, by a second path: plain SQL."""
    ours = ("organisations_", "documents_", "plans_", "mediaplan_", "navigator_", "reports_")
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(ours):
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 -- our own names
                found[table] = [str([_plain(value) for value in row]) for row in cursor]
    return found
