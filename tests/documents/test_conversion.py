"""LibreOffice as a servant: what it makes, what it may not do, and what is said without it."""

import fcntl
import gc
import json
import os
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from documents import conversion
from documents.conversion import ConversionError, convert, turns
from documents.uploads.door import inspect
from documents.uploads.kinds import Accepts, Kind
from organisations.domain.policy import Role
from plans.models import PlanImport
from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import BODY, DOCX
from tests.documents.uploads.raw_zip import pack
from tests.documents.writers import office
from tests.documents.writers.office import needs_soffice
from tests.factories import CentreFactory

GOLDEN = Path(__file__).parent / "golden"
SAVE_AS = "выберите «Файл → Сохранить как», тип «Документ Word (.docx)»"
PICTURE = """<w:p><w:r><w:drawing><wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="a"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="0" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 r:link="rId99"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""
RELATION = (
    '<Relationship Id="{id}" TargetMode="External" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)


@pytest.fixture
def program(tmp_path, settings):
    """Put a shell script in the place of LibreOffice; it is run as that would be."""

    def replace(script):
        path = tmp_path / "office"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        settings.OFFICE_PROGRAM = str(path)

    return replace


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "письмо.docx"
    path.write_bytes(honest.docx())
    return path


@pytest.fixture
def visits():
    """Addresses that somebody asked of a web server on this machine, and where it is."""
    seen = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

        def do_HEAD(self):
            self.do_GET()

        def do_OPTIONS(self):
            self.do_GET()

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield seen, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@needs_soffice
@pytest.mark.parametrize(
    ("plan", "form", "kind"),
    [
        ("tambov-work-plan", "document.odt", "doc"),
        ("kovrov-media-plan", "document.docx", "rtf"),
        ("cherdakly-road-map", "document.xlsx", "xls"),
    ],
)
def test_old_formats_are_read_as_the_new_ones_are(tmp_path, capsys, plan, form, kind):
    source = tmp_path / form
    source.write_bytes((GOLDEN / plan / form).read_bytes())
    old = office.convert(source, kind)

    call_command("import_plan", str(old), "--json")

    expected = json.loads((GOLDEN / plan / "expected.json").read_text("utf-8"))
    assert json.loads(capsys.readouterr().out) == expected


@needs_soffice
def test_readable_copy_is_a_document_that_passed_the_door_and_goes_when_it_is_dropped(tmp_path):
    source = tmp_path / "upload"
    source.write_bytes(_rtf("План"))
    os.utime(source, (1_600_000_000, 1_600_000_000))
    inspected = inspect(source, "План.doc", Accepts.PLAN_DOCUMENT)

    copy = conversion.readable_copy(inspected)

    assert (copy.name, copy.kind, copy.path.parent) == ("План.docx", Kind.DOCX, tmp_path)
    assert copy.path.stat().st_mtime == 1_600_000_000
    assert inspected.name == "План.rtf"
    path = copy.path
    del copy
    gc.collect()
    assert not path.exists()
    assert source.exists()


def test_readable_copy_leaves_alone_what_the_readers_know(letter):
    inspected = inspect(letter, letter.name, Accepts.PLAN_DOCUMENT)

    assert conversion.readable_copy(inspected) is None


@needs_soffice
@pytest.mark.parametrize(("content", "kind"), [("docx", "odt"), ("docx", "pdf"), ("xlsx", "ods")])
def test_convert_gives_exports_their_other_formats(tmp_path, content, kind):
    path = tmp_path / f"план.{content}"
    path.write_bytes(getattr(honest, content)())

    made = convert(path, path.name, Kind(kind))

    assert made == tmp_path / f"план.{content}.{kind}"
    assert "№ п/п" in _text(made, kind)


def test_a_person_is_told_how_to_save_the_file_where_there_is_no_office(
    settings, tmp_path, capsys
):
    settings.OFFICE_PROGRAM = "/nowhere/soffice"
    path = tmp_path / "план.rtf"
    path.write_bytes(_rtf("План"))

    with pytest.raises(SystemExit) as stop:
        call_command("import_plan", str(path), "--json")

    said = capsys.readouterr().err
    assert (stop.value.code, conversion.is_available()) == (2, False)
    assert "нет LibreOffice" in said
    assert SAVE_AS in said


@pytest.mark.django_db
def test_the_upload_page_says_so_too_and_stays_a_page(settings, tmp_path, sign_in):
    settings.OFFICE_PROGRAM, settings.MEDIA_ROOT = "/nowhere/soffice", tmp_path
    centre = CentreFactory()
    file = SimpleUploadedFile("план.doc", _rtf("План"))

    response = sign_in(Role.METHODIST, centre).post(
        reverse("plans:import_upload"), {"organisation": centre.pk, "file": file}
    )

    assert response.status_code == 422
    assert SAVE_AS in response.content.decode()
    assert not PlanImport.objects.exists()


def test_a_program_that_hangs_is_killed_with_all_its_children(program, letter, tmp_path):
    program(f"sleep 600 & echo $! > {tmp_path}/child; wait")

    with pytest.raises(ConversionError, match="слишком велик или сложен"):
        convert(letter, letter.name, Kind.PDF, seconds=1)

    child = int((tmp_path / "child").read_text())
    assert not _is_alive(child)


@pytest.mark.parametrize(
    "script", ["exit 1", "exit 0", 'mkdir made; : > "made/document.pdf"', "kill -SEGV $$"]
)
def test_a_program_that_fails_in_any_way_is_one_sentence(program, letter, script):
    program(script)

    with pytest.raises(ConversionError) as refusal:
        convert(letter, letter.name, Kind.PDF)

    assert "«письмо.docx»" in str(refusal.value)
    assert "Сохранить как" in str(refusal.value)
    assert [path.name for path in letter.parent.glob("*.pdf")] == []


def test_the_program_works_in_narrow_surroundings(program, letter, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "must not be inherited")
    program(
        "mkdir made; (ulimit -v; ulimit -d; ulimit -t; ulimit -f; env; "
        "tail -n +3 /proc/net/dev) > made/document.pdf"
    )

    said = convert(letter, letter.name, Kind.PDF, seconds=7).read_text()

    limits = said.splitlines()[:4]
    assert limits[:3] == [str(4 * 2**20), str(2**20), "7"]
    assert limits[3].isdigit()
    names = set(re.findall(r"^(\w+)=", said, re.MULTILINE))
    assert names <= {"HOME", "LANG", "LC_CTYPE", "PATH", "PWD", "SAL_USE_VCLPLUGIN", "TMPDIR"}
    assert re.findall(r"^\s*(\w+):", said, re.MULTILINE) == ["lo"]


def test_a_second_document_waits_for_the_first(letter, monkeypatch, program):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.2)
    program("exit 1")
    with turns.lock_path().open("w") as taken:
        fcntl.flock(taken, fcntl.LOCK_EX)

        with pytest.raises(ConversionError, match="повторите через минуту"):
            convert(letter, letter.name, Kind.PDF)

    with pytest.raises(ConversionError, match="не открывает этот документ"):
        convert(letter, letter.name, Kind.PDF)


@needs_soffice
def test_nothing_outside_the_document_is_fetched(tmp_path, visits):
    seen, address = visits
    linked = tmp_path / "linked.docx"
    linked.write_bytes(_linked_docx(address))
    text = tmp_path / "linked.rtf"
    text.write_bytes(_linked_rtf(address))

    made = [convert(linked, linked.name, Kind.ODT), convert(text, text.name, Kind.DOCX)]

    assert seen == []
    assert all(path.stat().st_size for path in made)


@needs_soffice
def test_control_the_same_document_is_fetched_from_where_nobody_minds(tmp_path, visits):
    seen, address = visits
    linked = tmp_path / "linked.docx"
    linked.write_bytes(_linked_docx(address))

    office.convert(linked, "odt")

    assert "/picture.png" in seen


@needs_soffice
def test_the_network_is_empty_and_the_links_are_off_each_on_its_own(tmp_path, visits, monkeypatch):
    """Where the system allows no network namespace, the profile alone holds."""
    seen, address = visits
    linked = tmp_path / "linked.docx"
    linked.write_bytes(_linked_docx(address))
    everywhere = conversion.office._CODE.replace(
        "import main\n",
        "import main\nimport documents.conversion.launcher as launcher\n"
        "launcher.enter_empty_network = lambda: False\n",
    )
    monkeypatch.setattr(conversion.office, "_CODE", everywhere)

    convert(linked, linked.name, Kind.ODT)

    assert seen == []


def _text(path, kind):
    if kind == "pdf":
        command = ["pdftotext", str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    with ZipFile(path) as package:
        return package.read("content.xml").decode()


def _rtf(text):
    signs = "".join(rf"\u{ord(sign)}?" for sign in text)
    return rf"{{\rtf1\ansi {signs}\par}}".encode()


def _linked_docx(address):
    body = DOCX[BODY].replace(b"<w:body>", b"<w:body>" + PICTURE.encode())
    picture = RELATION.format(id="rId99", kind="image", target=f"{address}/picture.png")
    template = RELATION.format(id="r1", kind="attachedTemplate", target=f"{address}/t.dotm")
    relations = "word/_rels/document.xml.rels"
    own = DOCX[relations].decode().replace("</Relationships>", f"{picture}</Relationships>")
    return pack(
        DOCX
        | {
            BODY: body,
            relations: own.encode(),
            "word/_rels/settings.xml.rels": RELATIONS.format(template).encode(),
        }
    )


def _linked_rtf(address):
    field = r'{\field{\*\fldinst INCLUDE%s "%s/%s" \\d}{\fldrslt x}}'
    picture, text = field % ("PICTURE", address, "a.png"), field % ("TEXT", address, "a.rtf")
    return rf"{{\rtf1\ansi{{\*\template {address}/t.dot}}{picture}{text}\par}}".encode()


def _is_alive(process):
    """Also a dead child that nobody has fetched is dead."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
