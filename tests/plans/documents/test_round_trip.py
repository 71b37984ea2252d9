"""Whatever was read in a written document is read again in the document that goes out."""

import pytest

from plans.domain.reading import read_document
from plans.domain.serial import to_format
from plans.rendering import as_document, as_workbook
from plans.rendering.apart import patched_file
from tests.plans.documents.registry import all_documents

DOCUMENTS = all_documents()
PATCHED = [one for one in DOCUMENTS if one.suffix in {".docx", ".xlsx"}]
NAMES = [f"{one.group}: {one.shape} {one.suffix}" for one in DOCUMENTS]


def again(content, suffix, folder):
    """What is read in the bytes; the file has the name that the source had."""
    path = folder / f"document{suffix}"
    path.write_bytes(content)
    return to_format(read_document(path, path.name))


@pytest.fixture
def source(written, tmp_path):
    path = tmp_path / written.file_name
    written.write(path)
    return path


@pytest.mark.parametrize("written", DOCUMENTS, ids=NAMES)
def test_a_document_laid_out_anew_says_the_same(written, source, tmp_path):
    document = read_document(source, source.name)
    said = to_format(document)

    assert again(as_document.render(document), ".docx", tmp_path) == said
    # A stamp that stands under the plan is one more row of a sheet, and is not looked for there.
    assert again(as_workbook.render(document), ".xlsx", tmp_path)["plans"] == said["plans"]


@pytest.mark.parametrize("written", PATCHED, ids=[one.shape for one in PATCHED])
def test_a_source_without_changes_is_given_back_as_it_was(written, source, tmp_path):
    document = read_document(source, source.name)
    copy = tmp_path / f"copy{written.suffix}"

    if patched_file(source, copy, document, alone=False):
        copy = copy.rename(tmp_path / f"document{written.suffix}")
        assert to_format(read_document(copy, copy.name)) == to_format(document)
    else:
        uneven = [table for plan in document.plans for table in plan.frame.tables]
        assert any(not table.columns for table in uneven)
