import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from documents.patching import Patch, PatchError, RowPatch, TablePatch, patch_docx
from documents.readers import Paragraph, Table, read_blocks
from documents.readers.docx_stream import STRICT, TRANSITIONAL, W
from tests.documents.patching.word import (
    all_of,
    canonical,
    cell,
    control,
    line,
    read_xml,
    row,
    run,
    table,
    tables,
    texts,
    write,
)

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*.docx"))
LINK = f'<w:hyperlink r:id="rId9">{run("vk.com", "<w:rStyle w:val=" + chr(34) + "Hyperlink" + chr(34) + "/>")}</w:hyperlink>'  # noqa: E501
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def patched(source, patch):
    target = source.with_name("patched.docx")
    patch_docx(source, target, patch)
    return target


def changed(tmp_path, content, text):
    """A document with one cell, whose text was changed."""
    source = write(tmp_path / "plan.docx", table(row("1", cell(content))))
    target = patched(source, Patch(cells={(0, 0, 1): text}))
    assert texts(tables(target)[0]) == [["1", text]]
    return target


def runs(path):
    """(text, names of the settings) of the runs in the second cell."""
    second = all_of(path, "tc")[1]
    found = [one for one in second.iter(f"{W}r") if one.find(f"{W}t") is not None]
    return [
        (
            "".join(text.text for text in one.iter(f"{W}t")),
            [child.tag.removeprefix(W) for child in one.iterfind(f"{W}rPr/*")],
        )
        for one in found
    ]


def test_a_new_text_looks_like_the_first_run(tmp_path):
    content = line(run("Сбор", "<w:b/>") + run(" школ", "<w:i/>"), '<w:jc w:val="center"/>')

    target = changed(tmp_path, content, "Песня")

    assert runs(target) == [("Песня", ["b"])]
    assert [one.get(f"{W}val") for one in all_of(target, "jc")] == ["center"]


def test_what_stays_the_same_keeps_its_runs_links_and_notes(tmp_path):
    content = line(run("Сбор", "<w:b/>") + run(" школ ") + LINK + NOTE)

    target = changed(tmp_path, content, "Сбор садов vk.com")

    assert runs(target) == [("Сбор", ["b"]), (" садов ", []), ("vk.com", ["rStyle"])]
    assert len(all_of(target, "hyperlink")) == len(all_of(target, "footnoteReference")) == 1


def test_a_changed_link_looks_like_no_link(tmp_path):
    target = changed(tmp_path, line(LINK + NOTE), "ok.ru")

    assert runs(target) == [("ok.ru", [])]
    assert not all_of(target, "hyperlink")
    assert len(all_of(target, "footnoteReference")) == 1


def test_lines_that_stay_the_same_keep_their_paragraphs(tmp_path):
    content = (
        line(run("Петрова", "<w:b/>"))
        + line(run("Котов", "<w:i/>"), '<w:ind w:left="20"/>')
        + line(run("Ким", "<w:u/>"))
    )

    target = changed(tmp_path, content, "Петрова\nСидоров\nПопова\nКим")

    assert runs(target) == [
        ("Петрова", ["b"]),
        ("Сидоров", ["i"]),
        ("Попова", ["i"]),
        ("Ким", ["u"]),
    ]
    assert len(all_of(target, "ind")) == 2


def test_tracked_changes_go_with_the_text_they_belong_to(tmp_path):
    deleted = '<w:del w:id="1" w:author="К"><w:r><w:delText>старый</w:delText></w:r></w:del>'
    content = line(f'<w:ins w:id="2" w:author="К">{run("новый", "<w:b/>")}</w:ins>{deleted}')

    target = changed(tmp_path, content, "последний")

    assert runs(target) == [("последний", ["b"])]
    assert not all_of(target, "ins")
    assert not all_of(target, "del")


def test_an_untouched_cell_keeps_its_tracked_changes(tmp_path):
    deleted = '<w:del w:id="1" w:author="К"><w:r><w:delText>старый</w:delText></w:r></w:del>'
    source = write(tmp_path / "plan.docx", table(row("1", cell(line(run("новый") + deleted)))))

    target = patched(source, Patch(cells={(0, 0, 1): "новый", (0, 0, 0): "2"}))

    assert len(all_of(target, "del")) == 1
    assert texts(tables(target)[0]) == [["2", "новый"]]


def test_a_filled_cell_looks_like_its_column(tmp_path):
    model = line(run("сбор", '<w:sz w:val="20"/>'), '<w:jc w:val="center"/>')
    source = write(tmp_path / "plan.docx", table(row("1", cell(model)), row("2", cell(""))))

    target = patched(source, Patch(cells={(0, 1, 1): "слёт"}))

    assert [one.get(f"{W}val") for one in all_of(target, "sz")] == ["20", "20"]
    assert [one.get(f"{W}val") for one in all_of(target, "jc")] == ["center", "center"]


def test_a_content_control_no_longer_takes_its_text_from_elsewhere(tmp_path):
    bound = '<w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="1"/>'
    content = control(line(run("Введите", "<w:i/>")), bound)

    target = changed(tmp_path, content, "сбор")

    assert not all_of(target, "dataBinding")
    assert not all_of(target, "showingPlcHdr")


def test_a_wide_table_in_a_cell_stays(tmp_path):
    inner = table(row("а", "б", "в"))
    content = line(run("состав:")) + inner + line(run("всего"))

    target = changed(tmp_path, content, "список\nвсего")

    assert [texts(one) for one in read_blocks(target, "plan") if isinstance(one, Table)] == [
        [["1", "список\nвсего"]],
        [["а", "б", "в"]],
    ]
    assert [child.tag.removeprefix(W) for child in all_of(target, "tc")[1]] == [
        "tcPr",
        "p",
        "tbl",
        "p",
    ]


def test_a_narrow_table_in_a_cell_is_text_of_it(tmp_path):
    target = changed(tmp_path, line(run("а")) + table(row("б"), row("в")) + line(), "а\nг")

    assert len(all_of(target, "tbl")) == 1


def test_a_number_that_the_list_prints_is_not_printed_twice(tmp_path):
    numbered = line("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    source = write(tmp_path / "plan.docx", table(row(cell(numbered), "сбор")))
    rows = (RowPatch((0, 0)), RowPatch((0, 0), {0: "2.", 1: "слёт"}, is_copy=True))

    target = patched(source, Patch((TablePatch(0, rows, frozenset({0})),)))

    assert texts(tables(target)[0]) == [["", "сбор"], ["", "слёт"]]
    assert len(all_of(target, "numPr")) == 2


def test_letters_that_xml_refuses_and_markup_are_written_as_text(tmp_path):
    source = write(tmp_path / "plan.docx", line(run("а")), table(row("1")))

    target = patched(source, Patch(cells={(0 + 1, 0, 0): "<b>\x00&\x1f\tв"}, lines={0: "а\n&б"}))

    assert texts(tables(target)[1]) == [["<b>&\tв"]]
    assert read_blocks(target, "plan")[0].text == "а\n&б"


def test_lines_keep_what_is_no_text_and_their_page(tmp_path):
    picture = "<w:r><w:drawing/></w:r>"
    page = '<w:r><w:br w:type="page"/><w:t>План</w:t></w:r>'
    section = '<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'
    mark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    source = write(tmp_path / "plan.docx", line(picture + mark + page, section), line(run("и")))

    target = patched(source, Patch(lines={0: "План 2027", 1: ""}))

    assert [one.text for one in read_blocks(target, "plan")] == ["\nПлан 2027", ""]
    for name in ("drawing", "bookmarkStart", "bookmarkEnd", "pgSz"):
        assert len(all_of(target, name)) == 1


def test_places_are_counted_as_they_are_read(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>штамп</w:t></w:r></w:p></w:txbxContent>"
    choice = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    source = write(
        tmp_path / "plan.docx",
        line(f"<w:r>{choice}</w:r>" + run("первый")),
        control(line(run("второй")) + table(row("а"))),
        f'<w:ins w:id="1">{line(run("третий"))}</w:ins>',
        line(run("четвёртый")),
    )
    places = {
        one.place: one.text
        for one in read_blocks(source, "plan")
        if isinstance(one, Paragraph) and one.place >= 0
    }

    patch = Patch(lines={place: f"{text}!" for place, text in places.items()})
    target = patched(source, patch)

    assert [one.text for one in read_blocks(target, "plan") if isinstance(one, Paragraph)] == [
        "штамп",
        "первый!",
        "второй!",
        "третий!",
        "четвёртый!",
    ]


def test_a_part_left_out_takes_its_pages_along_and_no_others(tmp_path):
    first = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    second = '<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'
    source = write(
        tmp_path / "plan.docx",
        line(run("первый")),
        line("", first),
        line(run("второй")),
        table(row("а")),
        line("", second),
        line(run("третий")),
    )

    begun = patched(source, Patch(dropped=frozenset({0, 1})))
    assert [len(list(one)) for one in all_of(begun, "sectPr")] == [2, 0]

    ended = patched(source, Patch(dropped=frozenset({4, 5})))
    assert [one.text for one in read_blocks(ended, "plan") if isinstance(one, Paragraph)] == [
        "первый",
        "",
        "второй",
        "",
    ]
    within = patched(source, Patch(dropped=frozenset({0})))
    assert len(all_of(within, "sectPr")) == 3
    alone = patched(source, Patch(dropped=frozenset({0, 1, 5})))
    [last] = all_of(alone, "sectPr")[-1:]
    assert [child.tag.removeprefix(W) for child in last] == ["headerReference", "pgSz"]


def test_what_is_left_of_a_range_or_a_field_goes(tmp_path):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    source = write(
        tmp_path / "plan.docx",
        line('<w:bookmarkStart w:id="1" w:name="a"/>' + begin + run("один")),
        line(run("два") + end + '<w:bookmarkEnd w:id="1"/>'),
    )

    target = patched(source, Patch(dropped=frozenset({0})))

    assert not all_of(target, "bookmarkEnd")
    assert not all_of(target, "fldChar")
    assert [one.text for one in read_blocks(target, "plan")] == ["два"]


def test_a_strict_document_stays_one(tmp_path):
    source = write(tmp_path / "plan.docx", table(row("1")))
    with zipfile.ZipFile(source) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    with zipfile.ZipFile(source, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content.replace(TRANSITIONAL, STRICT))

    target = patched(source, Patch(cells={(0, 0, 0): "2"}))

    with zipfile.ZipFile(target) as package:
        content = package.read("word/document.xml")
    assert STRICT in content
    assert TRANSITIONAL not in content
    assert texts(tables(target)[0]) == [["2"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html></html>"])
def test_no_document_is_refused(tmp_path, content):
    source = tmp_path / "plan.docx"
    source.write_bytes(content)

    with pytest.raises(PatchError):
        patched(source, Patch())


def test_a_document_type_is_refused(tmp_path):
    source = tmp_path / "plan.docx"
    with zipfile.ZipFile(source, "w") as package:
        package.writestr("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")

    with pytest.raises(PatchError, match="document type"):
        patched(source, Patch(lines={0: "x"}))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_golden_documents_change_only_where_they_are_changed(tmp_path, path):
    source = tmp_path / "plan.docx"
    source.write_bytes(path.read_bytes())
    place, before = max(tables(source).items(), key=lambda found: len(found[1].rows))
    numbers = [one[0].row for one in before.rows][1:]
    last = before.rows[-1]
    rows = [RowPatch((place, number)) for number in numbers]
    unchanged = patched(source, Patch((TablePatch(place, tuple(rows), frozenset(numbers)),)))
    assert canonical(unchanged) == canonical(source)

    new = {one.column: f"новое {one.column}\nи" for one in last if not one.is_covered}
    above = frozenset(one.column for one in last if one.is_covered)
    copied = RowPatch((place, numbers[-1]), new, is_copy=True, above=above)
    target = patched(source, Patch((TablePatch(place, (*rows, copied), frozenset(numbers)),)))

    after = tables(target)[place]
    assert after.rows[:-1] == before.rows
    assert [one.text for one in after.rows[-1]] == [
        one.text if one.is_covered else new[one.column] for one in last
    ]
    assert len(docx.Document(target).tables) == len(docx.Document(source).tables)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as made:
        assert made.namelist() == old.namelist()
        others = [one for one in old.namelist() if one != "word/document.xml"]
        assert [made.read(one) for one in others] == [old.read(one) for one in others]


def test_the_same_patch_gives_the_same_bytes(tmp_path):
    source = write(tmp_path / "plan.docx", table(row("1")))
    patch = Patch(cells={(0, 0, 0): "2"})

    first = patched(source, patch).read_bytes()

    assert patched(source, patch).read_bytes() == first
    assert etree.QName(read_xml(source)).localname == "document"
