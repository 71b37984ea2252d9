"""Check what people say on a plan's way into force: sending, deciding, approving, ending."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.forms import GuardedFileField
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import Accepts
from moc_portal.web.forms import DayField
from organisations.models import User
from plans.domain.agreements import (
    BASIS_NAMES,
    LONGEST_BASIS,
    MAX_PAPERS,
    MAX_SIGNERS,
    Approving,
    BasisKind,
    Invited,
    Sending,
    basis_words,
)
from plans.domain.drafts import NOTE_LENGTH
from plans.forms.plans import plain_lines
from plans.forms.progress import MultipleFileInput
from plans.models import Plan, PlanApproval, Signer

_TURNS = 5
_SHORT = f"Напишите подробнее: не меньше {NOTE_LENGTH} знаков."


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


class TurnField(forms.TypedChoiceField):
    """In which turn somebody is asked; empty: not at all."""

    def __init__(self, user: User) -> None:
        self.user = user
        turns = [(str(turn), f"{turn}-я очередь") for turn in range(1, _TURNS + 1)]
        super().__init__(
            label=str(user),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "не спрашивать"), *turns],
            help_text=user.position,
        )


class UnclearForm(forms.Form):
    """A step that unread deadlines hold up until somebody takes them as they are."""

    accepts_unclear = forms.BooleanField(required=False)

    def __init__(self, *args: Any, unclear_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unclear_count = unclear_count
        if not unclear_count:
            del self.fields["accepts_unclear"]

    def clean_accepts_unclear(self) -> bool:
        accepts: bool = self.cleaned_data["accepts_unclear"]
        if not accepts:
            raise ValidationError(
                f"Пунктов с непонятым сроком: {self.unclear_count}. Уточните сроки или отметьте, "
                "что согласны оставить их так."
            )
        return accepts


class PlanSubmitForm(UnclearForm):
    """Whom to ask, in which order, and what to tell them."""

    note = forms.CharField(
        label="Сообщение согласующим",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например: что изменилось с прошлого года, к какому числу нужен ответ.",
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turns = {user.pk: f"turn_{user.pk}" for user in people}
        for user in people:
            self.fields[f"turn_{user.pk}"] = TurnField(user)
        if self.unclear_count:
            self.fields["accepts_unclear"].label = "Отправляю с неясными сроками"

    @property
    def turn_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.turns.values()]

    def clean(self) -> dict[str, Any]:
        if len(self._invited()) > MAX_SIGNERS:
            raise ValidationError(f"Согласующих может быть не больше {MAX_SIGNERS}.")
        return self.cleaned_data

    def sending(self) -> Sending:
        said = self.cleaned_data
        return Sending(
            tuple(self._invited()),
            plain_lines(said["note"]),
            accepts_unclear=bool(said.get("accepts_unclear")),
        )

    def _invited(self) -> list[Invited]:
        said = {pk: self.cleaned_data.get(name) for pk, name in self.turns.items()}
        return [Invited(pk, turn) for pk, turn in said.items() if turn]


class AgreeForm(forms.Form):
    """«Согласовать»; a word with it is welcome."""

    note = forms.CharField(
        label="Комментарий",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def note_text(self) -> str:
        return plain_lines(self.cleaned_data["note"])


class PlanReturnForm(forms.Form):
    """Why a plan goes back; remarks on its rows say it as well."""

    note = forms.CharField(
        label="Что исправить",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Методист увидит это над планом",
        error_messages={"min_length": _SHORT},
    )

    def __init__(self, *args: Any, remark_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remark_count = remark_count
        self.fields["note"].required = not remark_count

    def clean_note(self) -> str:
        note = plain_lines(self.cleaned_data["note"])
        if not self.remark_count and len(note) < NOTE_LENGTH:
            raise ValidationError(_SHORT)
        return note

    def note_text(self) -> str:
        note: str = self.cleaned_data["note"]
        return note


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
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.unclear_count:
            self.fields["accepts_unclear"].label = "Утверждаю с неясными сроками"

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


class PlanCancelForm(forms.Form):
    """Why a plan in force is cancelled, and on what ground."""

    reason = forms.CharField(
        label="Почему план отменяется",
        min_length=NOTE_LENGTH,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _SHORT},
    )
    basis = forms.CharField(
        label="Основание", max_length=LONGEST_BASIS, help_text="Например: приказ от 12.01.2026 № 4"
    )

    def said(self) -> tuple[str, str]:
        return plain_lines(self.cleaned_data["reason"]), self.cleaned_data["basis"].strip()


class VersionPapersForm(forms.Form):
    """Papers that come after the approval."""

    papers = PapersField(
        label="Подписанный скан или подпись",
        help_text="PDF, JPG, PNG или .sig, .p7s — до 20 МБ.",
    )


def submit_initial(signers: Iterable[Signer]) -> dict[str, Any]:
    """The people of the last round, in the turns that they had."""
    return {f"turn_{row.user_id}": row.ordering for row in signers}


def approve_initial(plan: Plan, approvals: Iterable[PlanApproval]) -> dict[str, Any]:
    """What the signature block above the plan, or its amendment, says already."""
    if plan.amends_id:
        return {"seen": plan.edit_number, "basis": plan.amendment.basis}
    block = next((row for row in approvals if row.kind == PlanApproval.Kind.APPROVED), None)
    said: dict[str, Any] = {"seen": plan.edit_number}
    if block and block.order_number:
        said |= {
            "document_kind": BasisKind.ORDER.value,
            "document_number": block.order_number,
            "document_date": block.order_date,
            "issuer": block.order_issuer,
        }
    return said
