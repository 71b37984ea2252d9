"""Reporting periods, what is expected of whom, and what was submitted and reviewed."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from documents.models import StoredFile
from organisations.models import Organisation, ScopedQuerySet, User
from plans.domain.period_names import period_title
from plans.domain.states import (
    EDITABLE_PROGRESS,
    EXECUTION_NAMES,
    Execution,
    PeriodState,
    ProgressState,
)
from plans.models.content import PlanItem


class ReportingPeriodQuerySet(ScopedQuerySet["ReportingPeriod"]):
    """The vocabulary for choosing periods."""

    organisation_path = "organisation"

    def open(self) -> Self:
        return self.filter(state=PeriodState.OPEN)


class ReportingPeriod(models.Model):
    """A span of a centre for which schools report («отчётный период»); both ends inclusive."""

    class Kind(models.TextChoices):
        """How long the span is."""

        MONTH = "month", "месяц"
        QUARTER = "quarter", "квартал"
        HALF_YEAR = "half_year", "полугодие"
        YEAR = "year", "год"
        SCHOOL_YEAR = "school_year", "учебный год"

    class State(models.TextChoices):
        """Schools write only while it is open."""

        PLANNED = PeriodState.PLANNED, "запланирован"
        OPEN = PeriodState.OPEN, "открыт"
        CLOSED = PeriodState.CLOSED, "закрыт"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="periods", verbose_name="центр"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("конец")
    due_at = models.DateTimeField("сдать до")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "отчётный период"
        verbose_name_plural = "отчётные периоды"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "ends_on"],
                name="period_once",
                violation_error_message="Такой отчётный период уже есть.",
            ),
            models.CheckConstraint(
                name="period_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Период кончается раньше, чем начинается.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """«IV квартал 2025 года»."""
        return period_title(self.kind, self.starts_on, self.ends_on)

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    def is_past_due(self, now: datetime) -> bool:
        return now >= self.due_at


class ExpectationQuerySet(ScopedQuerySet["Expectation"]):
    """The vocabulary for choosing expectations."""

    organisation_path = "organisation"

    def waiting(self) -> Self:
        """Still to be written by the organisation."""
        return self.filter(state__in=EDITABLE_PROGRESS)

    def in_review(self) -> Self:
        return self.filter(state=ProgressState.SUBMITTED)

    def asked(self) -> Self:
        """Without reports begun, but never sent, of items that an amendment has excluded."""
        return self.exclude(item__excluded_by__isnull=False, state__in=EDITABLE_PROGRESS)


class Expectation(models.Model):
    """What one organisation owes for one item in one period («ожидаемый отчёт»).

    `state` is the one truth about how far it is; the entries are its revisions.
    """

    class State(models.TextChoices):
        """From expected to accepted, through the hands of both sides."""

        EXPECTED = ProgressState.EXPECTED, "ожидается"
        DRAFT = ProgressState.DRAFT, "черновик"
        SUBMITTED = ProgressState.SUBMITTED, "на проверке"
        RETURNED = ProgressState.RETURNED, "возвращено"
        ACCEPTED = ProgressState.ACCEPTED, "принято"

    item = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="expectations", verbose_name="мероприятие"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="expectations", verbose_name="организация"
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="expectations", verbose_name="период"
    )
    due_on = models.DateField("срок")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.EXPECTED)
    submitted_at = models.DateTimeField("отправлено", null=True, blank=True)
    is_public = models.BooleanField("показывать на публичной странице", default=False)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        verbose_name = "ожидаемый отчёт"
        verbose_name_plural = "ожидаемые отчёты"
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="expectation_home"),
            models.Index(fields=["period", "state"], name="expectation_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation", "period"], name="expectation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} — {self.organisation}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_PROGRESS


class ProgressEntryQuerySet(ScopedQuerySet["ProgressEntry"]):
    """The vocabulary for choosing entries."""

    organisation_path = "expectation__organisation"

    def accepted(self) -> Self:
        """The last revision of every accepted expectation."""
        return self.filter(expectation__state=ProgressState.ACCEPTED, is_current=True)


class ProgressEntry(models.Model):
    """One revision of what an organisation says of an item («отчёт о ходе исполнения»)."""

    expectation = models.ForeignKey(
        Expectation, models.CASCADE, related_name="entries", verbose_name="ожидаемый отчёт"
    )
    revision = models.PositiveSmallIntegerField("редакция", default=1)
    is_current = models.BooleanField("последняя", default=True)
    execution = models.CharField(
        "отметка об исполнении", max_length=20, blank=True, choices=list(EXECUTION_NAMES.items())
    )
    text = models.TextField("что сделано", blank=True)
    figure = models.DecimalField("число", max_digits=12, decimal_places=2, null=True, blank=True)
    figure_unit = models.CharField("единица", max_length=50, blank=True)
    done_on = models.DateField("дата исполнения", null=True, blank=True)
    reason = models.TextField("причина и новый срок", blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="автор"
    )
    created_at = models.DateTimeField("начат", default=timezone.now)
    saved_at = models.DateTimeField("сохранён", default=timezone.now)
    submitted_at = models.DateTimeField("отправлен", null=True, blank=True)

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт о ходе исполнения"
        verbose_name_plural = "отчёты о ходе исполнения"
        constraints = [
            models.UniqueConstraint(
                fields=["expectation", "revision"], name="entry_revision_once"
            ),
            models.UniqueConstraint(
                fields=["expectation"], condition=Q(is_current=True), name="entry_current_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expectation}, редакция {self.revision}"

    @property
    def execution_name(self) -> str:
        return EXECUTION_NAMES[Execution(self.execution)] if self.execution else ""


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """The vocabulary for choosing evidence."""

    organisation_path = "entry__expectation__organisation"


class Evidence(models.Model):
    """What proves an entry («подтверждение»): a file or a link."""

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="evidence", verbose_name="отчёт"
    )
    title = models.CharField("название", max_length=300, blank=True)
    url = models.URLField("ссылка", max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="файл"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        constraints = [
            models.CheckConstraint(
                name="evidence_file_or_link",
                condition=(Q(file__isnull=True) & ~Q(url=""))
                | (Q(file__isnull=False) & Q(url="")),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.url


class ReviewActionQuerySet(ScopedQuerySet["ReviewAction"]):
    """The vocabulary for choosing verdicts."""

    organisation_path = "entry__expectation__organisation"


class ReviewAction(models.Model):
    """One verdict of the centre on one revision («решение»)."""

    class Verdict(models.TextChoices):
        """Accepted, or returned with a note."""

        ACCEPTED = "accepted", "принято"
        RETURNED = "returned", "возвращено"

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="reviews", verbose_name="отчёт"
    )
    verdict = models.CharField("решение", max_length=10, choices=Verdict)
    note = models.TextField("замечание", blank=True)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто проверил"
    )
    at = models.DateTimeField("когда", default=timezone.now)

    objects = ReviewActionQuerySet.as_manager()

    class Meta:
        verbose_name = "решение"
        verbose_name_plural = "решения"

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.at:%d.%m.%Y}"
