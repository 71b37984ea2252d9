"""The way of a plan into force: who is asked in which order, and what they remarked."""

import hashlib

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from documents.models import StoredFile
from organisations.models import ScopedQuerySet, User
from plans.models.plans import Plan, PlanVersion


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    """The vocabulary for choosing rounds of agreement."""

    organisation_path = "plan__organisation"


class Agreement(models.Model):
    """One round of agreement («согласование»): the plan as it was sent, and how it ended."""

    class Outcome(models.TextChoices):
        """How the round ended; empty while it goes on."""

        APPROVED = "approved", "утверждён"
        RETURNED = "returned", "возвращён"
        WITHDRAWN = "withdrawn", "отозван"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agreements", verbose_name="план")
    number = models.PositiveSmallIntegerField("номер")
    snapshot = models.JSONField("содержание", encoder=DjangoJSONEncoder)
    note = models.TextField("сопроводительное сообщение", blank=True)
    outcome = models.CharField("итог", max_length=10, choices=Outcome, blank=True)
    started_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто отправил"
    )
    started_at = models.DateTimeField("отправлен", default=timezone.now)
    ended_at = models.DateTimeField("закончен", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "согласование"
        verbose_name_plural = "согласования"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="agreement_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(outcome=""), name="agreement_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, согласование {self.number}"


class SignerQuerySet(ScopedQuerySet["Signer"]):
    """The vocabulary for choosing who is asked."""

    organisation_path = "agreement__plan__organisation"


class Signer(models.Model):
    """Somebody who is asked in a round («согласующий»).

    People of a lower `ordering` are asked first, those of the same one at the same time.
    """

    class Decision(models.TextChoices):
        """What they said."""

        WAITING = "waiting", "ждёт решения"
        AGREED = "agreed", "согласовано"
        RETURNED = "returned", "возвращено"

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="signers", verbose_name="согласование"
    )
    ordering = models.PositiveSmallIntegerField("порядок")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="согласующий")
    position = models.CharField("должность", max_length=300, blank=True)
    decision = models.CharField(
        "решение", max_length=10, choices=Decision, default=Decision.WAITING
    )
    note = models.TextField("замечание", blank=True)
    decided_at = models.DateTimeField("когда", null=True, blank=True)
    version = models.PositiveIntegerField("версия строки", default=1, editable=False)

    objects = SignerQuerySet.as_manager()

    class Meta:
        verbose_name = "согласующий"
        verbose_name_plural = "согласующие"
        ordering = ["ordering", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "user"], name="signer_once"),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_at__isnull=True)
                | (~Q(decision="waiting") & Q(decided_at__isnull=False)),
                name="signer_decision_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class RemarkQuerySet(ScopedQuerySet["Remark"]):
    """The vocabulary for choosing remarks."""

    organisation_path = "agreement__plan__organisation"


class Remark(models.Model):
    """What an approver says of a row, or of the plan as a whole («замечание»).

    `item_uid` is empty for the whole plan, `column_uid` for the whole row.
    """

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="remarks", verbose_name="согласование"
    )
    item_uid = models.UUIDField("пункт", null=True, blank=True)
    column_uid = models.UUIDField("графа", null=True, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    text = models.TextField("замечание")
    answer = models.TextField("ответ", blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="автор"
    )
    at = models.DateTimeField("когда", default=timezone.now)
    settled_at = models.DateTimeField("снято", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто снял"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def answer_seen(self) -> str:
        """Another one as soon as somebody has answered anew, or settled the remark."""
        said = f"{self.settled_at is not None:d}{self.answer}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class VersionFileQuerySet(ScopedQuerySet["VersionFile"]):
    """The vocabulary for choosing the papers of a version."""

    organisation_path = "version__plan__organisation"


class VersionFile(models.Model):
    """A paper of an approved version: its document, the signed scan, a detached signature."""

    class Kind(models.TextChoices):
        """What the file is."""

        DOCUMENT = "document", "документ"
        SCAN = "scan", "подписанный скан"
        SIGNATURE = "signature", "электронная подпись"

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="files", verbose_name="версия"
    )
    kind = models.CharField("вид", max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="файл")
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто приложил"
    )
    added_at = models.DateTimeField("приложен", default=timezone.now)

    objects = VersionFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл версии"
        verbose_name_plural = "файлы версий"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file.name}"
