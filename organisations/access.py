"""Who is asking, and the declaration that every view must carry."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from moc_portal.web.pages import HtmxRequest
from organisations.domain.policy import Actor, Permission, Post, Role, actor_for
from organisations.models import Membership, Organisation, User

View = Callable[..., HttpResponse]


class PortalRequest(HtmxRequest):
    """The request as a guarded view receives it."""

    user: User
    posts: list[Post]
    actor: Actor


def load_posts(user_id: int | None) -> list[Post]:
    """What the person may do now; two queries, read afresh for every request and job."""
    rows = (
        Membership.objects.in_force()
        .filter(user=user_id)
        .values_list(
            "pk",
            "role",
            "organisation_id",
            "organisation__path",
            "organisation__timezone",
        )
    )
    held = sorted(rows)
    if not held:
        return []
    reach = _reach({path: place_id for _pk, _role, place_id, path, _timezone in held})
    return [
        Post(Role(role), place_id, frozenset(reach[path]), timezone_name)
        for _pk, role, place_id, path, timezone_name in held
    ]


def _reach(places: Mapping[str, int]) -> dict[str, set[int]]:
    """Everything at and below these paths."""
    reach = {path: {pk} for path, pk in places.items()}
    below = Organisation.objects.none()
    for path in reach:
        below = below | Organisation.objects.filter(path__startswith=path)
    for pk, path in below.values_list("pk", "path"):
        for top, members in reach.items():
            if path.startswith(top):
                members.add(pk)
    return reach


def posts_of(request: HttpRequest) -> list[Post]:
    """The posts of whoever asks, read once a request; from then on its clock is theirs."""
    portal_request = cast(PortalRequest, request)
    if not hasattr(request, "posts"):
        portal_request.posts = load_posts(request.user.pk)
        for post in portal_request.posts[:1]:
            timezone.activate(post.timezone)  # the middleware ends it with the request
    return portal_request.posts


def actor_with(request: HttpRequest, permission: Permission) -> Actor | None:
    """Whoever asks, using that permission, or None: for parts of a page, too."""
    return actor_for(request.user.pk, posts_of(request), permission, str(request.user))


def requires(permission: Permission) -> Callable[[View], View]:
    """Admit only holders of `permission`, and only to the organisations where they hold it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_with(request, permission)
            if actor is None:
                raise PermissionDenied
            request.actor = actor
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # the declaration itself
        return guarded

    return guard


def signed_in(view: View) -> View:
    """Admit any signed-in person: their own profile, the front page, logging out."""

    @wraps(view)
    def admitted(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        posts_of(request)
        return view(request, *args, **kwargs)

    admitted.permission = None  # type: ignore[attr-defined]  # the declaration itself
    return admitted


def declares_access(view: View) -> bool:
    """Whether the view says whom it admits, or is public on purpose."""
    return hasattr(view, "permission") or not getattr(view, "login_required", True)


def iter_patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name («plans:plan_list»), third parties included."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from iter_patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name or f'unnamed {entry.pattern}'}", entry
