from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.templatetags.static import static

from moc_portal.web.forms import DayField
from moc_portal.web.templatetags import ui

TODAY = date(2025, 12, 15)


def draw(source, **values):
    return Template(source).render(Context(values))


def drawn_icon(name):
    return (
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        f'<use href="{static("img/icons.svg")}#{name}"/></svg>'
    )


def test_icon_points_into_the_sprite():
    assert draw('{% icon "back" %}') == drawn_icon("back")


@pytest.mark.parametrize(
    ("state", "kind", "tone", "icon", "word"),
    [
        ("draft", "", "mute", "pencil", "Черновик"),
        ("returned", "plan", "back", "back", "Возвращён"),
        ("returned", "", "back", "back", "Возвращено"),
        ("returned", "entry", "back", "back", "Возвращено"),
        ("done", "", "ok", "done", "Готово"),
        ("done", "execution", "ok", "done", "Выполнено"),
        ("cancelled", "plan", "mute", "close", "Отменён"),
        ("closing", "", "warn", "clock", "Закрывается"),
    ],
)
def test_status_is_a_word_and_an_icon_with_a_tone(state, kind, tone, icon, word):
    shown = draw("{% status state kind %}", state=state, kind=kind)

    assert shown == f'<span class="status tone-{tone}">{drawn_icon(icon)}{word}</span>'


def test_status_refuses_a_state_without_a_row():
    with pytest.raises(KeyError, match="lost"):
        draw('{% status "lost" %}')


def test_status_knows_every_state_of_plans_entries_jobs_and_periods():
    states = {
        "plan": "draft in_agreement returned approved completed cancelled",
        "entry": "expected draft submitted returned accepted",
        "job": "queued running done failed cancelled",
        "period": "planned open closing closed",
    }

    shown = [ui.status(state, kind) for kind, names in states.items() for state in names.split()]

    assert len(set(shown)) == 19  # the draft is the same for a plan and an entry


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{{ 3|plural:"пункт,пункта,пунктов" }}', "пункта"),
        ('{{ 3|counted:"пункт,пункта,пунктов" }}', "3\u00a0пункта"),
        ("{{ 12040|spaced }}", "12\u00a0040"),
        ("{{ due|day:today }}", "25\u00a0декабря"),
        ("{{ due|until:today }}", "до\u00a025\u00a0декабря"),
        ("{{ due|days_left:today }}", "осталось 10\u00a0дней"),
        ("{{ due|due_tone:today }}", "mute"),
        ("{{ late_evening|day:today }}", "16\u00a0декабря"),
        ("{{ late_evening|moment:today }}", "16\u00a0декабря в\u00a00:30"),
        ('{{ "Ветрова Ольга Николаевна"|person_short }}', "Ветрова\u00a0О.\u00a0Н."),
        ('{{ "Ветрова Ольга Николаевна"|initials }}', "ОВ"),
        ("{{ typed|sticky }}", "в\u00a0&lt;b&gt;"),
        ('{{ "error"|message_tone|tone_icon }}', "alert"),
    ],
)
def test_filters_speak_russian_and_local_time(source, shown):
    values = {
        "today": TODAY,
        "due": date(2025, 12, 25),
        "typed": "в <b>",
        "late_evening": datetime(2025, 12, 15, 21, 30, tzinfo=UTC),
    }

    assert draw(source, **values) == shown


def test_crumbs_lead_back_step_by_step():
    shown = draw('{% crumbs "/plans/" "Планы" "/plans/1/" title %}', title="План <1>")

    assert shown.count("<li>") == 2
    assert '<a href="/plans/">Планы</a>' in shown
    assert '<a href="/plans/1/">План &lt;1&gt;</a>' in shown


class ProgressForm(forms.Form):
    text = forms.CharField(label="Что сделано", help_text="Одно-три предложения")
    number = forms.IntegerField(
        label="Сколько", widget=forms.NumberInput(attrs={"data-unit": "человек"})
    )
    outcome = forms.ChoiceField(
        label="Итог", choices=[("done", "Да"), ("no", "Нет")], widget=forms.RadioSelect
    )
    remark = forms.CharField(label="Примечание", required=False, widget=forms.Textarea)

    def clean(self):
        self.add_error(None, "Период закрыт.")


def test_error_summary_names_every_problem_and_leads_to_its_field():
    form = ProgressForm({"text": "", "number": "пять"})

    assert ui.problems(form) == [
        ("", "Период закрыт."),
        ("id_text", "Что сделано: обязательное поле."),
        ("id_number", "Сколько: введите целое число."),
        ("id_outcome_0", "Итог: обязательное поле."),
    ]


def test_form_ties_hint_and_error_to_the_field():
    shown = str(ProgressForm({"text": ""})["text"].as_field_group())

    assert '<label for="id_text">Что сделано</label>' in shown
    assert 'aria-describedby="id_text_helptext id_text_error"' in shown
    assert 'id="id_text_helptext">Одно-три предложения</span>' in shown
    assert 'id="id_text_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'class="input"' in shown
    assert '<div class="field bad tone-bad">' in shown


def test_every_description_named_in_a_form_is_on_the_page():
    shown = str(ProgressForm({"text": ""}))

    named = {
        name
        for part in shown.split('aria-describedby="')[1:]
        for name in part.partition('"')[0].split()
    }

    assert named == {"id_text_helptext", "id_text_error", "id_number_error", "id_outcome_error"}
    assert [name for name in named if shown.count(f'id="{name}"') != 1] == []


def test_form_says_which_fields_are_optional():
    form = ProgressForm()

    assert [field.name for field in form if field.says_optional] == ["remark"]
    assert str(form).count("необязательно") == 1


def test_form_without_required_fields_does_not_call_them_optional():
    class FilterForm(forms.Form):
        text = forms.CharField(label="Искать", required=False, widget=forms.SearchInput)

    shown = str(FilterForm())

    assert "необязательно" not in shown
    assert '<div class="field grow">' in shown


def test_number_is_followed_by_its_unit():
    shown = str(ProgressForm()["number"].as_field_group())

    assert "<span>человек</span>" in shown


def test_unbound_form_has_no_summary():
    assert "data-error-summary" not in str(ProgressForm())


def test_day_comes_from_a_calendar_and_goes_back_in_russian_too():
    class DayForm(forms.Form):
        day = DayField(label="Когда")

    assert 'type="date"' in str(DayForm({"day": "25.12.2025"}))
    assert DayForm({"day": "25.12.2025"}).fields["day"].clean("25.12.2025") == date(2025, 12, 25)
    assert 'value="2025-12-25"' in str(DayForm(initial={"day": date(2025, 12, 25)}))


class Job:
    title = "Отчёт за IV квартал"
    status = "running"
    percent = 40
    stage = "Собираются пункты"
    error = ""
    is_over = False


def test_running_job_asks_again_and_has_a_link_for_those_without_scripts(rf):
    shown = Template(
        '{% include "components/job_progress.html" '
        'with job=job url="/jobs/1/" cancel_url="/jobs/1/cancel/" only %}'
    ).render(RequestContext(rf.get("/jobs/1/"), {"job": Job()}))

    assert 'hx-get="/jobs/1/" hx-trigger="every 2s"' in " ".join(shown.split())
    assert '<a class="btn small" href="/jobs/1/">' in shown
    assert '<progress max="100" value="40"' in shown
    assert 'name="csrfmiddlewaretoken" value="' in shown


def test_finished_job_asks_no_more():
    job = Job()
    job.status, job.is_over = "done", True

    shown = render_to_string(
        "components/job_progress.html",
        {"job": job, "files": [{"url": "/files/1/", "name": "Отчёт.docx"}]},
    )

    assert "hx-" not in shown
    assert 'href="/files/1/"' in shown
