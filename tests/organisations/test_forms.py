import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from organisations.domain.policy import Actor, Permission
from organisations.forms import OrganisationForm, ScopedForm, ScopedModelForm
from organisations.models import Membership, Organisation, User
from tests.factories import CentreFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


class UnscopedForm(ScopedForm):
    """A choice among rows that belong to nobody in particular."""

    person = forms.ModelChoiceField(User.objects.order_by("pk"))


class UnscopedModelForm(ScopedModelForm):
    """The same, by a field of the model."""

    class Meta:
        model = Membership
        fields = ["user"]


class PlaceForm(ScopedForm):
    """A choice that can be narrowed."""

    place = forms.ModelChoiceField(Organisation.objects.order_by("pk"))


def actor_in(*organisations):
    ids = frozenset(one.pk for one in organisations)
    return Actor(1, Permission.ORGANISATION_EDIT, ids)


@pytest.mark.parametrize("form", [UnscopedForm, UnscopedModelForm])
def test_choices_without_a_scope_are_refused(form):
    with pytest.raises(ImproperlyConfigured, match="choices have no scope"):
        form(actor=actor_in())


def test_choices_stop_where_the_reach_of_the_actor_does():
    ours, theirs = OrganisationFactory.create_batch(2)

    form = PlaceForm({"place": theirs.pk}, actor=actor_in(ours))

    assert list(form.fields["place"].queryset) == [ours]
    assert list(form.errors) == ["place"]


def test_organisation_form_does_not_offer_a_place_under_itself():
    top = CentreFactory()
    centre = CentreFactory(parent=top)
    below = CentreFactory(parent=centre)

    form = OrganisationForm(instance=centre, actor=actor_in(top, centre, below))

    assert list(form.fields["parent"].queryset) == [top]


def test_organisation_form_names_every_field_that_it_takes():
    assert set(OrganisationForm.base_fields) == {*OrganisationForm.Meta.fields, "version"}
