"""The document of an approved version: made once by a worker, kept with the version for good."""

from django.db import transaction

from documents import actions as document_actions
from documents.models import Job, StoredFile
from organisations.domain.policy import Actor
from plans.models import PlanVersion, VersionFile


def request_document(version: PlanVersion, *, actor: Actor) -> Job:
    """Queue the document of a version that has just been frozen; one job a version."""
    return document_actions.enqueue(
        "version_document",
        actor=actor,
        organisation_id=version.plan.organisation_id,
        title=f"Документ версии {version.number}: {version.plan.title}",
        key=f"version-document-{version.pk}",
        version_id=version.pk,
    )


def request_version_file(version: PlanVersion, form: str, *, key: str, actor: Actor) -> Job:
    """Queue a form of the version that LibreOffice writes; the same `key` gives the same job."""
    return document_actions.enqueue(
        "version_file",
        actor=actor,
        organisation_id=version.plan.organisation_id,
        title=f"Версия {version.number} в формате .{form}: {version.plan.title}",
        key=key,
        version_id=version.pk,
        form=form,
    )


@transaction.atomic
def keep_document(
    version: PlanVersion, content: bytes, name: str, media_type: str, *, actor: Actor
) -> VersionFile:
    """Keep the document with its version; a worker that comes second finds it there."""
    plan = version.plan
    actor.must_reach(plan.organisation_id)
    PlanVersion.objects.select_for_update(of=("self",)).only("pk").get(pk=version.pk)
    kind = VersionFile.Kind.DOCUMENT
    kept = VersionFile.objects.filter(version=version, kind=kind).order_by("pk").first()
    if kept:
        return kept
    stored = document_actions.store_bytes(
        content,
        name,
        media_type,
        purpose=StoredFile.Purpose.PLAN_PAPER,
        organisation_id=plan.organisation_id,
        user_id=actor.user_id,
    )
    return VersionFile.objects.create(
        version=version, kind=kind, file=stored, added_by_id=actor.user_id
    )
