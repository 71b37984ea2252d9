"""File names as people may see them: no tricks, no paths, a sane length."""

import re
import unicodedata

MAX_NAME = 150
_LONGEST_SUFFIX = 12
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, bidi marks, surrogates, unassigned
_FORBIDDEN_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def clean_file_name(name: str) -> str:
    """The last part of the path without invisible characters, at most 150 characters long.

    The ending survives the cut, so that «отчёт … .docx» stays a document.
    """
    last = re.sub(r"\s", " ", re.split(r"[/\\]", name)[-1])
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN)
    # What stood between letters or spaces is gone: only now may they join.
    seen = re.sub(r" +", " ", unicodedata.normalize("NFC", seen))
    safe = _DEVICES.sub(r"_\g<0>", _FORBIDDEN_ON_WINDOWS.sub("_", seen).strip(" ."))
    return _shorten(safe or "файл")


def _shorten(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        return name[:MAX_NAME].rstrip(" .")
    return f"{stem[: MAX_NAME - len(suffix) - 1].rstrip(' .')}.{suffix}"
