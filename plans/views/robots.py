"""What search engines may read: public pages of plans and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_RULES = "User-agent: *\nAllow: /o/\nAllow: /static/\nDisallow: /\n"


@require_safe
@login_not_required
def robots(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_RULES, content_type="text/plain; charset=utf-8")
