"""The scripts that a plan's page asks for at once."""

import re

import pytest
from django.conf import settings

from plans.rendering.grid_modules import ENTRIES, grid_modules

GRID = settings.BASE_DIR / "static/js/grid"
APART = {"js/grid/early.js", "js/grid/counts.js"}  # scripts with a tag of their own


def test_begins_with_the_entries_and_names_files_once():
    names = grid_modules()

    assert names[: len(ENTRIES)] == ENTRIES
    assert len(set(names)) == len(names)
    assert all((settings.BASE_DIR / "static" / name).is_file() for name in names)


def test_names_all_scripts_of_the_table_but_those_that_wait_for_their_use():
    core = {f"js/grid/{path.name}" for path in GRID.glob("*.js")} - APART

    assert core <= set(grid_modules())


@pytest.mark.parametrize(
    "tool", ["kit", "bulk", "columns", "deadline", "executors", "find-dialog", "paste-dialog"]
)
def test_tools_wait_for_their_first_use(tool):
    assert (GRID / f"tools/{tool}.js").is_file()
    assert f"js/grid/tools/{tool}.js" not in grid_modules()


def test_tools_are_fetched_by_a_name_that_the_storage_rewrites():
    text = (GRID / "tools/late.js").read_text(encoding="utf-8")

    assert re.findall(r'\bimport\("(\.[^"]+)"\)', text) == ["./kit.js"]
