"""Parts of the grid's tools that know nothing of a page: tables of cases, run by the browser."""

import pytest

CALL = """async ([file, name, cases]) => {
  const part = (await import(`/static/js/grid/tools/${file}.js`))[name];
  return cases.map((given) => part(...given));
}"""
# isStep and newUid of a plan whose columns are n, t, d (of steps), r (of steps).
PLAN = """async ([block, mapping, where, mode]) => {
  const { outcomeOf, operationsOf } = await import("/static/js/grid/tools/paste-plan.js");
  let made = 0;
  const isStep = (col) => ["d", "r"].includes(col);
  const what = { mapping, isStep, titleCol: "t", newUid: () => `new${++made}` };
  const outcome = outcomeOf({ lines: block }, where, what, mode);
  return [outcome.map(({ kind }) => kind), operationsOf(outcome)];
}"""
NOWHERE = {"items": [], "lines": [], "section": "s", "after": None, "last": None}


@pytest.fixture
def run(desk):
    person = desk("methodist2")
    person.open("/")

    def call(file, name, *cases):
        return person.page.evaluate(CALL, [file, name, [list(case) for case in cases]])

    return call


@pytest.fixture
def plan(desk):
    person = desk("methodist2")
    person.open("/")

    def outcome(lines, mapping, where, mode):
        return person.page.evaluate(PLAN, [lines, mapping, where, mode])

    return outcome


def line(*texts, covered=(), section=False):
    return {
        "texts": list(texts),
        "covered": [place in covered for place in range(len(texts))],
        "section": section,
    }


def test_cells_are_quoted_and_read_as_excel_does(run):
    rows = [["a\nb", 'он сказал "да"'], ['"Слёт"', ""], ["1", "x"]]

    [text] = run("tabs", "toTabs", [rows])
    [back] = run("tabs", "fromTabs", [text])

    assert text == '"a\nb"\tон сказал "да"\r\n"""Слёт"""\t\r\n1\tx'
    assert back == rows


def test_a_tab_in_quotes_parts_no_cells(run):
    [rows] = run("tabs", "fromTabs", ['"Слёт\tвесной"\tмай\nБал\tиюнь'])

    assert rows == [["Слёт\tвесной", "май"], ["Бал", "июнь"]]


def test_markup_holds_signs_breaks_and_spans(run):
    rows = [
        {"texts": ["1 < 2", None], "isWide": True},
        {"texts": ["a", "b\nc"], "isWide": False},
        {"texts": [None, "d"], "isWide": False},
    ]

    [html] = run("tabs", "toHtml", [rows])

    assert '<td colspan="2"><b>1 &lt; 2</b></td>' in html
    assert '<td rowspan="2" style="border:.5pt solid windowtext">a</td>' in html
    assert "b<br style='mso-data-placement:same-cell'>c" in html


def test_places_are_found_without_case_and_as_whole_words(run):
    cases = {
        ("Слёт и СЛЕТ", "слет"): [[0, 4], [7, 11]],
        ("слёты", "слёт"): [[0, 4]],
        ("до\u00a015 мая", "до 15"): [[0, 5]],
        ("ааа", "аа"): [[0, 2]],
        ("что-то", ""): [],
        ("ИСТАНБУЛ İ", "истанбул"): [],
    }
    whole = {("слёты и слёт.", "слет"): [[8, 12]], ("№1 и №12", "1"): [[1, 2]]}

    found = run("find-text", "placesOf", *cases)
    words = run("find-text", "placesOf", *((*case, {"words": True}) for case in whole))

    assert found == list(cases.values())
    assert words == list(whole.values())


def test_lines_below_a_merged_cell_are_steps_of_a_new_row(plan):
    lines = [line("1", "Слёт", "май"), line("1", "Слёт", "июнь", covered=(0, 1))]

    kinds, operations = plan(lines, ["n", "t", "d"], NOWHERE, "below")

    assert kinds == ["add"]
    assert operations == [
        {
            "do": "add",
            "item": "new1",
            "section": "s",
            "after": None,
            "cells": {"n": "1", "t": "Слёт"},
            "steps": [
                {"step": "new2", "cells": {"d": "май"}},
                {"step": "new3", "cells": {"d": "июнь"}},
            ],
        }
    ]


def test_over_a_row_lines_change_its_steps_and_add_what_is_missing(plan):
    where = {**NOWHERE, "items": [{"item": "i", "steps": ["a"]}], "after": "i", "last": "i"}
    lines = [line("Слёт", "май"), line("Слёт", "июнь", covered=(0,)), line("", "июль")]

    kinds, operations = plan(lines, ["t", "d"], where, "over")

    assert kinds == ["change"]
    assert operations == [
        {"do": "set", "item": "i", "cells": {"t": "Слёт"}},
        {"do": "set", "item": "i", "step": "a", "cells": {"d": "май"}},
        {"do": "add_step", "item": "i", "step": "new1", "after": "a", "cells": {"d": "июнь"}},
        {"do": "add_step", "item": "i", "step": "new2", "after": "new1", "cells": {"d": "июль"}},
    ]


def test_columns_of_steps_alone_lie_over_lines(plan):
    where = {
        **NOWHERE,
        "lines": [{"item": "i", "step": "a"}, {"item": "i", "step": "b"}, {"item": "j"}],
    }
    lines = [line("май"), line("июнь"), line("июль"), line("август")]

    kinds, operations = plan(lines, ["d"], where, "over")

    assert kinds == ["change", "change", "change", "skip"]
    assert operations[2] == {"do": "set", "item": "j", "cells": {"d": "июль"}}


def test_what_follows_a_section_of_the_block_goes_into_it(plan):
    where = {**NOWHERE, "items": [{"item": "i", "steps": []}], "after": "i", "last": "i"}
    lines = [line("Слёт"), line("Раздел 2", section=True), line("Бал"), line("Пир")]

    kinds, operations = plan(lines, ["t"], where, "over")

    assert kinds == ["change", "section", "add", "add"]
    assert operations[1] == {
        "do": "add_section",
        "section": "new1",
        "after": "s",
        "text": "Раздел 2",
    }
    assert [(one["section"], one["after"]) for one in operations[2:]] == [
        ("new1", None),
        ("new1", "new2"),
    ]


def test_an_empty_title_neither_wipes_one_out_nor_makes_a_row(plan):
    where = {**NOWHERE, "items": [{"item": "i", "steps": []}], "after": "i", "last": "i"}
    lines = [line("1", ""), line("2", "")]

    kinds, operations = plan(lines, ["n", "t"], where, "over")

    assert kinds == ["change", "skip"]
    assert operations == [{"do": "set", "item": "i", "cells": {"n": "1"}}]
