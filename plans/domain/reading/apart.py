"""Reading a document apart from the web server: plain JSON goes back to it."""

from pathlib import Path

from plans.domain.reading.document import read_document
from plans.domain.serial import Json, to_dict


def read_file(path: Path, name: str) -> Json:
    """What was read in the file, as `document_from_dict` takes it."""
    return to_dict(read_document(path, name))
