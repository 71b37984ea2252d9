"""Check what people say on a plan's way into force and out of it: sending, deciding, ending."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organisations.models import User
from plans.domain.agreements import LONGEST_BASIS, MAX_SIGNERS, Invited, Sending
from plans.domain.drafts import NOTE_LENGTH
from plans.forms.lines import LinesField
from plans.models import Signer

_TURNS = 5
_SHORT = f"Напишите подробнее: не меньше {NOTE_LENGTH} знаков."


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

    note = LinesField(
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
            said["note"],
            accepts_unclear=bool(said.get("accepts_unclear")),
        )

    def _invited(self) -> list[Invited]:
        said = {pk: self.cleaned_data.get(name) for pk, name in self.turns.items()}
        return [Invited(pk, turn) for pk, turn in said.items() if turn]


class AgreeForm(forms.Form):
    """«Согласовать»; a word with it is welcome."""

    note = LinesField(
        label="Комментарий",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def note_text(self) -> str:
        note: str = self.cleaned_data["note"]
        return note


class PlanReturnForm(forms.Form):
    """Why a plan goes back; remarks on its rows say it as well."""

    note = LinesField(
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
        note: str = self.cleaned_data["note"]
        if not self.remark_count and len(note) < NOTE_LENGTH:
            raise ValidationError(_SHORT)
        return note

    def note_text(self) -> str:
        note: str = self.cleaned_data["note"]
        return note


class PlanCancelForm(forms.Form):
    """Why a plan in force is cancelled, and on what ground."""

    reason = LinesField(
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
        return self.cleaned_data["reason"], self.cleaned_data["basis"].strip()


def submit_initial(signers: Iterable[Signer]) -> dict[str, Any]:
    """The people of the last round, in the turns that they had."""
    return {f"turn_{row.user_id}": row.ordering for row in signers}
