"""Reports, the frozen snapshot each speaks from, and the job that wrote its files."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from documents.models import Job
from organisations.models import Organisation, ScopedQuerySet, User
from plans.models import ReportingPeriod


class ReportQuerySet(ScopedQuerySet["Report"]):
    """The vocabulary for choosing reports."""

    organisation_path = "organisation"


class Report(models.Model):
    """A report of a centre for a period («отчёт»); its files are those of its job.

    The snapshot is taken by the worker in one transaction and never changes afterwards: a
    corrected report is a new row.
    """

    class Kind(models.TextChoices):
        """Which form the report fills."""

        QUARTERLY = "quarterly", "отчёт за квартал"
        ANNUAL = "annual", "отчёт за год"
        PERIOD = "period", "отчёт за период"

    kind = models.CharField("вид", max_length=20, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reports", verbose_name="центр"
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="reports", verbose_name="период"
    )
    job = models.OneToOneField(Job, models.PROTECT, related_name="report", verbose_name="задание")
    number = models.PositiveSmallIntegerField("редакция", default=1)
    narrative = models.TextField("пояснение руководителя", blank=True)
    snapshot = models.JSONField("срез", null=True, encoder=DjangoJSONEncoder)
    sha256 = models.CharField("хеш среза", max_length=64, blank=True)
    taken_at = models.DateTimeField("срез снят", null=True)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто запросил"
    )
    created_at = models.DateTimeField("создан", default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт"
        verbose_name_plural = "отчёты"
        indexes = [models.Index(fields=["organisation", "-created_at"], name="report_list")]
        constraints = [
            models.UniqueConstraint(fields=["period", "kind", "number"], name="report_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.period}"
