"""Which theme the person has chosen: the system's, light, dark, or the one for weak eyes."""

from django.http import HttpRequest

THEME_COOKIE = "theme"
SYSTEM_THEME = "system"
THEMES = {
    SYSTEM_THEME: "Как в системе",
    "light": "Светлая",
    "dark": "Тёмная",
    "contrast": "Для слабовидящих",
}


def chosen_theme(request: HttpRequest | None) -> str:
    """The chosen theme, or the system's where nothing valid was chosen."""
    theme = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return theme if theme in THEMES else SYSTEM_THEME
