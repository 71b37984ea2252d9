"""Plans beyond their centre: the public page, and the library of templates."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User
from plans.models.plans import Plan


class PublicPageQuerySet(ScopedQuerySet["PublicPage"]):
    """The vocabulary for choosing public pages."""

    organisation_path = "organisation"


class PublicPage(models.Model):
    """The page of an approved plan that everyone may read («публичная страница»).

    `hidden` names the columns that are not shown, by header.
    """

    plan = models.OneToOneField(
        Plan, models.CASCADE, related_name="public_page", verbose_name="план"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="public_pages", verbose_name="организация"
    )
    slug = models.SlugField("адрес", max_length=80)
    is_on = models.BooleanField("включена", default=False)
    shows_names = models.BooleanField("публиковать ФИО", default=False)
    is_indexed = models.BooleanField("показывать поисковикам", default=False)
    hidden = models.JSONField("скрытые графы", default=list, blank=True)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто настроил"
    )
    changed_at = models.DateTimeField("настроена", default=timezone.now)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PublicPageQuerySet.as_manager()

    class Meta:
        verbose_name = "публичная страница"
        verbose_name_plural = "публичные страницы"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"],
                name="public_page_once",
                violation_error_message="Этот адрес занят другим планом.",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class PlanTemplateQuerySet(ScopedQuerySet["PlanTemplate"]):
    """The vocabulary for choosing templates."""

    organisation_path = "organisation"


class PlanTemplate(models.Model):
    """A plan to start from («образец плана»), for the organisation and all below it.

    `content` is a plan document as JSON that holds one plan.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plan_templates", verbose_name="чей"
    )
    kind = models.CharField("вид плана", max_length=20, choices=Plan.Kind)
    title = models.CharField("название", max_length=300)
    description = models.TextField("для чего", blank=True)
    content = models.JSONField("содержание", encoder=DjangoJSONEncoder)
    is_active = models.BooleanField("предлагается", default=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто добавил"
    )
    created_at = models.DateTimeField("добавлен", default=timezone.now)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "образец плана"
        verbose_name_plural = "образцы планов"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
