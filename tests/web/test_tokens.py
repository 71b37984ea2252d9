"""Contrast of every pair of colours that a page may put together, read from tokens.css."""

import re

import pytest
from django.conf import settings

TONES = ["ok", "wait", "warn", "back", "bad", "mute"]
SURFACES = ["canvas", "surface", "sunken", "hover"]
TEXT_PAIRS = (
    [(text, ground) for text in ("text", "text-2", "text-3") for ground in SURFACES]
    + [("link", ground) for ground in SURFACES]
    + [(tone, "surface") for tone in TONES]
    + [(tone, f"{tone}-bg") for tone in TONES]
    + [("text", f"{tone}-bg") for tone in TONES]
    + [("text-2", "wait-bg"), ("text-2", "mute-bg"), ("link", "wait-bg")]
    + [("on-brand", "brand"), ("on-brand", "brand-2"), ("on-peer", "peer")]
    + [("on-ink", "ink"), ("on-ink-2", "ink"), ("bad", "hover")]
)
LINE_PAIRS = (
    [("line-2", ground) for ground in ("canvas", "surface", "sunken")]
    + [("brand", ground) for ground in ("canvas", "surface", "sunken")]
    + [("text", ground) for ground in SURFACES]
    + [("peer", "surface"), ("bad", "surface")]
)


def read_tokens():
    """The colours of the three themes by name."""
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+):var\(--l,(#\w+)\) var\(--d,(#\w+)\)", css)
    contrast = css.partition('[data-theme="contrast"]{')[2].partition("}")[0]
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
        "contrast": dict(re.findall(r"--([\w-]+):(#\w+)", contrast)),
    }


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_of(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(colours, pairs, least):
    found = {
        f"{front} on {ground}": round(contrast_of(colours[front], colours[ground]), 2)
        for front, ground in pairs
    }
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_text_is_readable(theme):
    assert too_faint(read_tokens()[theme], TEXT_PAIRS, 4.5) == {}


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_lines_of_controls_are_seen(theme):
    assert too_faint(read_tokens()[theme], LINE_PAIRS, 3) == {}


def test_theme_for_weak_eyes_doubles_the_contrast():
    assert too_faint(read_tokens()["contrast"], TEXT_PAIRS, 7) == {}


def test_every_theme_has_every_colour():
    themes = read_tokens()

    assert len(themes["light"]) > 40
    assert themes["light"].keys() == themes["dark"].keys() == themes["contrast"].keys()


def test_a_bad_colour_would_be_found():
    colours = read_tokens()["light"] | {"text-2": "#9aa8ba"}

    assert "text-2 on surface" in too_faint(colours, TEXT_PAIRS, 4.5)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#fff", 4.48)],
)
def test_contrast_is_counted_as_wcag_counts_it(one, other, ratio):
    assert round(contrast_of(one, other), 2) == ratio


@pytest.mark.parametrize("name", ["base.css", "components.css"])
def test_only_tokens_hold_raw_colours(name):
    css = (settings.BASE_DIR / "static/css" / name).read_text(encoding="utf-8")

    found = re.findall(r"#[0-9a-fA-F]{3,8}\b", css.replace("U+", ""))

    assert set(found) <= {"#000", "#fff"}  # the skip link, and paper in print
