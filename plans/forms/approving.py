"""Check how a plan is put in force: the day, the document behind it, the signed papers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.forms import GuardedFileField
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import Accepts
from moc_portal.web.forms import DayField
from plans.domain.agreements import (
    BASIS_NAMES,
    LONGEST_BASIS,
    MAX_PAPERS,
    Approving,
    BasisKind,
    Seen,
    approval_day_problem,
    basis_words,
)
from plans.domain.states import PlanState
from plans.forms.agreements import UnclearForm
from plans.forms.progress import MultipleFileInput
from plans.models import Plan, PlanApproval

_SEEN_NUMBERS = 3


class PapersField(GuardedFileField):
    """Signed scans and signatures, several at once, through the guarded door."""

    widget = MultipleFileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accepts=Accepts.PLAN_PAPER, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        if len(data) > MAX_PAPERS:
            raise ValidationError(f"За один раз прикладывайте не больше {MAX_PAPERS} файлов.")
        found: list[InspectedFile] = [super(PapersField, self).clean(one, initial) for one in data]
        if self.required and not found:
            raise ValidationError("Выберите хотя бы один файл.")
        return found


class SeenPlanField(forms.CharField):
    """What the page had before it when it was drawn."""

    default_error_messages = {"required": "Откройте страницу утверждения снова."}

    def clean(self, value: Any) -> Seen:
        """The plan as it was seen; nobody types this, so that one sentence is enough."""
        state, *numbers = super().clean(value).split(".")
        is_sound = state in set(PlanState) and len(numbers) == _SEEN_NUMBERS
        if not is_sound or not all(one.isdecimal() and len(one) <= 10 for one in numbers):
            raise ValidationError(self.error_messages["required"])
        return Seen(state, *map(int, numbers))


class PlanApproveForm(UnclearForm):
    """When and by what document a plan is put in force, with its signed papers."""

    approved_on = DayField(label="Дата утверждения")
    document_kind = forms.ChoiceField(
        label="Документ",
        required=False,
        choices=[
            ("", "без документа"),
            *((kind.value, name) for kind, name in BASIS_NAMES.items()),
        ],
    )
    issuer = forms.CharField(
        label="Чей документ",
        required=False,
        max_length=150,
        help_text="Например: управления образования города",
    )
    document_number = forms.CharField(label="Номер", required=False, max_length=50)
    document_date = DayField(label="Дата документа", required=False)
    basis = forms.CharField(
        label="Основание своими словами",
        max_length=LONGEST_BASIS,
        required=False,
        help_text="Если документа нет в списке или его мало",
    )
    papers = PapersField(
        label="Подписанный скан или подпись",
        required=False,
        help_text="PDF, JPG, PNG или .sig, .p7s — до 20 МБ. Можно приложить и позже.",
    )
    seen = SeenPlanField(widget=forms.HiddenInput)
    field_order = (
        "approved_on",
        "document_kind",
        "issuer",
        "document_number",
        "document_date",
        "basis",
        "papers",
        "accepts_unclear",
    )

    def __init__(
        self, *args: Any, days: tuple[date, date], has_block: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._days, self._has_block = days, has_block
        limits = dict(zip(("min", "max"), (day.isoformat() for day in days), strict=True))
        self.fields["approved_on"].widget.attrs |= limits
        if self.unclear_count:
            self.fields["accepts_unclear"].label = "Утверждаю с неясными сроками"

    def clean_approved_on(self) -> date:
        day: date = self.cleaned_data["approved_on"]
        problem = approval_day_problem(day, self._days)
        if problem:
            raise ValidationError(problem)
        return day

    def clean_document_date(self) -> date | None:
        """An order may be old; it is not of a year that has yet to come."""
        day: date | None = self.cleaned_data["document_date"]
        if day and day > self._days[1]:
            raise ValidationError(f"Проверьте год: документ от {day:%d.%m.%Y} ещё не издан.")
        return day

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("document_kind"):
            for name in ("document_number", "document_date"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, "У документа должны быть и номер, и дата.")
        elif said.get("document_number") or said.get("document_date"):
            self.add_error("document_kind", "Выберите, какой это документ.")
        if len(self._basis()) > LONGEST_BASIS:
            self.add_error("basis", f"Основание вышло длиннее {LONGEST_BASIS} знаков: сократите.")
        if not (self._has_block or self._basis() or self.errors):
            self.add_error(
                "basis",
                "Чем утверждён план? Выберите документ или напишите основание: грифа «УТВЕРЖДАЮ» "
                "над планом нет.",
            )
        return said

    def approving(self) -> Approving:
        said = self.cleaned_data
        return Approving(
            said["approved_on"],
            basis=self._basis(),
            document_number=said["document_number"],
            accepts_unclear=bool(said.get("accepts_unclear")),
            seen=said["seen"],
            papers=tuple(said["papers"]),
        )

    def _basis(self) -> str:
        said = self.cleaned_data
        kind = said.get("document_kind")
        return basis_words(
            BasisKind(kind) if kind else None,
            said.get("document_number") or "",
            said.get("document_date"),
            said.get("issuer") or "",
            said.get("basis") or "",
        )


class VersionPapersForm(forms.Form):
    """Papers that come after the approval."""

    papers = PapersField(
        label="Подписанный скан или подпись",
        help_text="PDF, JPG, PNG или .sig, .p7s — до 20 МБ.",
    )


def approval_block(plan: Plan) -> PlanApproval | None:
    """«УТВЕРЖДАЮ» above the plan, of those that its page has read."""
    blocks = plan.approvals.all()
    return next((row for row in blocks if row.kind == PlanApproval.Kind.APPROVED), None)


def approve_initial(plan: Plan, seen: Seen) -> dict[str, Any]:
    """What the signature block above the plan, or its amendment, says already."""
    said: dict[str, Any] = {"seen": str(seen)}
    if plan.amends_id:
        return said | {"basis": plan.amendment.basis}
    block = approval_block(plan)
    if block and block.order_number:
        said |= {
            "document_kind": BasisKind.ORDER.value,
            "document_number": block.order_number,
            "document_date": block.order_date,
            "issuer": block.order_issuer,
        }
    return said
