"""A message in the folder broker is there whole or not at all."""

import threading
from queue import Empty

import pytest
from kombu import Connection
from kombu.transport import filesystem

from moc_portal import folder_queue

MESSAGE = {"body": "x" * 2000}


def channel_of(transport, folder):
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    connection = Connection("filesystem://", transport=transport, transport_options=options)
    return connection.channel()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    processed = tmp_path / "processed"
    processed.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(processed))
    queue = tmp_path / "queue"
    queue.mkdir()
    return queue


def test_a_message_that_is_being_written_is_not_seen(folder, monkeypatch):
    channel = channel_of(folder_queue.Transport, folder)
    seen = []
    write = type(folder).write_text

    def slow_write(path, text, **options):
        seen.append(channel._size("q"))
        result = write(path, text, **options)
        seen.append(channel._size("q"))
        return result

    monkeypatch.setattr(type(folder), "write_text", slow_write)
    channel._put("q", MESSAGE)

    assert seen == [0, 0]
    assert channel._get("q") == MESSAGE


def test_the_stock_channel_shows_an_empty_message(folder):
    """The positive control: what the channel is there for."""
    channel = channel_of(filesystem.Transport, folder)
    (folder / "1_half.q.msg").touch()

    with pytest.raises(ValueError, match="Expecting value"):
        channel._get("q")


def test_many_writers_and_a_reader_lose_nothing(folder):
    channel = channel_of(folder_queue.Transport, folder)
    writers = [
        threading.Thread(target=lambda: [channel._put("q", MESSAGE) for _ in range(50)])
        for _ in range(4)
    ]
    for writer in writers:
        writer.start()
    taken = 0
    while taken < 200:
        try:
            assert channel._get("q") == MESSAGE
        except Empty:
            if not any(writer.is_alive() for writer in writers) and not channel._size("q"):
                break
        else:
            taken += 1
    for writer in writers:
        writer.join()

    assert taken == 200
