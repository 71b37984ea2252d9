"""Ask for a plan as a file that takes a worker some seconds."""

from documents import actions as document_actions
from documents.models import Job
from organisations.domain.policy import Actor
from plans.models import Plan


def request_file(plan: Plan, form: str, *, whole: bool, key: str, actor: Actor) -> Job:
    """Queue the file; the same `key` twice gives the same job."""
    return document_actions.enqueue(
        "plan_file",
        actor=actor,
        organisation_id=plan.organisation_id,
        title=f"План в формате .{form}: {plan.title}",
        key=key,
        plan_id=plan.pk,
        form=form,
        whole=whole,
    )
