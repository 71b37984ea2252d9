"""Check what people say about a plan as a whole: heading, signature blocks, approval, filters."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from moc_portal.web.forms import DayField
from organisations.domain.policy import Actor
from organisations.forms import narrow_choices
from organisations.models import Organisation
from plans.domain.content import Approval, ApprovalKind, Order, PlanKind
from plans.domain.drafts import PlanHeading
from plans.models import Plan, PlanApproval
from plans.models.plans import Checkpoint
from plans.queries import grid_filter
from plans.queries.plans import ANY_STATE, ARCHIVE, PlanFilter, plan_owners

MAX_APPROVALS = 10
LONGEST_CHOICE = 70
VERSION_MISSING = "Страница устарела: откройте её снова и повторите правку."
# Where only the copies of amendments may be, which are no plans of their own.
_OF_COPIES = {Plan.State.MERGED, Plan.State.REJECTED}
_STATES = [
    ("", "кроме архива"),
    *((state.value, state.label) for state in Plan.State if state not in _OF_COPIES),
    (ARCHIVE, "архив"),
    (ANY_STATE, "любое"),
]


class SearchInput(forms.TextInput):
    """A search line; the look gives it a magnifier."""

    input_type = "search"


class VersionField(forms.IntegerField):
    """The version of the row that the person saw; without it nothing is saved."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        messages = dict.fromkeys(("required", "invalid"), VERSION_MISSING)
        super().__init__(error_messages=messages, **kwargs)


class PlanFilterForm(forms.Form):
    """What to look for in the plan list; nonsense finds everything."""

    text = forms.CharField(label="Название", required=False, max_length=100, widget=SearchInput)
    kind = forms.ChoiceField(
        label="Вид", required=False, choices=[("", "любой"), *Plan.Kind.choices]
    )
    state = forms.ChoiceField(label="Состояние", required=False, choices=_STATES)
    year = forms.TypedChoiceField(label="Год", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "любой"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> PlanFilter:
        self.is_valid()
        said = self.cleaned_data
        return PlanFilter(
            said.get("text", ""), said.get("kind", ""), said.get("state", ""), said.get("year")
        )


class HeadingForm(forms.Form):
    """The heading above the table, of a plan or of one that was read in a document."""

    title = forms.CharField(
        label="Название", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label="Вид", choices=Plan.Kind.choices)
    starts_on = DayField(label="Начало периода")
    ends_on = DayField(label="Конец периода")
    introduction = forms.CharField(
        label="Вступительный текст", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            raise ValidationError("Период кончается раньше, чем начинается.")
        return said

    def heading(self) -> PlanHeading:
        said = self.cleaned_data
        return PlanHeading(
            PlanKind(said["kind"]),
            " ".join(said["title"].split()),
            said["starts_on"],
            said["ends_on"],
            plain_lines(said["introduction"]),
        )


class PlanCreateForm(HeadingForm):
    """A new, empty plan of one of the actor's centres."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Чей план", empty_label=None
    )
    field_order = ("organisation", "title", "kind", "starts_on", "ends_on", "introduction")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_owners(self, actor)


class PlanForm(HeadingForm):
    """The heading of a plan that exists."""

    checkpoint = forms.ChoiceField(
        label="Контрольные точки",
        required=False,
        choices=Checkpoint.choices,
        help_text="Когда спрашивать о том, что идёт без назначенного дня: «в течение года»",
    )
    version = VersionField()


class ApprovalForm(forms.Form):
    """One signature block."""

    # The initial value keeps an untouched block from looking filled in.
    kind = forms.ChoiceField(
        label="Гриф", choices=PlanApproval.Kind.choices, initial=PlanApproval.Kind.APPROVED.value
    )
    position = forms.CharField(label="Должность", required=False, max_length=500)
    name = forms.CharField(label="Имя", required=False, max_length=150)
    date = DayField(label="Дата подписи", required=False)
    order_number = forms.CharField(label="Номер приказа", required=False, max_length=50)
    order_date = DayField(label="Дата приказа", required=False)
    order_issuer = forms.CharField(label="Кем издан приказ", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("order_issuer") or said.get("order_number") or said.get("order_date"):
            for name in ("order_number", "order_date"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, "У приказа должны быть и номер, и дата.")
        return said

    def approval(self) -> Approval:
        said = self.cleaned_data
        order = None
        if said["order_number"]:
            order = Order(said["order_number"], said["order_date"], said["order_issuer"] or None)
        return Approval(
            ApprovalKind(said["kind"]),
            said["position"] or None,
            said["name"] or None,
            said["date"],
            order,
        )


class PortalFormSet(forms.BaseFormSet):
    """A set of forms each of which may be struck out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Убрать"


ApprovalFormSet = forms.formset_factory(
    ApprovalForm,
    formset=PortalFormSet,
    extra=1,
    can_delete=True,
    max_num=MAX_APPROVALS,
    validate_max=True,
)


def plain_lines(text: str) -> str:
    """The text with line ends as Python writes them: browsers send two characters for one."""
    return text.replace("\r\n", "\n").strip()


class GridFilterForm(forms.Form):
    """Which items of the plan's page to show; nonsense narrows nothing."""

    q = forms.CharField(
        label="Текст",
        required=False,
        max_length=200,
        widget=SearchInput,
    )
    section = forms.ChoiceField(label="Раздел", required=False)
    who = forms.ChoiceField(label="Ответственный", required=False)
    show = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = grid_filter.section_choices(plan)
        groups = [
            ("Кому поручено", grid_filter.executor_choices(plan)),
            ("Как записано в плане", grid_filter.entry_choices(plan)),
        ]
        who = [(name, _shortened(choices)) for name, choices in groups if choices]
        self._offer("section", [("", "Все разделы"), *_shortened(sections)])
        self._offer("who", [("", "Все ответственные"), *who])
        self._offer("show", grid_filter.show_choices())
        if len(sections) <= 1:
            del self.fields["section"]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = choices

    def wanted(self) -> grid_filter.GridFilter:
        self.is_valid()
        said = {name: str(value) for name, value in self.cleaned_data.items()}
        return grid_filter.GridFilter(
            said.get("q", ""), said.get("section", ""), said.get("who", ""), said.get("show", "")
        )


def heading_initial(plan: Plan) -> dict[str, Any]:
    names = ("title", "kind", "starts_on", "ends_on", "introduction", "checkpoint", "version")
    return {name: getattr(plan, name) for name in names}


def approvals_initial(plan: Plan) -> list[dict[str, Any]]:
    names = ("kind", "position", "name", "order_number", "order_date", "order_issuer")
    return [
        {"date": row.signed_on, **{name: getattr(row, name) for name in names}}
        for row in plan.approvals.all()
    ]


def offer_owners(form: forms.BaseForm, actor: Actor) -> None:
    """Ask whose plan it is, unless the actor keeps plans of one centre only."""
    field = form.fields["organisation"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
    field.queryset = plan_owners(actor)
    narrow_choices(form, actor)
    owners = list(field.queryset[:2])
    if len(owners) == 1:
        field.initial, field.widget = owners[0].pk, forms.HiddenInput()


def approvals_of(formset: Any) -> list[Approval]:
    """The signature blocks that were filled in and not struck out."""
    return [form.approval() for form in kept_forms(formset)]


def kept_forms(formset: Any) -> Iterator[Any]:
    """Forms of a set that say something and are not struck out."""
    for form in formset.forms:
        is_there = form.initial or form.has_changed()
        if is_there and not form.cleaned_data.get("DELETE"):
            yield form


def _shortened(choices: grid_filter.Choices) -> grid_filter.Choices:
    return [(key, Truncator(label).chars(LONGEST_CHOICE)) for key, label in choices]
