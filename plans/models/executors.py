"""What a centre has said about the words by which its plans name executors."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User
from plans.domain.directory import GROUP_NAMES, Group, Target

GROUP_CHOICES = [(group.value, name) for group, name in GROUP_NAMES.items()]


class ExecutorLinkQuerySet(ScopedQuerySet["ExecutorLink"]):
    """The vocabulary for choosing remembered links."""

    organisation_path = "organisation"


class ExecutorLink(models.Model):
    """What these words mean in the plans of a centre («связь»).

    A person of an organisation, an organisation, a group of them, or nobody of the portal.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="executor_links", verbose_name="центр"
    )
    text = models.CharField("текст для сравнения", max_length=300)
    written = models.CharField("как написано", max_length=300)
    place = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="организация",
    )
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="сотрудник"
    )
    group = models.CharField("группа", max_length=20, choices=GROUP_CHOICES, blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто связал"
    )
    created_at = models.DateTimeField("связано", default=timezone.now)

    objects = ExecutorLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "связь исполнителя"
        verbose_name_plural = "связи исполнителей"
        ordering = ["written", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "text"], name="executor_link_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(place__isnull=False),
                name="executor_link_person_of_a_place",
            ),
            models.CheckConstraint(
                condition=Q(group="") | Q(place__isnull=True),
                name="executor_link_group_or_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} — {self.target_name}"

    @property
    def target(self) -> Target:
        group = Group(self.group) if self.group else None
        return Target(self.place_id, self.user_id, group)

    @property
    def target_name(self) -> str:
        """«Щурилова Э. В. (МОЦ)», «все школы», «не исполнитель портала»."""
        if self.user:
            return f"{self.user} ({self.place})"
        named: Any = self.place or self.get_group_display()
        return str(named or "не исполнитель портала")
