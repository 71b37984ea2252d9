"""The words of the header: at most five, by what the person may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from organisations.access import posts_of
from organisations.domain.policy import GRANTS, Permission, Post, Role

WORD_LIMIT = 5

Word = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the portal that has a word in the header or on the page of sections."""

    label: str
    icon: str
    address: str
    permission: Permission | None
    about: str = ""


SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "home": Section("Главная", "home", "front_page", None),
        "plans": Section(
            "Планы",
            "grid",
            "plans:plan_list",
            Permission.PLAN_VIEW,
            "планы работы, дорожные карты, медиапланы и их исполнение",
        ),
        "tasks": Section(
            "Сдать отчёт",
            "tasks",
            "progress:expectation_list",
            Permission.PROGRESS_SUBMIT,
            "что ждут от вашей организации и в какой срок",
        ),
        "review": Section(
            "Проверка",
            "inbox",
            "progress:review_queue",
            Permission.PROGRESS_REVIEW,
            "отчёты организаций, которые ждут решения",
        ),
        "reports": Section(
            "Отчёты",
            "chart",
            "reports:report_list",
            Permission.REPORT_VIEW,
            "готовые документы: Word и Excel",
        ),
        "publications": Section(
            "Медиаплан",
            "photo",
            "mediaplan:publication_list",
            Permission.PUBLICATION_VIEW,
            "публикации, каналы и охват",
        ),
        "programmes": Section(
            "Навигатор",
            "doc",
            "navigator:programme_list",
            Permission.PROGRAMME_VIEW,
            "программы и сертификаты",
        ),
        "organisations": Section(
            "Организации",
            "building",
            "organisations:organisation_list",
            Permission.ORGANISATION_VIEW,
            "кто участвует в работе центра",
        ),
        "people": Section(
            "Люди",
            "user",
            "organisations:person_list",
            Permission.PERSON_VIEW,
            "сотрудники, их роли и приглашения",
        ),
        "audit": Section(
            "Журнал",
            "clock",
            "organisations:audit_list",
            Permission.AUDIT_VIEW,
            "кто, когда и что изменил",
        ),
    }
)
# What each role does first; the rest follows in the order above. Earlier roles lead.
FIRST_WORDS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.HEAD: ("home", "plans", "review", "reports"),
        Role.METHODIST: ("home", "plans", "review", "reports"),
        Role.MEDIA_OFFICER: ("home", "publications", "plans", "reports"),
        Role.NAVIGATOR_ADMINISTRATOR: ("home", "programmes", "plans", "reports"),
        Role.COORDINATOR: ("home", "tasks"),
        Role.APPROVER: ("home", "plans", "reports"),
        Role.OBSERVER: ("home", "reports", "plans"),
        Role.ADMINISTRATOR: ("home", "organisations", "people", "audit"),
    }
)
MORE = Section("Ещё", "down", "organisations:section_list", None)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Computed only where a page draws its header: a fragment costs no query."""
    return {"navigation": SimpleLazyObject(lambda: words_for(request))}


def words_for(request: HttpRequest) -> list[Word]:
    """Address, label, icon and whether it is open now; the last is «Ещё» when there is more."""
    offered = sections_of(request)
    current = _current(request.path, [url for url, _section in offered])
    if len(offered) > WORD_LIMIT:
        more = reverse(MORE.address)
        shown = [*offered[: WORD_LIMIT - 1], (more, MORE)]
        if request.path == more or current in {url for url, _section in offered[WORD_LIMIT - 1 :]}:
            current = more
    else:
        shown = offered
    return [(url, section.label, section.icon, url == current) for url, section in shown]


def sections_of(request: HttpRequest) -> list[tuple[str, Section]]:
    """What the person may open, the most needed first; parts not installed are left out."""
    user = getattr(request, "user", None)  # absent when the request was refused early
    if user is None or not user.is_authenticated:
        return []
    found = [(_address(section), section) for section in _allowed(posts_of(request))]
    return [(url, section) for url, section in found if url]


def _allowed(posts: list[Post]) -> list[Section]:
    held = {permission for post in posts for permission in GRANTS[post.role]}
    leading = next((role for role in FIRST_WORDS if role in {post.role for post in posts}), None)
    names = dict.fromkeys((*FIRST_WORDS.get(leading, ()), *SECTIONS)) if leading else ["home"]
    sections = [SECTIONS[name] for name in names]
    return [one for one in sections if one.permission is None or one.permission in held]


def _address(section: Section) -> str:
    try:
        return reverse(section.address)
    except NoReverseMatch:
        return ""


def _current(path: str, urls: list[str]) -> str:
    """The longest address that the page lies under; the front page only when it is it."""
    matching = [url for url in urls if url == path or (url != "/" and path.startswith(url))]
    return max(matching, key=len, default="")
