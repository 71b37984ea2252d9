"""A plan whose columns people changed goes out with them, and the rest as before."""

from pathlib import Path

import docx
import pytest

from plans.domain.content import Field, PlanDocument
from plans.domain.editing.columns import ColumnDraft, problem_with_columns, rearranged
from plans.domain.frame_serial import frame_from_json, frame_to_json
from plans.domain.printing import ABOVE, SectionRow, printed_rows
from plans.domain.reading.document import read_document
from plans.domain.serial import document_from_dict, to_dict
from plans.queries.exports import SourceFile
from plans.rendering.apart import patched_file
from plans.rendering.files import plan_file

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"
DOCUMENTS = sorted(GOLDEN.glob("*/document.*x"))
IDS = [f"{path.parent.name}/{path.name}" for path in DOCUMENTS]


def drafts(plan):
    return [
        ColumnDraft(column.header, column.field, place)
        for place, column in enumerate(plan.columns)
    ]


def renamed(plan):
    wanted = drafts(plan)
    at = next(n for n, draft in enumerate(wanted) if draft.field is Field.TITLE)
    wanted[at] = ColumnDraft("Мероприятие (что делаем)", Field.TITLE, at)
    return wanted


def without_last(plan):
    wanted = drafts(plan)
    at = max(n for n, draft in enumerate(wanted) if draft.field is not Field.TITLE)
    return [draft for draft in wanted if draft.was != at]


def with_another(plan):
    wanted = drafts(plan)
    return [*wanted[:2], ColumnDraft("Бюджет, тыс. рублей", Field.OTHER), *wanted[2:]]


def turned(plan):
    """The last column moves in front of the one before it."""
    wanted = drafts(plan)
    return [*wanted[:-2], wanted[-1], wanted[-2]]


CHANGES = {
    "renamed": renamed,
    "without the last": without_last,
    "with another": with_another,
    "turned": turned,
}


def changed(document, change):
    plans = []
    for plan in document.plans:
        wanted = change(plan)
        assert problem_with_columns(wanted) == ""
        plans.append(rearranged(plan, wanted))
    return PlanDocument(document.approvals, tuple(plans))


def cells(plan, places=None):
    """Headers and printed texts by line, white space apart; of some columns only, if named."""
    chosen = range(len(plan.columns)) if places is None else places
    lines = [[plan.columns[place].header for place in chosen]]
    for row in printed_rows(plan):
        if isinstance(row, SectionRow):
            lines.append([row.text])
        else:
            lines.append(["^" if row.cells[n] is ABOVE else row.cells[n] for n in chosen])
    return [["".join(text.split()) for text in line] for line in lines]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_what_is_left_says_the_same(path, change):
    for plan in read_document(path, path.name).plans:
        wanted = CHANGES[change](plan)
        after = rearranged(plan, wanted)

        kept = [(new, draft.was) for new, draft in enumerate(wanted) if draft.was is not None]
        now = cells(after, [new for new, _was in kept])
        before = cells(plan, [was for _new, was in kept])
        assert now[1:] == before[1:]
        assert [column.header for column in after.columns] == [one.header for one in wanted]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_the_document_says_what_the_plan_says(path, change, form, tmp_path):
    document = changed(read_document(path, path.name), CHANGES[change])
    saved = document_from_dict(to_dict(document))
    target = tmp_path / f"план.{form}"

    target.write_bytes(plan_file(saved, form, SourceFile(path, path.name), alone=False))

    again = read_document(target, target.name)
    assert [cells(plan) for plan in again.plans] == [cells(plan) for plan in document.plans]
    assert again.approvals == document.approvals
    assert [plan.title for plan in again.plans] == [plan.title for plan in document.plans]


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_a_renamed_column_is_renamed_in_the_source(path, tmp_path):
    document = changed(read_document(path, path.name), renamed)
    target = tmp_path / path.name

    assert patched_file(path, target, document, alone=False)

    texts = table_texts(target)
    assert "Мероприятие (что делаем)" in texts


@pytest.mark.parametrize("change", ["without the last", "with another", "turned"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_other_columns_are_laid_out_anew(path, change, tmp_path):
    document = changed(read_document(path, path.name), CHANGES[change])

    assert not patched_file(path, tmp_path / path.name, document, alone=False)


def test_the_frame_survives_the_database(tmp_path):
    path = GOLDEN / "orenburg-centre-plan" / "document.docx"
    for plan in changed(read_document(path, path.name), with_another).plans:
        assert frame_from_json(frame_to_json(plan.frame)) == plan.frame


def table_texts(path):
    if path.suffix == ".docx":
        tables = docx.Document(str(path)).tables
        return {cell.text for table in tables for row in table.rows[:3] for cell in row.cells}
    plans = read_document(path, path.name).plans
    return {column.header for plan in plans for column in plan.columns}
