import gc

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import actions
from documents.forms import GuardedFileField
from documents.models import StoredFile
from documents.uploads.kinds import Accepts
from documents.vault import incoming_folder
from organisations.domain.policy import Permission


class PlanForm(forms.Form):
    document = GuardedFileField(accepts=Accepts.PLAN_DOCUMENT, label="Документ")
    year = forms.IntegerField()


class OptionalForm(forms.Form):
    photo = GuardedFileField(accepts=Accepts.EVIDENCE, required=False)


def filled(name: str, content: bytes, year: str = "2025") -> PlanForm:
    return PlanForm({"year": year}, {"document": SimpleUploadedFile(name, content)})


def waiting() -> int:
    gc.collect()
    return len(list(incoming_folder().iterdir()))


def test_a_good_file_is_cleaned_to_an_inspected_one():
    form = filled("C:\\plans\\план.txt", "1. Совещание".encode())

    assert form.is_valid(), form.errors
    inspected = form.cleaned_data["document"]
    assert (inspected.name, inspected.size) == ("план.txt", 21)
    assert inspected.media_type == "text/plain; charset=utf-8"
    assert inspected.path.parent == incoming_folder()
    assert inspected.path.read_text("utf-8") == "1. Совещание"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "план.docx",
            b"",
            (
                "Файл «план.docx» не принят. Он пуст (0 байт). Проверьте файл на своём компьютере "
                "и загрузите снова."
            ),
        ),
        (
            "план.exe",
            b"MZ",
            (
                "Файл «план.exe» не принят. Здесь принимаются файлы .docx, .xlsx, .odt, .ods, "
                ".txt, .pdf, .doc, .xls, .rtf. Выберите такой файл."
            ),
        ),
    ],
    ids=["empty", "wrong kind"],
)
def test_a_bad_file_is_refused_in_a_sentence_and_gone(name, content, sentence):
    form = filled(name, content)

    assert form.errors == {"document": [sentence]}
    assert waiting() == 0


def test_a_file_of_a_form_that_is_wrong_elsewhere_goes_with_the_form():
    form = filled("план.txt", "План".encode(), year="когда-нибудь")
    assert list(form.errors) == ["year"]
    assert waiting() == 1

    del form

    assert waiting() == 0


def test_no_file_where_one_is_needed():
    assert "document" in PlanForm({"year": "2025"}, {}).errors


def test_no_file_where_none_is_needed():
    form = OptionalForm({}, {})

    assert form.is_valid()
    assert form.cleaned_data["photo"] is None


def test_the_field_tells_the_browser_what_it_takes():
    assert 'accept=".pdf, .docx, .xlsx, .jpg, .png"' in str(OptionalForm()["photo"])


@pytest.mark.django_db
def test_a_stored_file_outlives_the_form(actor_in, centre):
    form = filled("план.txt", "План".encode())
    assert form.is_valid()
    stored = actions.store_file(
        form.cleaned_data["document"],
        purpose=StoredFile.Purpose.PLAN_SOURCE,
        organisation_id=centre.pk,
        actor=actor_in(centre, Permission.PLAN_EDIT),
    )

    del form

    assert waiting() == 0
    with stored.content.open("rb") as file:
        assert file.read().decode() == "План"
