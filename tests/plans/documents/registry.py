"""Where the written plan documents register: each writes its file and says its truth."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Truth = dict[str, Any]
PREFIXES = ("word_", "sheets", "text")


@dataclass(frozen=True)
class WrittenDocument:
    """`write(path)` writes the file and returns what a careful person reads in it."""

    shape: str
    suffix: str
    group: str
    write: Callable[[Path], Truth]

    @property
    def file_name(self) -> str:
        """The name that a clerk would see; it says nothing about the plan."""
        return f"document{self.suffix}"


REGISTERED: list[WrittenDocument] = []


def document(shape: str, suffix: str = ".docx") -> Callable[..., Callable[[Path], Truth]]:
    """Registers a function that writes a document to a path and returns its truth."""

    def register(write: Callable[[Path], Truth]) -> Callable[[Path], Truth]:
        group = write.__module__.rpartition(".")[2]
        REGISTERED.append(WrittenDocument(shape, suffix, group, write))
        return write

    return register


def all_documents() -> list[WrittenDocument]:
    """Every registered document, whichever module of this folder wrote it."""
    package = importlib.import_module(__package__)
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        if module.startswith(PREFIXES):
            importlib.import_module(f"{__package__}.{module}")
    return REGISTERED
