"""File names: what a person sees is what there is."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.uploads.names import MAX_NAME, clean_file_name

EXAMPLES = {
    "План работы.docx": "План работы.docx",
    "C:\\Users\\Мария\\план.docx": "план.docx",
    "../../etc/passwd": "passwd",
    "отчёт\u202excod.exe": "отчётxcod.exe",
    "a\x00b\r\nc.txt": "ab c.txt",
    "план\u200b\ufeff.docx": "план.docx",
    " . план . docx . ": "план . docx",
    'имя<>:"|?*.docx': "имя_______.docx",
    "": "файл",
    "///": "файл",
    "...": "файл",
    "CON.docx": "_CON.docx",
    "contract.docx": "contract.docx",
    "и\u0306.docx": "й.docx",
    "\ud800.docx": "docx",
}


@pytest.mark.parametrize(("given_name", "clean"), EXAMPLES.items())
def test_clean_file_name(given_name, clean):
    assert clean_file_name(given_name) == clean


def test_clean_file_name_keeps_the_ending_of_a_long_name():
    assert clean_file_name("я" * 400 + ".docx") == "я" * 145 + ".docx"


def test_clean_file_name_cuts_an_ending_that_is_none():
    assert clean_file_name("а." + "я" * 400) == "а." + "я" * 148


@given(st.text(max_size=300))
@example("0 \x1b\r0")
def test_clean_file_name_is_idempotent_and_harmless(name):
    clean = clean_file_name(name)

    hidden = [sign for sign in clean if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}]
    assert (clean_file_name(clean), hidden) == (clean, [])
    assert 0 < len(clean) <= MAX_NAME
    assert not set('/\\<>:"|?*') & set(clean)
