"""Stored files, and background jobs with the files that they leave."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from organisations.models import Organisation, ScopedQuerySet, User

MAX_ATTEMPTS = 3


class JobQuerySet(ScopedQuerySet["Job"]):
    """The vocabulary for choosing jobs, and the one way to take a job."""

    organisation_path = "organisation"

    def unfinished(self) -> Self:
        return self.filter(status__in=[Job.Status.QUEUED, Job.Status.RUNNING])

    def claim(self, job_id: int) -> "Job | None":
        """Take a queued job for this worker; None when another has it or it is over."""
        lease, now = uuid.uuid4(), timezone.now()
        taken = self.filter(pk=job_id, status=Job.Status.QUEUED).update(
            status=Job.Status.RUNNING,
            lease=lease,
            lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
            started_at=now,
            attempts=F("attempts") + 1,
        )
        return self.get(pk=job_id, lease=lease) if taken else None

    def held(self, job: "Job") -> Self:
        """The row while this worker's lease still holds; a slow worker finds nothing to write."""
        return self.filter(pk=job.pk, status=Job.Status.RUNNING, lease=job.lease)

    def expired(self, now: datetime) -> Self:
        return self.filter(status=Job.Status.RUNNING, lease_until__lt=now)

    def forgotten(self, before: datetime) -> Self:
        """Queued, and no message was sent since `before`."""
        return self.filter(status=Job.Status.QUEUED).filter(
            Q(dispatched_at=None) | Q(dispatched_at__lt=before)
        )


class Job(models.Model):
    """One piece of background work («задание») and how far it has come."""

    class Status(models.TextChoices):
        """Queued, then running, then exactly one of done, failed and cancelled."""

        QUEUED = "queued", "в очереди"
        RUNNING = "running", "выполняется"
        DONE = "done", "готово"
        FAILED = "failed", "ошибка"
        CANCELLED = "cancelled", "отменено"

    kind = models.CharField("вид", max_length=50)
    title = models.CharField("название", max_length=300)
    params = models.JSONField("параметры")
    key = models.CharField("ключ повтора", max_length=100, unique=True, null=True, blank=True)
    queue = models.CharField("очередь", max_length=20, default="interactive")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="jobs", verbose_name="организация"
    )
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="jobs", verbose_name="заказчик"
    )
    status = models.CharField("состояние", max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    lease = models.UUIDField("кто выполняет", null=True)
    lease_until = models.DateTimeField("держится до", null=True)
    percent = models.PositiveSmallIntegerField("готово, %", default=0)
    stage = models.CharField("что делается", max_length=200, blank=True)
    cancel_requested = models.BooleanField("просят отменить", default=False)
    error = models.TextField("ошибка", blank=True)
    created_at = models.DateTimeField("создано", default=timezone.now)
    queued_at = models.DateTimeField("встало в очередь", default=timezone.now)
    dispatched_at = models.DateTimeField("отправлено работнику", null=True)
    started_at = models.DateTimeField("начато", null=True)
    finished_at = models.DateTimeField("закончено", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        indexes = [
            models.Index(fields=["status", "lease_until"], name="job_sweep"),
            models.Index(fields=["organisation", "-created_at"], name="job_list"),
        ]
        constraints = [
            models.CheckConstraint(name="job_percent", condition=Q(percent__lte=100)),
            models.CheckConstraint(name="job_attempts", condition=Q(attempts__lte=MAX_ATTEMPTS)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.status not in {self.Status.QUEUED, self.Status.RUNNING}


class StoredFileQuerySet(ScopedQuerySet["StoredFile"]):
    """The vocabulary for choosing files."""

    organisation_path = "organisation"


def stored_path(stored: "StoredFile", _name: str) -> str:
    """Named by content: two writers of the same bytes cannot harm each other."""
    return f"files/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """A file that came in or went out («файл»), kept under the hash of its content."""

    class Purpose(models.TextChoices):
        """Which door the file came through; it decides who may download it."""

        PLAN_SOURCE = "plan_source", "исходный документ плана"
        EVIDENCE = "evidence", "подтверждение"
        RESULT = "result", "готовый документ"
        IMPORT = "import", "загруженная таблица"
        PLAN_PAPER = "plan_paper", "бумага утверждённого плана"

    purpose = models.CharField("назначение", max_length=20, choices=Purpose)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="files", verbose_name="организация"
    )
    job = models.ForeignKey(
        Job, models.CASCADE, null=True, blank=True, related_name="files", verbose_name="задание"
    )
    name = models.CharField("имя", max_length=200)
    media_type = models.CharField("тип", max_length=100)
    size = models.PositiveBigIntegerField("размер, байт")
    sha256 = models.CharField("хеш", max_length=64, db_index=True)
    content = models.FileField("содержимое", upload_to=stored_path, max_length=150)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто добавил"
    )
    created_at = models.DateTimeField("добавлен", default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """What people call the kind of file: «DOCX»."""
        return self.name.rpartition(".")[2].upper()


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Marks of the processes that must be alive."""

    def beat(self, name: str) -> None:
        self.update_or_create(name=name, defaults={"at": timezone.now()})


class Heartbeat(models.Model):
    """When a process of the portal was last seen («признак жизни»)."""

    name = models.CharField("процесс", max_length=50, unique=True)
    at = models.DateTimeField("когда", db_default=Now())

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = "признак жизни"
        verbose_name_plural = "признаки жизни"

    def __str__(self) -> str:
        return self.name
