"""Ask for a permission in a template: `{% may "plan_edit" plan.organisation_id as can_edit %}`."""

from django import template
from django.http import HttpRequest

from organisations.access import posts_of
from organisations.domain.policy import Permission, actor_for

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, organisation_id: int | None = None) -> bool:
    """Whether the person may; without an organisation, whether they may anywhere."""
    # An include that ends in `only` loses the variables, not the request.
    request: HttpRequest = getattr(context, "request", None) or context["request"]
    actor = actor_for(request.user.pk, posts_of(request), Permission(permission))
    return actor is not None and (organisation_id is None or actor.reaches(organisation_id))
