"""A plan that was reshaped before saving prints what it says now, in its source's own look."""

from dataclasses import replace
from pathlib import Path

import pytest

from plans.domain.corrections import Reading, wanted
from plans.domain.drafts import ItemDraft
from plans.domain.reading.document import read_document
from plans.domain.remapping import remapped
from plans.domain.reshaping import (
    item_to_section,
    join_item,
    join_section,
    merge_plans,
    move_item,
    move_section,
    rename_section,
    section_to_item,
    split_item,
    split_section,
)
from plans.queries.exports import SourceFile
from plans.rendering.files import plan_file

GOLDEN = Path(__file__).parents[1] / "documents" / "golden"
HALVES = (
    ItemDraft(0, {"number": "1", "title": "Первая половина"}, "май"),
    ItemDraft(0, {"number": "2", "title": "Вторая половина"}, "июнь"),
)


def read(path):
    return Reading(read_document(path, "план.docx"))


def said(reading):
    """Headings and titles, from top to bottom, of every plan."""
    return [
        [
            ((section.number, section.title), [found.title for found in section.items])
            for section in plan.sections
            if section.title or section.items
        ]
        for plan in reading.document.plans
    ]


def printed(reading, name, tmp_path):
    """The exported document, read again."""
    source = SourceFile(GOLDEN / name / "document.docx", "план.docx")
    target = tmp_path / "план.docx"
    target.write_bytes(plan_file(wanted(reading), "docx", source, alone=False))
    return read(target)


SHAPES = {
    "join": lambda reading: join_item(reading, 0, 2),
    "split": lambda reading: split_item(reading, (0, 2), HALVES),
    "move": lambda reading: move_item(reading, 0, 5, 1),
    "no heading": lambda reading: join_section(reading, 0, 1),
    "new heading": lambda reading: split_section(reading, 0, 3, None, "Новый раздел"),
    "renamed heading": lambda reading: rename_section(reading, 0, 1, "2", "Иной раздел"),
    "section": lambda reading: move_section(reading, 0, 2, -1),
    "there and back": lambda reading: item_to_section(section_to_item(reading, 0, 1), 0, 6),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_export_says_what_the_reshaped_plan_says(shape, tmp_path):
    reading = SHAPES[shape](read(GOLDEN / "tambov-work-plan" / "document.docx"))

    again = printed(reading, "tambov-work-plan", tmp_path)

    assert said(again) == said(reading)


def test_a_heading_that_became_an_item_still_stands_where_it_stood(tmp_path):
    source = read(GOLDEN / "tambov-work-plan" / "document.docx")

    again = printed(section_to_item(source, 0, 1), "tambov-work-plan", tmp_path)

    assert said(again) == said(source)  # a row with nothing but a name is read as a heading


def test_an_item_split_at_its_intermediate_results_is_two_items_in_print(tmp_path):
    reading = split_item(read(GOLDEN / "kirov-action-plan" / "document.docx"), (0, 2), HALVES, 1)

    again = printed(reading, "kirov-action-plan", tmp_path)

    assert said(again) == said(reading)


def test_merged_plans_print_the_rows_of_both(tmp_path):
    reading = merge_plans(read(GOLDEN / "tambov-work-plan" / "document.docx"), 0, 1)

    again = printed(reading, "tambov-work-plan", tmp_path)

    rows = [title for plan in said(reading) for _section, titles in plan for title in titles]
    shown = [title for plan in said(again) for _section, titles in plan for title in titles]
    assert shown == rows


def test_a_column_with_another_meaning_prints_as_before(tmp_path):
    reading = read(GOLDEN / "kirov-action-plan" / "document.docx")
    plan = reading.document.plans[0]
    fields = tuple("note" if c.field == "result" else c.field for c in plan.columns)
    fields = tuple(type(plan.columns[0].field)(field) for field in fields)
    changed = replace(reading.document, plans=(remapped(plan, fields),))

    again = printed(replace(reading, document=changed), "kirov-action-plan", tmp_path)

    assert again.document.plans == reading.document.plans
