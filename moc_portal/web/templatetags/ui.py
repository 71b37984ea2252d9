"""Icons, marks of states, Russian words and dates for templates; loaded everywhere."""

from datetime import date, datetime
from typing import NamedTuple

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moc_portal.web import words
from moc_portal.web.marks import MESSAGE_TONES, TONE_ICONS, mark_for
from moc_portal.web.themes import THEMES, chosen_theme

register = template.Library()


class Problem(NamedTuple):
    """One line of an error summary: the field it leads to and what is wrong."""

    target: str
    text: str


class Crumb(NamedTuple):
    """One step of the way to a page."""

    url: str
    label: str


class Theme(NamedTuple):
    """A theme on offer."""

    code: str
    label: str
    is_chosen: bool


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it says nothing aloud, the word beside it does."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def status(value: str, kind: str = "") -> SafeString:
    """Mark a state by word, icon and tone: `{% status plan.status "plan" %}`."""
    mark = mark_for(value, kind)
    return format_html(
        '<span class="status tone-{}">{}{}</span>', mark.tone, icon(mark.icon), mark.word
    )


@register.filter
def tone_icon(tone: str) -> str:
    """Name the icon that goes with a tone."""
    return TONE_ICONS[tone]


@register.filter
def message_tone(level_tag: str) -> str:
    """Name the tone of a message of Django's."""
    return MESSAGE_TONES.get(level_tag, "mute")


@register.inclusion_tag("components/crumbs.html")
def crumbs(*pairs: str) -> dict[str, list[Crumb]]:
    """Lead back: `{% crumbs plans_url "Планы" plan_url plan.title %}`."""
    return {
        "trail": [Crumb(url, label) for url, label in zip(pairs[::2], pairs[1::2], strict=True)]
    }


@register.simple_tag
def problems(form: BaseForm) -> list[Problem]:
    """Everything wrong with a form, in the order of its fields."""
    found = [Problem("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        first = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
        target = "" if bound.is_hidden else bound.id_for_label or first
        found += [
            Problem(target, f"{bound.label}: {text[:1].lower()}{text[1:]}")
            for text in map(str, bound.errors)
        ]
    return found


@register.simple_tag(takes_context=True)
def csrf_field(context: template.Context) -> SafeString:
    """Give the token of a form inside an include that ends in `only`."""
    request = _request_of(context)
    token = get_token(request) if request else ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """Name the chosen theme: `{% theme as chosen %}`."""
    return chosen_theme(_request_of(context))


@register.simple_tag(takes_context=True)
def themes(context: template.Context) -> list[Theme]:
    """Offer the themes: `{% themes as offered %}`."""
    chosen = chosen_theme(_request_of(context))
    return [Theme(code, label, code == chosen) for code, label in THEMES.items()]


@register.filter
def plural(number: int, forms: str) -> str:
    return words.plural(number, forms)


@register.filter
def counted(number: int, forms: str) -> str:
    return words.counted(number, forms)


@register.filter
def spaced(number: int) -> str:
    return words.spaced(number)


@register.filter(is_safe=True)
@stringfilter
def sticky(text: str) -> str:
    return words.sticky(text)


@register.filter
@stringfilter
def person_short(name: str) -> str:
    return words.person_short(name)


@register.filter
@stringfilter
def initials(name: str) -> str:
    return words.initials(name)


@register.filter
def day(value: date | datetime, today: date | None = None) -> str:
    """Say a date: `{{ plan.approved_on|day }}`."""
    return words.say_day(_local_date(value), today or timezone.localdate())


@register.filter
def until(value: date | datetime, today: date | None = None) -> str:
    return words.say_until(_local_date(value), today or timezone.localdate())


@register.filter
def moment(value: datetime, today: date | None = None) -> str:
    return words.say_moment(timezone.localtime(value), today or timezone.localdate())


@register.filter
def days_left(value: date | datetime, today: date | None = None) -> str:
    return words.days_left(_local_date(value), today or timezone.localdate())


@register.filter
def due_tone(value: date | datetime, today: date | None = None) -> str:
    return words.due_tone(_local_date(value), today or timezone.localdate())


def _local_date(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """Give the address of this page, to come back to."""
    request = _request_of(context)
    return request.get_full_path() if request else "/"


def _request_of(context: template.Context) -> HttpRequest | None:
    """The request, also inside an include that ends in `only`, where no variable names it."""
    return getattr(context, "request", None)
