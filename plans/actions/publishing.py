"""Switch the public page of a plan on and off, and choose which reports stand on it."""

from django.db import transaction
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.locks import lock_plan
from plans.actions.progress import lock_expectation
from plans.domain.publishing import PublicSettings
from plans.domain.states import APPROVED_ONCE, ProgressState
from plans.models import Expectation, Plan, PublicPage
from plans.queries.publishing import is_published


class NotApprovedError(RuleError):
    """Only what is approved is shown to everybody."""


class SlugTakenError(RuleError):
    """Another plan of the centre has this address."""


class NotPublicError(RuleError):
    """The report is not accepted, or its plan has no public page."""


@transaction.atomic
def publish_plan(plan: Plan, chosen: PublicSettings, *, version: int, actor: Actor) -> PublicPage:
    """Save the settings of the public page; from now on everybody can read it."""
    held = lock_plan(plan.pk, actor)
    if held.amends_id or held.state not in APPROVED_ONCE:
        raise NotApprovedError("Публичной может стать только страница утверждённого плана.")
    page = PublicPage.objects.select_for_update().filter(plan=held).first()
    if (page.version if page else 0) != version:
        raise ChangedMeanwhileError("Пока вы выбирали, настройки страницы изменил другой человек.")
    taken = PublicPage.objects.filter(organisation=held.organisation_id, slug=chosen.slug)
    if taken.exclude(plan=held).exists():
        raise SlugTakenError("Этот адрес занят другим планом центра. Выберите другой.")
    before = page.is_on if page else False
    page = page or PublicPage(plan=held, organisation_id=held.organisation_id, version=0)
    page.slug, page.is_on, page.shows_names = chosen.slug, True, chosen.shows_names
    page.is_indexed, page.hidden = chosen.is_indexed, sorted(chosen.hidden)
    _save(page, actor)
    audit.record(
        actor,
        "plan.publish",
        held,
        organisation_id=held.organisation_id,
        is_on=[before, True],
        slug=chosen.slug,
        shows_names=chosen.shows_names,
        is_indexed=chosen.is_indexed,
        hidden="; ".join(page.hidden),
    )
    return page


@transaction.atomic
def unpublish_plan(plan: Plan, *, actor: Actor) -> None:
    """Take the page from everybody at once; its settings stay for the next time."""
    held = lock_plan(plan.pk, actor)
    page = PublicPage.objects.select_for_update().filter(plan=held, is_on=True).first()
    if page is None:
        return
    page.is_on = False
    _save(page, actor)
    audit.record(
        actor,
        "plan.unpublish",
        held,
        organisation_id=held.organisation_id,
        is_on=[True, False],
        slug=page.slug,
    )


@transaction.atomic
def publish_entry(
    expectation: Expectation, *, is_public: bool, version: int, actor: Actor
) -> Expectation:
    """Show an accepted report on the public page of its plan, or take it from there."""
    held = lock_expectation(expectation, actor)
    if held.version != version:
        raise ChangedMeanwhileError("Пока вы читали, этот отчёт изменил другой человек.")
    if held.state != ProgressState.ACCEPTED:
        raise NotPublicError("На публичную страницу попадают только принятые отчёты.")
    if is_public and not is_published(held.item.plan):
        raise NotPublicError("У плана нет публичной страницы: её включает руководитель.")
    before, held.is_public = held.is_public, is_public
    held.version += 1
    held.save(update_fields=["is_public", "version"])
    audit.record(
        actor,
        "progress.publish" if is_public else "progress.unpublish",
        held,
        organisation_id=held.organisation_id,
        is_public=[before, is_public],
    )
    return held


def _save(page: PublicPage, actor: Actor) -> None:
    page.changed_by_id, page.changed_at = actor.user_id, timezone.now()
    page.version += 1
    page.save()
