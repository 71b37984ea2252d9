"""The door against its corpus: every file ends in a Russian sentence or is let in."""

import re
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from PIL import Image

from documents.uploads import child, door
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts, Kind
from tests.documents.uploads import honest, stock
from tests.documents.uploads.corpus import REFUSED
from tests.documents.uploads.corpus.archives import WRONG_ZIP
from tests.documents.uploads.corpus.cases import BODY, DOCX
from tests.documents.uploads.corpus.contents import LEFT_TO_THE_CHILD, relation
from tests.documents.uploads.raw_zip import pack

STOCK = "tests.documents.uploads.stock"
RUSSIAN = re.compile(r"[А-Яа-яё]")

HONEST = [
    ("план.docx", honest.docx(), Accepts.PLAN_DOCUMENT, Kind.DOCX),
    ("План.XLSX", honest.xlsx(), Accepts.PLAN_DOCUMENT, Kind.XLSX),
    ("план.odt", pack(honest.odf_parts()), Accepts.PLAN_DOCUMENT, Kind.ODT),
    ("план.ods", pack(honest.odf_parts("spreadsheet")), Accepts.PLAN_DOCUMENT, Kind.ODS),
    ("план.txt", "1. Совещание — сентябрь".encode("cp1251"), Accepts.PLAN_DOCUMENT, Kind.TXT),
    ("план.txt", "1. Совещание".encode("utf-16"), Accepts.PLAN_DOCUMENT, Kind.TXT),
    ("охват.csv", "номер;дата\r\n1;01.09.2025\r\n".encode("utf-8-sig"), Accepts.TABLE, Kind.CSV),
    ("охват.xlsx", honest.xlsx(), Accepts.TABLE, Kind.XLSX),
    ("приказ.pdf", honest.pdf(), Accepts.EVIDENCE, Kind.PDF),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.label)
def test_inspect_refuses_in_a_sentence(tmp_path, case):
    path = tmp_path / "upload"
    path.write_bytes(case.make())

    with pytest.raises(UploadError) as refusal:
        door.inspect(path, case.name, case.door)

    text = str(refusal.value)
    assert text.startswith(f"Файл «{case.name}» не принят. ")
    assert case.says in text
    assert [found.name for found in tmp_path.iterdir()] == ["upload"]


@pytest.mark.parametrize("label", LEFT_TO_THE_CHILD)
def test_what_passes_the_door_ends_in_a_verdict_in_the_child(tmp_path, label):
    function, name, make = LEFT_TO_THE_CHILD[label]
    path = tmp_path / "upload"
    path.write_bytes(make())

    try:
        inspected = door.inspect(path, name, Accepts.PLAN_DOCUMENT)
        answer = child.call(f"{STOCK}:measured", inspected.path, f"{STOCK}:{function}")
    except UploadError as refusal:  # the limits of the child ended it
        answer = {"said": str(refusal), "peak": 0}

    assert isinstance(answer["said"], int) or RUSSIAN.search(answer["said"])
    assert answer["peak"] <= 512 * 1024


@pytest.mark.parametrize(("name", "content", "accepts", "kind"), HONEST)
def test_inspect_lets_an_honest_file_in_untouched(tmp_path, name, content, accepts, kind):
    path = tmp_path / "upload"
    path.write_bytes(content)

    inspected = door.inspect(path, name, accepts)

    expected = door.InspectedFile(path, name, kind, len(content), sha256(content).hexdigest())
    assert inspected == expected
    assert path.read_bytes() == content


def test_inspect_draws_a_photograph_anew_without_exif(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "Иванова Маша, 5 «Б»"
    exif[0x0112] = 6
    path = tmp_path / "upload"
    path.write_bytes(
        honest.picture("JPEG", exif=exif, comment=b"secret") + b"<script>tail</script>"
    )

    inspected = door.inspect(path, "../фото\u202egpj.jpeg", Accepts.EVIDENCE)

    content = path.read_bytes()
    with Image.open(path) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (30, 40), {})
    assert (inspected.name, inspected.kind) == ("фотоgpj.jpeg", Kind.JPEG)
    assert (inspected.size, inspected.sha256) == (len(content), sha256(content).hexdigest())
    assert [word in content for word in (b"secret", b"script")] == [False, False]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_inspect_keeps_a_png_of_any_mode(tmp_path, mode):
    path = tmp_path / "upload"
    Image.new(mode, (8, 8)).save(path, "PNG")

    inspected = door.inspect(path, "снимок.jpg", Accepts.EVIDENCE)

    assert (inspected.name, inspected.kind.media_type) == ("снимок.png", "image/png")


def test_inspect_allows_links_to_click_and_the_authors_own_template(tmp_path):
    template = relation("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")
    path = tmp_path / "upload"
    path.write_bytes(pack(DOCX | {"word/_rels/settings.xml.rels": template}))

    assert door.inspect(path, "план.docx", Accepts.PLAN_DOCUMENT).kind is Kind.DOCX


def test_inspect_allows_a_package_that_was_streamed(tmp_path):
    path = tmp_path / "upload"
    with path.open("wb") as file, ZipFile(_Unseekable(file), "w") as archive:
        for name, data in DOCX.items():
            archive.writestr(name, data)

    assert door.inspect(path, "план.docx", Accepts.PLAN_DOCUMENT).kind is Kind.DOCX


def test_every_defect_has_its_own_sentence():
    sentences = {case.says for case in REFUSED}

    assert len(REFUSED) >= 60
    assert len(sentences) >= 40


def test_control_a_stock_library_reads_xxe_as_silence():
    """Without the door a document with an entity opens, and its text is silently lost."""
    body = DOCX[BODY].replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>")
    at = body.index(b"<w:document")
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    package = pack(DOCX | {BODY: body[:at] + entity + body[at:]})

    assert Document(BytesIO(package)).paragraphs[0].text == ""


def test_control_a_stock_library_reads_a_zip_behind_foreign_bytes():
    """Without the door zipfile skips a prefix in which other programs see another file."""
    case = next(case for case in WRONG_ZIP if case.label == "prefix")
    with ZipFile(BytesIO(case.make())) as archive:
        assert archive.namelist() == ["a"]


def test_control_a_far_cell_makes_the_sheet_seventeen_billion_cells(tmp_path):
    path = tmp_path / "far.xlsx"
    path.write_bytes(LEFT_TO_THE_CHILD["far cell"][2]())

    sheet = openpyxl.load_workbook(path).active

    assert sheet.max_row * sheet.max_column == 2**34
    assert stock.workbook_cells(path) == 0


class _Unseekable:
    """A stream as a web framework gives it: zip writers put sizes after the data."""

    def __init__(self, file):
        self._file = file

    def write(self, data):
        return self._file.write(data)

    def flush(self):
        self._file.flush()
