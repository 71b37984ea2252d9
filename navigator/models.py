"""Programmes of the regional Navigator and the register of certificates."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet


class ProgrammeQuerySet(ScopedQuerySet["Programme"]):
    """The vocabulary for choosing programmes."""

    organisation_path = "organisation"

    def matching(self, text: str) -> Self:
        return self.filter(title__icontains=text) if text else self


class Programme(models.Model):
    """An additional general-education programme («ДООП») as the Navigator shows it."""

    class Focus(models.TextChoices):
        """The six directions («направленность») of order 629 of the Ministry, 2022."""

        TECHNICAL = "technical", "техническая"
        SCIENCE = "science", "естественно-научная"
        SPORT = "sport", "физкультурно-спортивная"
        ART = "art", "художественная"
        TOURISM = "tourism", "туристско-краеведческая"
        SOCIAL = "social", "социально-гуманитарная"

    class Level(models.TextChoices):
        """How deep the programme goes («уровень»)."""

        START = "start", "стартовый"
        BASE = "base", "базовый"
        ADVANCED = "advanced", "продвинутый"

    class State(models.TextChoices):
        """Where the programme stands in the Navigator."""

        DRAFT = "draft", "черновик"
        MODERATION = "moderation", "на модерации"
        PUBLISHED = "published", "опубликована"
        ARCHIVED = "archived", "в архиве"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="programmes", verbose_name="организация"
    )
    outside_id = models.CharField("номер в Навигаторе", max_length=40)
    title = models.CharField("название", max_length=500)
    focus = models.CharField("направленность", max_length=20, choices=Focus)
    level = models.CharField("уровень", max_length=20, choices=Level)
    state = models.CharField("состояние", max_length=20, choices=State)
    age_from = models.PositiveSmallIntegerField("возраст от, лет")
    age_to = models.PositiveSmallIntegerField("возраст до, лет")
    hours = models.PositiveIntegerField("часов", null=True, blank=True)
    place_count = models.PositiveIntegerField("мест", default=0)
    enrolled_count = models.PositiveIntegerField("зачислено", default=0)
    updated_on = models.DateField("обновлена")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        indexes = [models.Index(fields=["organisation", "title"], name="programme_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "outside_id"],
                name="programme_once",
                violation_error_message="Программа с таким номером у организации уже есть.",
            ),
            models.CheckConstraint(
                name="programme_ages_in_order",
                condition=Q(age_to__gte=models.F("age_from")),
                violation_error_message="Возраст «до» меньше возраста «от».",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """The vocabulary for choosing certificates."""

    organisation_path = "organisation"


class Certificate(models.Model):
    """A certificate of additional education («сертификат»).

    The number is the parent's login, so it is kept sealed and shown by its last four digits; a
    child's name is never stored, of the birth date only the year (152-ФЗ, ст. 5).
    """

    class Kind(models.TextChoices):
        """What the certificate pays for."""

        RECORD = "record", "учёта"
        FUNDING = "funding", "персонифицированного финансирования"
        SOCIAL = "social", "социальный"

    class Status(models.TextChoices):
        """Where the certificate is in its life."""

        ISSUED = "issued", "выдан"
        ACTIVE = "active", "используется"
        FROZEN = "frozen", "заморожен"
        CANCELLED = "cancelled", "аннулирован"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="certificates", verbose_name="организация"
    )
    number_sealed = models.BinaryField("номер, запечатан", max_length=64, unique=True)
    number_tail = models.CharField("последние цифры", max_length=4)
    kind = models.CharField("вид", max_length=10, choices=Kind)
    status = models.CharField("состояние", max_length=10, choices=Status)
    birth_year = models.PositiveSmallIntegerField("год рождения")
    issued_on = models.DateField("выдан")
    changed_at = models.DateTimeField("изменён", default=timezone.now)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "сертификат"
        verbose_name_plural = "сертификаты"
        indexes = [
            models.Index(fields=["organisation", "status", "kind"], name="certificate_counts"),
            models.Index(fields=["organisation", "-issued_on", "-id"], name="certificate_list"),
        ]

    def __str__(self) -> str:
        return self.masked_number

    @property
    def masked_number(self) -> str:
        return f"••••••{self.number_tail}"
