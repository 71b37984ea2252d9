"""Reading a plan document: from blocks of text and tables to what a person reads in it."""

from plans.domain.reading.document import (
    NoPlanFoundError,
    read_document,
    understand,
    understand_blocks,
)

__all__ = ["NoPlanFoundError", "read_document", "understand", "understand_blocks"]
