"""The tabs that the Navigator's pages share."""

from django.urls import reverse

from organisations.access import PortalRequest, actor_with
from organisations.domain.policy import Permission

TABS = [
    ("navigator:programme_list", "Программы", Permission.PROGRAMME_VIEW),
    ("navigator:programme_counts", "По организациям", Permission.PROGRAMME_VIEW),
    ("navigator:certificate_counts", "Сертификаты", Permission.CERTIFICATE_VIEW),
]


def navigator_tabs(request: PortalRequest, current: str) -> list[dict[str, object]]:
    """Only the tabs that the person may open; `current` is the name of a view."""
    return [
        {
            "url": reverse(name),
            "label": label,
            "count": None,
            "is_current": name == f"navigator:{current}",
        }
        for name, label, permission in TABS
        if actor_with(request, permission)
    ]
