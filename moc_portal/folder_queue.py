"""The broker in folders of the embedded portal, in which a message appears whole or not at all."""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Kombu's own opens a file first and writes later, and a reader in between takes it empty."""

    def _put(  # type: ignore[override]  # kombu's own two differ
        self, queue: str, payload: Any, **_kwargs: Any
    ) -> None:
        folder = Path(self.data_folder_out)
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        unfinished = folder / f".{name}"  # readers compare what follows the first dot
        text = dumps(payload)  # type: ignore[no-untyped-call]  # kombu's
        try:
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(folder / name)
        except OSError as error:
            raise ChannelError(f"cannot write a message into {folder}") from error


class Transport(filesystem.Transport):
    """`filesystem://` with these channels."""

    Channel = Channel
