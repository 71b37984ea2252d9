"""Channels of a centre, and the publications that carry its media plan out."""

from django.db import models
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User
from plans.models import PlanItem


class ChannelQuerySet(ScopedQuerySet["Channel"]):
    """The vocabulary for choosing channels."""

    organisation_path = "organisation"


class Channel(models.Model):
    """Where the centre publishes («канал», «площадка размещения»)."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        SITE = "site", "сайт"
        COMMUNITY = "community", "сообщество в социальной сети"
        MESSENGER = "messenger", "канал в мессенджере"
        PRESS = "press", "печать"
        BROADCAST = "broadcast", "радио и телевидение"
        MAILING = "mailing", "рассылка"
        OTHER = "other", "иное"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="channels", verbose_name="центр"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind)
    name = models.CharField("название", max_length=200)
    url = models.URLField("адрес", blank=True)
    is_active = models.BooleanField("используется", default=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "канал"
        verbose_name_plural = "каналы"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="channel_once",
                violation_error_message="Канал с таким названием уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PublicationQuerySet(ScopedQuerySet["Publication"]):
    """The vocabulary for choosing publications."""

    organisation_path = "channel__organisation"


class Publication(models.Model):
    """Something published for an item of a media plan («публикация»)."""

    item = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="publications", verbose_name="пункт медиаплана"
    )
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="publications", verbose_name="канал"
    )
    title = models.CharField("заголовок", max_length=300)
    url = models.URLField("ссылка", max_length=1000, blank=True)
    published_on = models.DateField("дата")
    reach = models.PositiveIntegerField("просмотры", null=True, blank=True)
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто добавил"
    )
    added_at = models.DateTimeField("добавлена", default=timezone.now)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "публикация"
        verbose_name_plural = "публикации"
        indexes = [models.Index(fields=["channel", "-published_on"], name="publication_list")]

    def __str__(self) -> str:
        return self.title
