"""What the workers make of plans: forms that only LibreOffice can write; the nightly duties."""

from collections.abc import Iterable

from django.utils import timezone

from documents.registry import Document, Progress, job_handler, nightly
from documents.uploads.kinds import Kind
from organisations.domain.policy import Actor, Permission, operator
from plans.actions.editing_purge import purge_bins
from plans.actions.endings import complete_over
from plans.actions.version_documents import keep_document
from plans.queries import exports, plans, version_documents
from plans.rendering.files import plan_file
from plans.rendering.versions import version_content


@job_handler("plan_file", permission=Permission.PLAN_VIEW, writes=("odt", "ods", "pdf"))
def build_plan_file(
    actor: Actor, progress: Progress, *, plan_id: int, form: str, whole: bool
) -> Iterable[Document]:
    """The plan as it is now, or the whole document that it came from."""
    progress(10, "Собираем план")
    plan = exports.export_page(actor).get(pk=plan_id)
    document = exports.whole_document(actor, plan) if whole else exports.exported(plan)
    progress(30, "Пишем документ")
    content = plan_file(
        document, form, exports.source_of(plan), alone=not whole, author=str(plan.organisation)
    )
    yield Document(f"{exports.file_name(plan)}.{form}", content, Kind(form).media_type)


@nightly
def complete_plans_that_are_over() -> None:
    """Plans whose time is over and whose periods are closed go into the archive."""
    complete_over(today=timezone.localdate(), actor=operator(Permission.PLAN_APPROVE))


@nightly
def empty_bins() -> None:
    """What has lain in a plan's bin for thirty days goes for good."""
    purge_bins(now=timezone.now(), actor=operator(Permission.PLAN_EDIT))


@job_handler("version_document", permission=Permission.PLAN_APPROVE, writes=("docx",))
def build_version_document(
    actor: Actor, progress: Progress, *, version_id: int
) -> Iterable[Document]:
    """The document of an approved version with its seal, kept with the version."""
    progress(10, "Собираем версию")
    version = plans.version_page(actor).get(pk=version_id)
    name = f"{version_documents.version_file_name(version, exports.file_name(version.plan))}.docx"
    progress(30, "Пишем документ")
    content = version_content(version, "docx")
    keep_document(version, content, name, Kind.DOCX.media_type, actor=actor)
    yield Document(name, content, Kind.DOCX.media_type)


@job_handler("version_file", permission=Permission.PLAN_VIEW, writes=("odt", "ods", "pdf"))
def build_version_file(
    actor: Actor, progress: Progress, *, version_id: int, form: str
) -> Iterable[Document]:
    """An approved version in a form that LibreOffice writes."""
    progress(10, "Собираем версию")
    version = plans.version_page(actor).get(pk=version_id)
    name = version_documents.version_file_name(version, exports.file_name(version.plan))
    progress(30, "Пишем документ")
    yield Document(f"{name}.{form}", version_content(version, form), Kind(form).media_type)
