"""Changes of a plan in force, and whom they concern."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User
from plans.models.plans import Plan, PlanVersion


class AmendmentQuerySet(ScopedQuerySet["Amendment"]):
    """The vocabulary for choosing amendments."""

    organisation_path = "plan__organisation"


class Amendment(models.Model):
    """A change of an approved plan («изменение № 2»): an editable copy, approved as a whole.

    `draft` is the copy: a plan of its own, with the same lasting numbers of rows, that goes
    through the same agreement. Once approved, `version` is what came of it and `difference`
    what changed.
    """

    class Ground(models.TextChoices):
        """Why a plan is amended."""

        ERROR = "error", "техническая ошибка"
        DEADLINES = "deadlines", "сроки"
        RESULTS = "results", "результат"
        EXECUTORS = "executors", "ответственные"
        ADDITION = "addition", "добавление"
        EXCLUSION = "exclusion", "исключение"

    class Outcome(models.TextChoices):
        """How it ended; empty while it is open."""

        APPROVED = "approved", "утверждено"
        REJECTED = "rejected", "отклонено"
        WITHDRAWN = "withdrawn", "отозвано"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="amendments", verbose_name="план")
    number = models.PositiveSmallIntegerField("номер")
    draft = models.OneToOneField(
        Plan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="amendment",
        verbose_name="правка плана",
    )
    base_version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="+", verbose_name="исходная версия"
    )
    version = models.ForeignKey(
        PlanVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="новая версия",
    )
    grounds = models.JSONField("что меняется", default=list, blank=True)
    reason = models.TextField("причина")
    basis = models.CharField("основание", max_length=300, blank=True)
    outcome = models.CharField("итог", max_length=10, choices=Outcome, blank=True)
    note = models.TextField("почему отклонено", blank=True)
    difference = models.JSONField("различия", null=True, blank=True, encoder=DjangoJSONEncoder)
    # How often reports were due when it began: the plan in force may change that meanwhile.
    checkpoints = models.JSONField("контрольные точки в начале", null=True, blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто начал"
    )
    created_at = models.DateTimeField("начато", default=timezone.now)
    ended_at = models.DateTimeField("закончено", null=True, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "изменение плана"
        verbose_name_plural = "изменения планов"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="amendment_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(outcome=""),
                name="amendment_open_once",
                violation_error_message="У плана уже есть начатое изменение.",
            ),
            models.CheckConstraint(
                condition=~Q(draft=F("plan")), name="amendment_is_of_another_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"Изменение № {self.number}"


class PlanNoticeQuerySet(ScopedQuerySet["PlanNotice"]):
    """The vocabulary for choosing notices."""

    organisation_path = "organisation"


class PlanNotice(models.Model):
    """What an organisation must know of a plan that changed («сообщение»)."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_notices", verbose_name="организация"
    )
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="кому"
    )
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="notices", verbose_name="план")
    text = models.TextField("текст")
    at = models.DateTimeField("когда", default=timezone.now)
    seen_at = models.DateTimeField("прочитано", null=True, blank=True)
    seen_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто прочёл"
    )

    objects = PlanNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "сообщение о плане"
        verbose_name_plural = "сообщения о планах"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
