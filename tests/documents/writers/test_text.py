"""Text at the doors: what is removed, what is kept, and that once is enough."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.writers.text import Link, clean_text, joined_if_plain, text_of, xml_text

CLEANED = {
    "План\tработы\n2025": "План\tработы\n2025",
    "a\x00b\x07c\x1fd": "abcd",
    "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h": "a\nb\nc\nd\ne\nf\ng\nh",
    "a\ud800b\udfffc\ufffed\uffffe": "abcde",
    "и\u0306": "й",
    "\U0001f600 ₽ №": "\U0001f600 ₽ №",
    "": "",
}


@pytest.mark.parametrize(("text", "clean"), CLEANED.items())
def test_clean_text(text, clean):
    assert clean_text(text) == clean


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_clean_text_is_idempotent_and_composed(text):
    clean = clean_text(text)

    assert (clean_text(clean), unicodedata.normalize("NFC", clean)) == (clean, clean)
    clean.encode("utf-8")


@given(st.lists(st.text(max_size=12)))
def test_plain_texts_are_those_that_xml_takes_as_they_are(texts):
    joined = joined_if_plain(texts)

    if joined is not None:
        assert [xml_text(text.replace('"', "").replace("'", "")) for text in texts] == [
            text.replace('"', "").replace("'", "") for text in texts
        ]
        assert [text.strip(" ") for text in texts] == texts
        assert joined.split("\x01") == ["", *texts, ""]


@pytest.mark.parametrize(
    "text", [" a", "a ", "a&b", "<", "a\nb", "a\tb", "\x01", "e\u0301", "\x00"]
)
def test_joined_if_plain_notices_what_needs_care(text):
    assert joined_if_plain(["план", text, "работы"]) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("=1", "=1"),
        (True, "да"),
        (False, "нет"),
        (1234567, "1\xa0234\xa0567"),
        (-1234.5, "-1\xa0234,5"),
        (Decimal("0.10"), "0,10"),
        (float("nan"), ""),
        (Decimal("Infinity"), ""),
        (10**400, f"{10**400:,}".replace(",", "\xa0")),
        (date(2025, 9, 1), "01.09.2025"),
        (datetime(2025, 9, 1, 8, 5, tzinfo=UTC), "01.09.2025 08:05"),
        (date(987, 1, 2), "02.01.0987"),
        (Link("новость", "https://a.example/"), "новость"),
    ],
)
def test_text_of(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/п?a=1&b=2", "https://a.example/п?a=1&b=2"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https:///path", ""),
        ("https://a.example/a b", ""),
        ("https://a.example/\x00", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_link_has_an_address_only_if_it_is_a_web_page(url, address):
    assert Link("текст", url).address == address
