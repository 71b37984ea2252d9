"""Hostile files by the hundred: each ends in a Russian sentence or is let in and read."""

import os
import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.conversion import CONVERTED
from documents.uploads import child, door
from documents.uploads.child import UnreadableFileError
from documents.uploads.errors import UploadError
from organisations.domain.policy import Role
from tests.documents.uploads.corpus import GROUPS, REFUSED
from tests.documents.uploads.corpus.cases import PLAN
from tests.factories import CentreFactory

READER = "plans.domain.reading.apart:read_file"
READ_MANY = "tests.documents.uploads.stock:read_many"
MEASURED = "tests.documents.uploads.stock:measured"
SENTENCE = re.compile(r"[А-Я«].*[а-яё].*\.", re.DOTALL)
DIED = "the child died"
MEMORY, SECONDS = 512 * 1024, 11  # kilobytes and seconds of a processor in a child


@pytest.mark.parametrize("group", GROUPS)
def test_each_ends_in_a_sentence_or_is_let_in_and_read(tmp_path, group):
    let_in, wrong = {}, {}
    for number, sample in enumerate(GROUPS[group]()):
        path = tmp_path / str(number)
        path.write_bytes(sample.make())
        try:
            inspected = door.inspect(path, sample.name, sample.door)
        except UploadError as refusal:
            if not SENTENCE.fullmatch(str(refusal)):
                wrong[sample.label] = str(refusal)
            path.unlink()
            continue
        if sample.door is PLAN and inspected.kind not in CONVERTED:
            let_in[sample.label] = (inspected, sample)

    wrong |= _read_badly(let_in)

    assert wrong == {}


def test_the_corpus_is_large_and_no_file_is_in_it_twice():
    made = [case for group in GROUPS.values() for case in group()] + REFUSED
    said = {(sha256(case.make()).digest(), case.name, case.door) for case in made}

    assert len(said) >= 400
    assert len(said) >= len(made) * 0.97


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_the_upload_page_answers_each_kind_of_malice(tmp_path, settings, sign_in, group):
    settings.MEDIA_ROOT = tmp_path
    centre = CentreFactory()
    client = sign_in(Role.METHODIST, centre)
    samples = [sample for sample in GROUPS[group]() if sample.door is PLAN and not sample.is_heavy]

    statuses = set()
    for sample in samples[:: max(1, len(samples) // 3)][:3]:
        file = SimpleUploadedFile(sample.name, sample.make())
        sent = {"organisation": centre.pk, "file": file}
        statuses.add(client.post(reverse("plans:import_upload"), sent).status_code)

    assert statuses <= {302, 422}


def _read_badly(let_in):
    """Files at which the reading fails in another way than with a sentence of its own."""
    wrong = {}
    light = {label: one for label, (one, sample) in let_in.items() if not sample.is_heavy}
    if light:
        files = [[str(one.path), one.name] for one in light.values()]
        answer = child.call(MEASURED, next(iter(light.values())).path, READ_MANY, files)
        words = zip(light, answer["said"], strict=True)
        wrong |= {label: word for label, word in words if word != "ok"}
        if answer["peak"] > MEMORY:
            wrong["all light files"] = f"{answer['peak']} KB"
    for label, (one, sample) in let_in.items():
        word = _apart(one) if sample.is_heavy else ""
        if word and not (sample.is_deadly and word == DIED):
            wrong[label] = word
    return wrong


def _apart(inspected):
    before = _seconds()
    try:
        answer = child.call(MEASURED, inspected.path, READER, inspected.name)
    except UnreadableFileError:
        return DIED
    if isinstance(answer["said"], str) and not SENTENCE.fullmatch(answer["said"]):
        return str(answer["said"])
    if answer["peak"] > MEMORY:
        return f"{answer['peak']} KB"
    return "" if _seconds() - before < SECONDS else "too slow"


def _seconds():
    times = os.times()
    return times.children_user + times.children_system
