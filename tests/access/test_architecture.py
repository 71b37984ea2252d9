"""Rules that a reader cannot see in one file, kept by machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from organisations.access import declares_access, iter_patterns
from organisations.forms import ScopedForm, ScopedModelForm
from organisations.models import ScopedQuerySet

OUR_APPS = ["documents", "mediaplan", "navigator", "organisations", "plans", "reports"]
# Rows that belong to no organisation, each with the reason why it may be read without a scope.
GLOBAL_MODELS = {
    "documents.Heartbeat": "processes of the portal",
    "organisations.AuditHead": "read by the audit trail alone",
    "organisations.User": "reached through memberships",
}
# Django names these itself.
INHERITED = {field.name for field in AbstractUser._meta.get_fields()}
RUSSIAN = re.compile(r"[а-яё]")


def our_models() -> list[type[models.Model]]:
    return [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]


def our_modules() -> Iterator[Path]:
    for app in [*OUR_APPS, "moc_portal"]:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def our_forms(parent: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in parent.__subclasses__():
        if form.__module__.split(".")[0] in OUR_APPS:
            yield form
        yield from our_forms(form)


def test_every_view_declares_access():
    assert [name for name, entry in iter_patterns() if not declares_access(entry.callback)] == []


def test_every_model_is_scoped_or_listed_as_global():
    unscoped = {
        model._meta.label
        for model in our_models()
        if not isinstance(model._default_manager.all(), ScopedQuerySet)
    }
    assert unscoped == set(GLOBAL_MODELS)


def test_every_form_with_choices_of_rows_is_scoped():
    """Either the form narrows its choices itself, or it starts with none and is given them."""
    loose = [
        form.__qualname__
        for form in set(our_forms())
        if not issubclass(form, ScopedForm | ScopedModelForm)
        and any(
            isinstance(field, forms.ModelChoiceField) and not field.queryset.query.is_empty()
            for field in getattr(form, "base_fields", {}).values()
        )
    ]
    assert loose == []


def test_every_form_names_its_fields():
    open_forms = [
        form.__qualname__
        for form in set(our_forms())
        if issubclass(form, forms.ModelForm)
        and hasattr(form, "Meta")
        and (getattr(form.Meta, "fields", None) in (None, "__all__"))
    ]
    assert open_forms == []


def test_a_view_and_its_address_share_one_name():
    different = [
        (name, entry.callback.__name__)
        for name, entry in iter_patterns()
        if entry.callback.__module__.split(".")[0] in OUR_APPS
        and name.rpartition(":")[2] != entry.callback.__name__
        and not name.startswith(("account_", "mfa_"))
    ]
    assert different == []


def test_every_field_has_a_russian_name_in_lower_case():
    wrong = [
        f"{model._meta.label}.{field.name}: {field.verbose_name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.name not in INHERITED
        and not field.primary_key
        and not (
            RUSSIAN.search(str(field.verbose_name))
            and str(field.verbose_name)[:1] == str(field.verbose_name)[:1].lower()
        )
    ]
    assert wrong == []


def test_no_module_is_longer_than_three_hundred_lines():
    long = [
        f"{path.relative_to(settings.BASE_DIR)}: {count}"
        for path in our_modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]
    assert long == []


def test_celery_messages_are_sent_from_one_module():
    senders = [
        str(path.relative_to(settings.BASE_DIR))
        for path in our_modules()
        if re.search(r"\.(delay|delay_on_commit|apply_async|send_task)\(", path.read_text("utf-8"))
    ]
    assert senders == ["documents/tasks.py"]


def test_no_check_is_silenced():
    assert settings.SILENCED_SYSTEM_CHECKS == []
