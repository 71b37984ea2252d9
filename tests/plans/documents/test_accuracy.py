"""Every written document is read as a careful person reads it, or the reading says its doubt."""

import functools
import shutil
from collections import Counter
from dataclasses import dataclass

import pytest

from plans.domain.content import Doubt
from plans.domain.reading import read_document
from plans.domain.serial import to_format
from tests.plans.documents.comparison import Value, compare
from tests.plans.documents.registry import WrittenDocument, all_documents

ACCURACY = "accuracy"
DOCUMENTS = all_documents()
DUE_FIELDS = {"deadline", "deadline_start", "deadline_end", "month"}
FIELDS = {
    "deadline text": DUE_FIELDS,
    "deadline terms": DUE_FIELDS,
    "step": {"intermediate_result"},
}


@dataclass(frozen=True)
class Reading:
    """What was read in a document, laid beside its truth; `failure` if nothing could be."""

    values: list[Value]
    doubts: tuple[Doubt, ...]
    failure: str | None = None

    @property
    def wrong(self) -> list[Value]:
        return [value for value in self.values if not value.right]

    @property
    def silent(self) -> list[Value]:
        """The wrong values that no doubt points to."""
        return [value for value in self.wrong if not any(covers(d, value) for d in self.doubts)]


@pytest.fixture(scope="session")
def read(tmp_path_factory):
    """Reads a written document once, for every test of it."""

    @functools.cache
    def read_once(written: WrittenDocument) -> Reading:
        folder = tmp_path_factory.mktemp("written")
        path = folder / written.file_name
        truth = written.write(path)
        try:
            document = read_document(path, path.name)
        except Exception as error:  # noqa: BLE001 - any failure is a reading with nothing right
            return Reading(compare(truth, {"approvals": [], "plans": []}), (), repr(error))
        finally:
            shutil.rmtree(folder)
        return Reading(compare(truth, to_format(document)), document.doubts)

    return read_once


def name_of(written):
    return f"{written.group}: {written.shape} {written.suffix}"


@pytest.mark.parametrize("written", DOCUMENTS, ids=name_of)
def test_document_is_read_as_a_careful_person_reads_it(written, read, record_property):
    reading = read(written)
    record_property(ACCURACY, accuracy(written, reading))

    assert reading.failure is None
    assert not reading.wrong, listed(reading.wrong)


@pytest.mark.parametrize("written", DOCUMENTS, ids=name_of)
def test_wrong_values_are_among_the_doubts(written, read):
    silent = read(written).silent

    assert not silent, listed(silent)


def test_no_two_documents_have_one_name():
    names = Counter(name_of(written) for written in DOCUMENTS)

    assert max(names.values()) == 1


def covers(doubt, value):
    """Whether a person who follows this doubt comes upon that value."""
    if doubt.plan != value.plan:
        return False
    fields = FIELDS.get(value.field, {value.field})
    about_field = doubt.field is not None and doubt.field.value in fields
    if doubt.item is None:
        return value.item is None or about_field
    return doubt.item == value.item and (doubt.field is None or about_field)


def accuracy(written, reading):
    right = [value for value in reading.values if value.right]
    return {
        "shape": written.shape,
        "group": written.group,
        "suffix": written.suffix,
        "right": len(right),
        "all": len(reading.values),
        "silent": len(reading.silent),
        "right_by_field": dict(Counter(value.field for value in right)),
        "by_field": dict(Counter(value.field for value in reading.values)),
    }


def listed(values):
    lines = [f"  {v.path}: expected {v.expected!r}, got {v.got!r}" for v in values]
    return "\n".join([f"{len(lines)} wrong:", *lines])
