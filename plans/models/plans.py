"""A plan: its heading, its approvals, its frozen versions."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from documents.models import StoredFile
from organisations.models import Organisation, ScopedQuerySet, User
from plans.domain.states import APPROVED_ONCE, EDITABLE_PLAN, ENDED_PLAN, PlanState


class Checkpoint(models.TextChoices):
    """How often a report is due on work without a day of its own («контрольные точки»)."""

    EACH = "each", "каждый отчётный период"
    QUARTER = "quarter", "раз в квартал"
    HALF_YEAR = "half_year", "раз в полугодие"
    END = "end", "один раз, в конце срока"


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """The vocabulary for choosing plans."""

    organisation_path = "organisation"

    def approved(self) -> Self:
        return self.filter(state=PlanState.APPROVED)

    def carried_out(self) -> Self:
        """Plans whose execution counts: in force, or completed when their time was over."""
        return self.filter(state__in=[PlanState.APPROVED, PlanState.COMPLETED])

    def originals(self) -> Self:
        """Plans of their own, without the editable copies that amendments work on."""
        return self.filter(amends=None)

    def with_item_count(self) -> Self:
        return self.annotate(item_count=Count("items", filter=Q(items__removed_at=None)))


class Plan(models.Model):
    """A plan («план работы», «дорожная карта», «медиаплан») of a centre for one period."""

    class Kind(models.TextChoices):
        """What the document calls itself."""

        WORK_PLAN = "work_plan", "план работы"
        MEDIA_PLAN = "media_plan", "медиаплан"
        ROAD_MAP = "road_map", "дорожная карта"
        ACTION_PLAN = "action_plan", "план мероприятий"

    class State(models.TextChoices):
        """Draft until approved; then only the frozen version speaks."""

        DRAFT = PlanState.DRAFT, "черновик"
        IN_AGREEMENT = PlanState.IN_AGREEMENT, "на согласовании"
        RETURNED = PlanState.RETURNED, "возвращён"
        APPROVED = PlanState.APPROVED, "утверждён"
        COMPLETED = PlanState.COMPLETED, "завершён"
        CANCELLED = PlanState.CANCELLED, "отменён"
        MERGED = PlanState.MERGED, "внесён в план"
        REJECTED = PlanState.REJECTED, "отклонён"

    kind = models.CharField("вид", max_length=20, choices=Kind)
    title = models.CharField("название", max_length=500)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name="организация"
    )
    starts_on = models.DateField("начало периода")
    ends_on = models.DateField("конец периода")
    introduction = models.TextField("вступительный текст", blank=True)
    state = models.CharField("состояние", max_length=20, choices=State, default=State.DRAFT)
    return_note = models.TextField("замечания", blank=True)
    source = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="документ",
    )
    plan_import = models.ForeignKey(
        "plans.PlanImport",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="загрузка",
    )
    frame = models.JSONField("как напечатан", default=dict, blank=True, encoder=DjangoJSONEncoder)
    checkpoint = models.CharField(
        "контрольные точки", max_length=20, choices=Checkpoint, default=Checkpoint.EACH
    )
    edit_number = models.PositiveIntegerField("последняя правка", default=0, editable=False)
    amends = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="amending",
        verbose_name="какой план изменяет",
    )
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="following",
        verbose_name="на основе какого плана",
    )
    ended_on = models.DateField("завершён или отменён", null=True, blank=True)
    ended_reason = models.TextField("почему отменён", blank=True)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="утвердил"
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="создал"
    )
    created_at = models.DateTimeField("создан", default=timezone.now)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "план"
        verbose_name_plural = "планы"
        indexes = [models.Index(fields=["organisation", "-starts_on"], name="plan_list")]
        constraints = [
            models.CheckConstraint(
                name="plan_period_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Период кончается раньше, чем начинается.",
            ),
            models.CheckConstraint(
                name="plan_approval_is_whole",
                condition=Q(state__in=APPROVED_ONCE, approved_on__isnull=False)
                | (~Q(state__in=APPROVED_ONCE) & Q(approved_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        """Whether nothing of it is carried out any more: nobody is given its items."""
        return PlanState(self.state) in ENDED_PLAN

    @property
    def is_approved(self) -> bool:
        return self.state == PlanState.APPROVED

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_PLAN


class PlanApprovalQuerySet(ScopedQuerySet["PlanApproval"]):
    """The vocabulary for choosing signature blocks."""

    organisation_path = "plan__organisation"


class PlanApproval(models.Model):
    """A signature block above the plan («УТВЕРЖДАЮ», «СОГЛАСОВАНО», приложение к приказу)."""

    class Kind(models.TextChoices):
        """What the block says."""

        APPROVED = "approved", "УТВЕРЖДАЮ"
        AGREED = "agreed", "СОГЛАСОВАНО"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="approvals", verbose_name="план")
    ordering = models.PositiveSmallIntegerField("порядок")
    kind = models.CharField("гриф", max_length=10, choices=Kind)
    position = models.CharField("должность", max_length=1000, blank=True)
    name = models.CharField("имя", max_length=150, blank=True)
    signed_on = models.DateField("дата подписи", null=True, blank=True)
    order_number = models.CharField("номер приказа", max_length=50, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)
    order_issuer = models.CharField("кем издан", max_length=500, blank=True)

    objects = PlanApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = "гриф"
        verbose_name_plural = "грифы"
        ordering = ["ordering", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class PlanVersionQuerySet(ScopedQuerySet["PlanVersion"]):
    """The vocabulary for choosing frozen versions."""

    organisation_path = "plan__organisation"


class PlanVersion(models.Model):
    """The plan as it was approved («версия плана»): a trigger refuses every later change."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name="план")
    number = models.PositiveIntegerField("номер версии")
    snapshot = models.JSONField("содержание", encoder=DjangoJSONEncoder)
    sha256 = models.CharField("хеш содержания", max_length=64)
    basis = models.CharField("основание", max_length=300, blank=True)
    document_number = models.CharField("номер документа", max_length=50, blank=True)
    amendment = models.ForeignKey(
        "plans.Amendment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="изменение",
    )
    approved_on = models.DateField("утверждена")
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="утвердил"
    )
    created_at = models.DateTimeField("записана", default=timezone.now)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия плана"
        verbose_name_plural = "версии плана"
        indexes = [models.Index(fields=["sha256"], name="plan_version_seal")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan}, версия {self.number}"
