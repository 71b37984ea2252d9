"""The child process: its answers, its limits, its one polite sentence."""

import os
import re

import pytest

from documents.uploads import child
from documents.uploads.child import UnreadableFileError
from documents.uploads.errors import UploadError

STOCK = "tests.documents.uploads.stock"


def test_call_returns_json_and_ignores_noise(tmp_path):
    answer = child.call(f"{STOCK}:echo", tmp_path / "план.docx", "лист 1", 2, None)

    assert answer == ["план.docx", "лист 1", 2, None]


def test_call_works_in_narrow_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "must not be inherited")

    seen = child.call(f"{STOCK}:surroundings", tmp_path)

    assert seen["limits"] == {
        "AS": 512 * 2**20,
        "CPU": 10,
        "FSIZE": 64 * 2**20,
        "CORE": 0,
        "NOFILE": 64,
    }
    assert set(seen["environment"]) <= {"LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "TMPDIR"}
    assert re.search(r"/moc-child-[^/]+$", seen["directory"])
    assert not os.path.exists(seen["directory"])  # noqa: PTH110 -- the answer is a string


def test_call_hands_on_the_sentence_of_a_rule(tmp_path):
    with pytest.raises(UploadError) as refusal:
        child.call(f"{STOCK}:refuse", tmp_path)

    assert str(refusal.value) == "В документе нет таблицы."


@pytest.mark.parametrize(
    "defect",
    ["crash", "stumble", "eat_memory", "connect", "flood", "fill_disk", "unspeakable", "absent"],
)
def test_call_turns_any_defect_into_one_polite_sentence(tmp_path, caplog, defect):
    with pytest.raises(UnreadableFileError) as refusal:
        child.call(f"{STOCK}:{defect}", tmp_path)

    assert str(refusal.value).startswith("Файл не удалось прочитать: он повреждён или слишком")
    assert "паспорт" not in caplog.text


def test_call_ends_a_child_that_hangs(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "WALL_SECONDS", 0.5)

    with pytest.raises(UnreadableFileError):
        child.call(f"{STOCK}:sleep", tmp_path)


def test_importing_the_child_does_not_import_django(tmp_path):
    loaded = child.call(f"{STOCK}:loaded_frameworks", tmp_path)

    assert loaded == []
