"""Who changed what in a plan's rows: one edit is one act of a person, and can be taken back."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisations.models import ScopedQuerySet, User
from plans.models.plans import Plan


class PlanEditQuerySet(ScopedQuerySet["PlanEdit"]):
    """The vocabulary for choosing edits."""

    organisation_path = "plan__organisation"


class PlanEdit(models.Model):
    """One act in a plan's table («правка»): a cell, a paste, a move, a removal.

    `number` counts the edits of a plan from 1; `key` is the browser's, so that a request sent
    twice counts once. An undo is an edit of its own that names what it takes back.
    """

    class Kind(models.TextChoices):
        """What the person did."""

        CELLS = "cells", "правка"
        ADD = "add", "добавление"
        REMOVE = "remove", "удаление"
        MOVE = "move", "перестановка"
        PASTE = "paste", "вставка"
        REPLACE = "replace", "замена"
        BULK = "bulk", "правка выделенных"
        ASSIGN = "assign", "назначение"
        SECTIONS = "sections", "разделы"
        COLUMNS = "columns", "графы"
        RESTORE = "restore", "возврат из корзины"
        DOCUMENT = "document", "обновление из документа"
        UNDO = "undo", "отмена"
        REDO = "redo", "повтор"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="edits", verbose_name="план")
    number = models.PositiveIntegerField("номер правки")
    key = models.UUIDField("ключ запроса", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("вид", max_length=10, choices=Kind)
    words = models.CharField("что сделано", max_length=300, blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто правил"
    )
    at = models.DateTimeField("когда", default=timezone.now)
    takes_back = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name="какую правку отменяет",
    )
    is_taken_back = models.BooleanField("отменена", default=False)

    objects = PlanEditQuerySet.as_manager()

    class Meta:
        verbose_name = "правка плана"
        verbose_name_plural = "правки плана"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_edit_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], takes_back__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(takes_back__isnull=True)),
                name="plan_edit_takes_back_another",
            ),
        ]

    def __str__(self) -> str:
        return self.words or f"{self.get_kind_display()} {self.number}"


class RowEditQuerySet(ScopedQuerySet["RowEdit"]):
    """The vocabulary for choosing what happened to rows."""

    organisation_path = "edit__plan__organisation"


class RowEdit(models.Model):
    """What an edit did to one row («было → стало»).

    `before` and `after` hold the values that differ, by name; None where the row was not there.
    A column's text goes by `column:<uid>`, so that it is still known after columns have moved.
    `item_uid` is the item that a step belongs to, and the item itself otherwise.
    """

    class Row(models.TextChoices):
        """What kind of row it is."""

        ITEM = "item", "пункт"
        STEP = "step", "промежуточный результат"
        SECTION = "section", "раздел"
        COLUMN = "column", "графа"

    edit = models.ForeignKey(
        PlanEdit, models.CASCADE, related_name="rows", verbose_name="правка плана"
    )
    row = models.CharField("что", max_length=10, choices=Row)
    uid = models.UUIDField("постоянный номер")
    item_uid = models.UUIDField("пункт", null=True, blank=True)
    before = models.JSONField("было", null=True, blank=True)
    after = models.JSONField("стало", null=True, blank=True)

    objects = RowEditQuerySet.as_manager()

    class Meta:
        verbose_name = "правка строки"
        verbose_name_plural = "правки строк"
        indexes = [
            models.Index(fields=["uid"], name="row_edit_row"),
            models.Index(fields=["item_uid"], name="row_edit_item"),
        ]

    def __str__(self) -> str:
        return f"{self.get_row_display()} {self.uid}"


class PlanPresenceQuerySet(ScopedQuerySet["PlanPresence"]):
    """The vocabulary for choosing who is in a plan now."""

    organisation_path = "plan__organisation"


class PlanPresence(models.Model):
    """Somebody has the plan open («сейчас в плане»); `cell` is «row uid:column uid»."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="presences", verbose_name="план")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="кто")
    cell = models.CharField("где", max_length=120, blank=True)
    is_editing = models.BooleanField("правит", default=False)
    seen_at = models.DateTimeField("когда", default=timezone.now)

    objects = PlanPresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "присутствие в плане"
        verbose_name_plural = "присутствие в планах"
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="plan_presence_once")]

    def __str__(self) -> str:
        return str(self.user)


class GridViewQuerySet(ScopedQuerySet["GridView"]):
    """The vocabulary for choosing views of tables."""

    organisation_path = "plan__organisation"


class GridView(models.Model):
    """How a person likes to see a plan's table: hidden columns, widths in CSS pixels, by uid."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="views", verbose_name="план")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="чей")
    hidden = models.JSONField("скрытые графы", default=list, blank=True)
    widths = models.JSONField("ширина граф", default=dict, blank=True)

    objects = GridViewQuerySet.as_manager()

    class Meta:
        verbose_name = "вид таблицы"
        verbose_name_plural = "виды таблиц"
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="grid_view_once")]

    def __str__(self) -> str:
        return f"{self.plan}, {self.user}"
