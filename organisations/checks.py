"""Stop `manage.py check` when a view forgets its permission."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from organisations.access import declares_access, iter_patterns


@register
def every_view_declares_access(**_kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} declares no permission", id="access.E001")
        for name, pattern in iter_patterns()
        if not declares_access(pattern.callback)
    ]
