"""What the page of components shows: every icon and mark, an invented form, list and job."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator

from moc_portal.web.forms import DayField
from moc_portal.web.marks import MARKS


class SampleForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(label="Что сделано", help_text="Одно-три предложения")
    number = forms.IntegerField(
        label="Количество", widget=forms.NumberInput(attrs={"data-unit": "человек"})
    )
    day = DayField(label="Когда", required=False)
    outcome = forms.ChoiceField(
        label="Что с мероприятием",
        choices=[("done", "Выполнено"), ("partial", "Частично"), ("no", "Не выполнено")],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label="Вид подтверждения", choices=[("file", "Файл"), ("link", "Ссылка")]
    )
    text = forms.CharField(label="Подробнее", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Файл", required=False, help_text="Word, Excel, PDF или снимок")
    is_public = forms.BooleanField(
        label="Можно опубликовать", required=False, help_text="Увидят все, кто откроет план"
    )


@dataclass(frozen=True, slots=True)
class SampleJob:
    """A job as `components/job_progress.html` reads it."""

    title: str
    status: str
    percent: int
    stage: str
    error: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Anything that is a link: a figure, a tab, a file."""

    url: str
    label: str
    tone: str = "mute"
    icon: str = "tasks"
    number: int = 0
    count: int | None = None
    is_current: bool = False


def component_samples() -> dict[str, Any]:
    """The values of the page of components."""
    return {
        "form": SampleForm(),
        "bad_form": SampleForm({"title": "", "number": "много"}, prefix="bad"),
        "page": Paginator(range(150), 20).page(2),
        "icons": icon_names(),
        "states": [key.rpartition(".")[::2] for key in MARKS],
        "figures": [
            Link("#tally", "срочно", "bad", "alert", 2),
            Link("#tally", "возвращено", "back", "back", 1),
            Link("#tally", "к сдаче до 25 декабря", "mute", "tasks", 4),
            Link("#tally", "сдано из 16", "ok", "done", 9),
        ],
        "tabs": [
            Link("#tabs", "Пункты", count=41, is_current=True),
            Link("#tabs", "Согласование"),
            Link("#tabs", "История", count=128),
        ],
        "failed_job": SampleJob(
            "Отчёт за IV квартал",
            "failed",
            30,
            "",
            "План не утверждён: утвердите его и соберите отчёт ещё раз.",
            is_over=True,
        ),
    }


@cache
def icon_names() -> list[str]:
    """Every icon of the sprite, in its order."""
    sprite = Path(str(finders.find("img/icons.svg")))
    return re.findall(r'<symbol id="([\w-]+)"', sprite.read_text(encoding="utf-8"))
