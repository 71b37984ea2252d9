"""A document, block after block into the zip stream."""

from io import BytesIO

from documents.writers.docx import parts
from documents.writers.docx.blocks import block_xml
from documents.writers.docx.inline import Links
from documents.writers.docx.model import Document, Table
from documents.writers.docx.tables import write_table
from documents.writers.package import Target, open_package

_LEVEL = 3  # measured: level 6 takes a third longer for a fifth of the size


def write_document(target: Target, document: Document) -> None:
    """Write the document to a path or a binary file, in constant memory."""
    page = parts.page_of(document)
    links = Links()
    with open_package(target, level=_LEVEL) as package:
        with package.stream("word/document.xml") as write:
            write(parts.DOCUMENT_START)
            for block in document.blocks:
                if isinstance(block, Table):
                    write_table(write, block, page, links)
                else:
                    write(block_xml(block, page, links))
            write(parts.document_end(page))
        package.parts(parts.all_parts(document, links.addresses))


def document_bytes(document: Document) -> bytes:
    buffer = BytesIO()
    write_document(buffer, document)
    return buffer.getvalue()
