"""What a plan holds: columns, sections, items, steps, and who carries them out."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from organisations.models import Organisation, ScopedQuerySet, User
from plans.models.plans import Checkpoint, Plan
from plans.models.rows import PlanRow


class PlanColumnQuerySet(ScopedQuerySet["PlanColumn"]):
    """The vocabulary for choosing columns."""

    organisation_path = "plan__organisation"


class PlanColumn(models.Model):
    """A column of the plan's table («графа»), with the document's own header."""

    class Field(models.TextChoices):
        """What the column means."""

        NUMBER = "number", "номер"
        TITLE = "title", "мероприятие"
        DESCRIPTION = "description", "описание"
        GOAL = "goal", "цель"
        AUDIENCE = "audience", "целевая аудитория"
        CHANNELS = "channels", "каналы"
        RESULT = "result", "ожидаемый результат"
        INTERMEDIATE_RESULT = "intermediate_result", "промежуточный результат"
        DEADLINE = "deadline", "срок"
        DEADLINE_START = "deadline_start", "начало срока"
        DEADLINE_END = "deadline_end", "конец срока"
        RESPONSIBLE = "responsible", "ответственный"
        NOTE = "note", "примечание"
        MONTH = "month", "месяц"
        OTHER = "other", "прочее"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="columns", verbose_name="план")
    ordering = models.PositiveSmallIntegerField("порядок")
    header = models.CharField("заголовок", max_length=1000)
    field = models.CharField("смысл", max_length=20, choices=Field)
    width_mm = models.FloatField("ширина, мм", null=True, blank=True)
    uid = models.UUIDField("постоянный номер", default=uuid.uuid4, editable=False)

    objects = PlanColumnQuerySet.as_manager()

    class Meta:
        verbose_name = "графа"
        verbose_name_plural = "графы"
        ordering = ["ordering", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "uid"], name="plan_column_once")]

    def __str__(self) -> str:
        return self.header


class PlanSectionQuerySet(ScopedQuerySet["PlanSection"]):
    """The vocabulary for choosing sections."""

    organisation_path = "plan__organisation"


_SectionManager = models.Manager.from_queryset(PlanSectionQuerySet)


class PresentSections(_SectionManager["PlanSection"]):
    """Sections that are not in the bin."""

    def get_queryset(self) -> PlanSectionQuerySet:
        return PlanSectionQuerySet(self.model, using=self._db).filter(removed_at=None)


class PlanSection(PlanRow):
    """A part of a plan («раздел», «этап»); a plan without parts has one without a title."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name="план")
    ordering = models.PositiveIntegerField("порядок")
    number = models.CharField("номер", max_length=100, blank=True)
    title = models.CharField("название", max_length=2000, blank=True)
    printed = models.JSONField("как напечатан", default=dict, blank=True)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PresentSections()
    every = PlanSectionQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["ordering", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "uid"], name="plan_section_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class PlanItemQuerySet(ScopedQuerySet["PlanItem"]):
    """The vocabulary for choosing items."""

    organisation_path = "plan__organisation"

    def in_printed_order(self) -> Self:
        return self.order_by("section__ordering", "section_id", "ordering", "pk")

    def unassigned(self) -> Self:
        return self.filter(assignments=None)


_ItemManager = models.Manager.from_queryset(PlanItemQuerySet)


class PresentItems(_ItemManager["PlanItem"]):
    """Items that are neither in the bin nor excluded."""

    def get_queryset(self) -> PlanItemQuerySet:
        return PlanItemQuerySet(self.model, using=self._db).filter(removed_at=None)


class PlanItem(PlanRow):
    """A line of a plan («мероприятие», «пункт»).

    Deadlines keep the person's words; `deadline_terms` is what was understood, as in the plan
    JSON. `extra` maps the ordering of a column that no field names to its text. `printed` keeps
    how the source document prints the row. `checkpoint` says how often a report is due on work
    that goes on all the time; empty: as the plan says. `excluded_by` is the amendment that took
    the item out of an approved plan: such an item is removed, but never leaves the database.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name="план")
    section = models.ForeignKey(
        PlanSection, models.CASCADE, related_name="items", verbose_name="раздел"
    )
    ordering = models.PositiveIntegerField("порядок")
    number = models.CharField("номер", max_length=100, blank=True)
    title = models.TextField("мероприятие")
    description = models.TextField("описание", blank=True)
    goal = models.TextField("цель", blank=True)
    audience = models.TextField("целевая аудитория", blank=True)
    channels = models.JSONField("каналы", default=list, blank=True)
    result = models.TextField("ожидаемый результат", blank=True)
    deadline_text = models.CharField("срок", max_length=2000, blank=True)
    deadline_terms = models.JSONField("как понят срок", default=list, blank=True)
    responsible = models.JSONField("ответственные", default=list, blank=True)
    note = models.TextField("примечание", blank=True)
    extra = models.JSONField("прочие графы", default=dict, blank=True)
    printed = models.JSONField("как напечатан", default=dict, blank=True)
    is_public = models.BooleanField("показывать на публичной странице", default=True)
    checkpoint = models.CharField(
        "контрольные точки", max_length=20, choices=Checkpoint, blank=True
    )
    excluded_by = models.ForeignKey(
        "plans.Amendment",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="excluded_items",
        verbose_name="исключён изменением",
    )
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PresentItems()
    every = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        constraints = [models.UniqueConstraint(fields=["plan", "uid"], name="plan_item_once")]
        indexes = [models.Index(fields=["section", "ordering"], name="plan_item_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class PlanStepQuerySet(ScopedQuerySet["PlanStep"]):
    """The vocabulary for choosing steps."""

    organisation_path = "item__plan__organisation"


_StepManager = models.Manager.from_queryset(PlanStepQuerySet)


class PresentSteps(_StepManager["PlanStep"]):
    """Steps that are not in the bin."""

    def get_queryset(self) -> PlanStepQuerySet:
        return PlanStepQuerySet(self.model, using=self._db).filter(removed_at=None)


class PlanStep(PlanRow):
    """An intermediate result («промежуточный результат») with its own deadline."""

    item = models.ForeignKey(
        PlanItem, models.CASCADE, related_name="steps", verbose_name="мероприятие"
    )
    ordering = models.PositiveIntegerField("порядок")
    title = models.TextField("промежуточный результат")
    deadline_text = models.CharField("срок", max_length=2000, blank=True)
    deadline_terms = models.JSONField("как понят срок", default=list, blank=True)
    responsible = models.JSONField("ответственные", default=list, blank=True)
    printed = models.JSONField("как напечатан", default=dict, blank=True)

    objects = PresentSteps()
    every = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = "промежуточный результат"
        verbose_name_plural = "промежуточные результаты"
        ordering = ["ordering", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "uid"], name="plan_step_once")]

    def __str__(self) -> str:
        return self.title


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    """The vocabulary for choosing assignments."""

    organisation_path = "item__plan__organisation"


class Assignment(models.Model):
    """Who carries an item out («назначение»): an organisation, or a person of it."""

    item = models.ForeignKey(
        PlanItem, models.CASCADE, related_name="assignments", verbose_name="мероприятие"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assignments", verbose_name="организация"
    )
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="сотрудник",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation"],
                condition=Q(user__isnull=True),
                name="assignment_of_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["item", "organisation", "user"],
                condition=Q(user__isnull=False),
                name="assignment_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.organisation)
