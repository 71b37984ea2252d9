"""What no template and no style sheet may hold, and what all of them must find."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import override_settings

from moc_portal.web.marks import MARKS, TONE_ICONS
from moc_portal.web.samples import icon_names

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:=-]", re.IGNORECASE),
    "an expression of htmx": re.compile(r"""=["'](?:js|javascript):""", re.IGNORECASE),
    "a filter of events": re.compile(r"""hx-trigger="[^"]*\["""),
    "another's address": re.compile(r"""(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE),
}


def short_path(path):
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=short_path)
def test_template_obeys_the_content_security_policy(path):
    text = path.read_text(encoding="utf-8")

    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<p style="color:red">', "an inline style"),
        ("<style>", "a style element"),
        ('<a onclick="go()">', "an inline handler"),
        ("<script>go()</script>", "an inline script"),
        ('<a hx-on:click="go()">', "hx-on"),
        ("<a hx-vals='js:{a: 1}'>", "an expression of htmx"),
        ('<a hx-trigger="click[ctrlKey]">', "a filter of events"),
        ('<script src="//cdn.example/x.js">', "another's address"),
    ],
)
def test_a_breach_would_be_found(markup, name):
    assert [found for found, pattern in FORBIDDEN.items() if pattern.search(markup)] == [name]


@pytest.mark.parametrize("path", TEMPLATES, ids=short_path)
def test_every_icon_drawn_is_in_the_sprite(path):
    drawn = set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))

    assert drawn - set(icon_names()) == set()


def test_every_mark_has_an_icon_of_the_sprite_and_a_tone():
    used = {mark.icon for mark in MARKS.values()} | set(TONE_ICONS.values())

    assert used - set(icon_names()) == set()
    assert {mark.tone for mark in MARKS.values()} <= set(TONE_ICONS)


@pytest.mark.parametrize("path", TEMPLATES, ids=short_path)
def test_include_names_what_it_passes(path):
    includes = re.findall(r"{% include [^%]*%}", path.read_text(encoding="utf-8"))

    open_ended = [tag for tag in includes if " only %}" not in tag and '"django/forms/' not in tag]

    # A widget's option is drawn by Django with the whole context.
    assert [tag for tag in open_ended if "option.template_name" not in tag] == []


def test_static_files_refer_only_to_each_other(tmp_path):
    with override_settings(
        STATIC_ROOT=tmp_path,
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {
                "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
            },
        },
    ):
        call_command("collectstatic", interactive=False, verbosity=0)

        names = ManifestStaticFilesStorage(location=tmp_path).hashed_files

    own = sorted((settings.BASE_DIR / "static").rglob("*.*"))
    assert {str(path.relative_to(settings.BASE_DIR / "static")) for path in own} <= names.keys()


@pytest.mark.parametrize("path", TEMPLATES, ids=short_path)
def test_every_static_file_named_exists(path):
    named = re.findall(r'{% static "([^"]+)" %}', path.read_text(encoding="utf-8"))

    assert [name for name in named if not (settings.BASE_DIR / "static" / name).exists()] == []


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "static/js").glob("*.js")), ids=lambda path: path.name
)
def test_script_is_small_and_evaluates_nothing(path):
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) < 100
    assert re.findall(r"\beval\b|new Function|innerHTML|document\.write", text) == []
