"""What sections, items and steps have in common: a lasting number, and a way into the bin."""

import uuid

from django.conf import settings
from django.db import models


class PlanRow(models.Model):
    """A row of a plan's table.

    `uid` stays for life and is the same in an amendment's copy of the plan, so that history
    outlives amendments. A removed row waits in the bin («Корзина»); `objects` leaves it out and
    `every` does not. Whatever points to a removed row still finds it.
    """

    uid = models.UUIDField("постоянный номер", default=uuid.uuid4, editable=False)
    removed_at = models.DateTimeField("удалён", null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="кто удалил",
    )

    class Meta:
        abstract = True
