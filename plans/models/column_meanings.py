"""What a centre has said about the headers of its plans' columns."""

from django.db import models
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User
from plans.models.content import PlanColumn
from plans.models.plans import Plan


class ColumnMeaningQuerySet(ScopedQuerySet["ColumnMeaning"]):
    """The vocabulary for choosing remembered meanings."""

    organisation_path = "organisation"


class ColumnMeaning(models.Model):
    """What a header means in a centre's plans of one kind («запомненная графа»).

    `header` is folded for comparing, `written` is how people read it.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="column_meanings", verbose_name="центр"
    )
    kind = models.CharField("вид плана", max_length=20, choices=Plan.Kind)
    header = models.CharField("заголовок для сравнения", max_length=300)
    written = models.CharField("заголовок", max_length=300)
    field = models.CharField("смысл", max_length=20, choices=PlanColumn.Field)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто исправил"
    )
    created_at = models.DateTimeField("исправлено", default=timezone.now)

    objects = ColumnMeaningQuerySet.as_manager()

    class Meta:
        verbose_name = "запомненная графа"
        verbose_name_plural = "запомненные графы"
        ordering = ["written", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "header"], name="column_meaning_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.written} — {self.get_field_display()}"
