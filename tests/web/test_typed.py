"""What is shown of a refused request, and what is not."""

import pytest
from django import forms

from moc_portal.web.forms import DayField
from moc_portal.web.typed import NAMELESS, typed_texts
from organisations.domain.errors import RuleError

LONG = "Прошу вернуть план: сроки третьего раздела не сходятся. " * 60


class Note(forms.Form):
    note = forms.CharField(label="Почему", widget=forms.Textarea)
    number = forms.CharField(label="Номер приказа", required=False)
    day = DayField(label="Дата приказа", required=False)
    count = forms.IntegerField(label="Сколько", required=False)
    kind = forms.ChoiceField(label="Вид", choices=[("a", "Первый вид работ")], required=False)
    agrees = forms.BooleanField(label="Согласен", required=False)
    password = forms.CharField(label="Пароль", widget=forms.PasswordInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def refused(rf, said, make=Note, method="post"):
    """What the page shows after a view that makes its form and is then refused."""
    request = getattr(rf, method)("/", said)

    def view(request):
        form = make(request.POST)
        raise RuleError(f"Нельзя: {form.is_bound}")

    with pytest.raises(RuleError) as refusal:
        view(request)
    return [(one.label, one.text) for one in typed_texts(request, refusal.value)]


def test_texts_stand_whole_under_the_labels_of_their_form(rf):
    said = {"note": f"{LONG}\r\nИ ещё строка", "number": "7-п", "day": "2026-11-21", "count": "3"}

    assert refused(rf, said) == [
        ("Почему", f"{LONG}\nИ ещё строка"),
        ("Номер приказа", "7-п"),
        ("Дата приказа", "21.11.2026"),
        ("Сколько", "3"),
    ]


def test_a_day_that_is_none_is_shown_as_typed(rf):
    assert refused(rf, {"day": "31 ноября"}) == [("Дата приказа", "31 ноября")]


def test_passwords_ticks_choices_and_hidden_values_are_not_shown(rf):
    said = {
        "kind": "a",
        "agrees": "on",
        "password": "совсем секретное слово",
        "version": "скрытое поле с длинным текстом",
        "csrfmiddlewaretoken": "знак запроса с пробелами внутри",
    }

    assert refused(rf, said) == []


def test_what_the_portal_has_already_is_not_shown(rf):
    def make(data):
        return Note(data, initial={"note": "Как было", "number": "7-п"})

    assert refused(rf, {"note": "Как было", "number": "8-п"}, make) == [("Номер приказа", "8-п")]


def test_each_of_several_forms_says_which_it_is(rf):
    steps = forms.formset_factory(Note, extra=0)
    said = {
        "steps-TOTAL_FORMS": "2",
        "steps-INITIAL_FORMS": "0",
        "steps-0-note": "Первый",
        "steps-1-note": "Второй",
    }

    def make(data):
        return steps(data, prefix="steps")

    assert refused(rf, said, make) == [("Почему, 1", "Первый"), ("Почему, 2", "Второй")]


def test_forms_of_other_data_are_not_asked(rf):
    said = {"note": "Длинный текст человека, который нельзя терять", "number": "7"}

    def make(data):
        return Note({"note": "из другого места"})

    assert refused(rf, said, make) == [(NAMELESS, said["note"])]


def test_without_a_form_only_words_are_told_from_keys(rf):
    said = {
        "reason": "Длинный текст человека, который нельзя терять",
        "html": "<p>вставленная таблица с длинным текстом</p>",
        "new_password": "совсем секретное слово",
        "seen": "=12 14:5 16 18 20 22 24 26 28",
        "digest": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "step": "-1",
        "short": "да, можно",
    }

    assert refused(rf, said, make=forms.Form) == [(NAMELESS, said["reason"])]


def test_a_page_that_is_only_opened_has_nothing_typed(rf):
    said = {"note": "Длинный текст человека, который нельзя терять"}

    assert refused(rf, said, method="get") == []


@pytest.mark.parametrize(
    ("text", "rows"), [("Слово", 1), ("я" * 130, 3), ("\n" * 2 + "а", 1), ("а\nб\nв", 3)]
)
def test_a_box_is_as_high_as_its_text(rf, text, rows):
    request = rf.post("/", {"note": text})

    def view(request):
        form = Note(request.POST)
        raise RuleError(f"Нельзя: {form.is_bound}")

    with pytest.raises(RuleError) as refusal:
        view(request)

    assert [one.rows for one in typed_texts(request, refusal.value)] == [rows]


def test_a_long_text_scrolls_in_its_box(rf):
    request = rf.post("/", {"note": LONG})
    error = RuleError("Нельзя")

    [one] = typed_texts(request, error)

    assert (one.text, one.rows) == (LONG.strip(), 14)
