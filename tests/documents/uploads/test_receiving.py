"""Receiving: measured while it streams, nothing left behind."""

import errno
from hashlib import sha256

import pytest

from documents.uploads.errors import UploadError
from documents.uploads.receiving import receive


def _failing(error):
    yield b"begin"
    raise error


def test_receive_writes_what_came(tmp_path):
    received = receive([b"one", b"", b"two"], tmp_path)

    assert received.path.read_bytes() == b"onetwo"
    assert received.path.parent == tmp_path
    assert (received.size, received.sha256) == (6, sha256(b"onetwo").hexdigest())


def test_receive_stops_at_the_limit(tmp_path):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield bytes(2**20)

    with pytest.raises(UploadError) as refusal:
        receive(endless(), tmp_path, limit=3 * 2**20)

    assert str(refusal.value).startswith("Файл больше 3 МБ. ")
    assert (len(taken), list(tmp_path.iterdir())) == (4, [])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_receive_says_that_the_disk_is_full(tmp_path, code):
    with pytest.raises(UploadError) as refusal:
        receive(_failing(OSError(code, "no room")), tmp_path)

    assert str(refusal.value).startswith("На сервере не осталось места")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_receive_leaves_nothing_behind(tmp_path, error):
    with pytest.raises(type(error)):
        receive(_failing(error), tmp_path)

    assert list(tmp_path.iterdir()) == []
