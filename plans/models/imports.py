"""A document on its way to becoming plans: read, shown, corrected, not yet saved."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from documents.models import StoredFile
from organisations.models import Organisation, ScopedQuerySet, User


class PlanImportQuerySet(ScopedQuerySet["PlanImport"]):
    """The vocabulary for choosing imports."""

    organisation_path = "organisation"


class PlanImport(models.Model):
    """An uploaded plan document and what was read in it («загрузка документа»).

    `reading` is the whole `PlanDocument` as JSON, with the person's corrections; no plan exists
    until it is saved as drafts. `readable` is the copy that was read in place of an old .doc,
    .xls, .rtf or .pdf. `read_fields` maps headers, folded, to what was read in their columns
    before a person gave them other meanings.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plan_imports", verbose_name="организация"
    )
    source = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name="документ"
    )
    readable = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="копия в новом формате",
    )
    reading = models.JSONField("прочитанное", encoder=DjangoJSONEncoder)
    read_fields = models.JSONField("исправленные графы", default=dict, blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто загрузил"
    )
    created_at = models.DateTimeField("загружен", default=timezone.now)
    saved_at = models.DateTimeField("сохранён черновиком", null=True, blank=True)
    undone_at = models.DateTimeField("отменён", null=True, blank=True)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка документа"
        verbose_name_plural = "загрузки документов"

    def __str__(self) -> str:
        return self.source.name
