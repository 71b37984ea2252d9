"""What the workers make of plans: forms that only LibreOffice can write."""

from collections.abc import Iterable

from documents.registry import Document, Progress, job_handler
from documents.uploads.kinds import Kind
from organisations.domain.policy import Actor, Permission
from plans.queries import exports
from plans.rendering.files import plan_file


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
