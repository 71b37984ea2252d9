"""Check what people say about a template."""

from typing import Any

from django import forms

from organisations.domain.policy import Actor
from organisations.forms import ScopedForm, narrow_choices
from organisations.models import Organisation
from plans.forms.plans import SearchInput, VersionField, offer_owners, plain_lines
from plans.models import Plan
from plans.queries.templates import TemplateFilter, template_owners


class TemplateFilterForm(forms.Form):
    """What to look for in the library; nonsense finds everything."""

    text = forms.CharField(label="Название", required=False, max_length=100, widget=SearchInput)
    kind = forms.ChoiceField(
        label="Вид", required=False, choices=[("", "любой"), *Plan.Kind.choices]
    )
    retired = forms.BooleanField(label="Которые больше не предлагаем", required=False)

    def wanted(self) -> TemplateFilter:
        self.is_valid()
        said = self.cleaned_data
        return TemplateFilter(
            said.get("text", ""), said.get("kind", ""), bool(said.get("retired"))
        )


class TemplateCard(forms.Form):
    """What the template is called, and what it is for."""

    title = forms.CharField(label="Название образца", max_length=300)
    description = forms.CharField(
        label="Для чего он",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Кому подойдёт и что в нём стоит изменить",
    )

    def card(self) -> tuple[str, str]:
        said = self.cleaned_data
        return " ".join(said["title"].split()), plain_lines(said["description"])


class TemplateCreateForm(TemplateCard, ScopedForm):
    """A new template: for whom."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Кому предложить",
        empty_label=None,
        help_text="Образец увидят сотрудники этой организации и всех, кто в неё входит",
    )
    field_order = ("organisation", "title", "description")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = template_owners(actor)
        narrow_choices(self, actor)


class TemplateEditForm(TemplateCard):
    """The card of a template that exists."""

    version = VersionField()


class TemplateOwnerForm(forms.Form):
    """For which centre a plan is made of a template."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Чей план", empty_label=None
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_owners(self, actor)
