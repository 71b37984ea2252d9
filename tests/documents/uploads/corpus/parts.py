"""XML parts that attack the parser: each attack in each part of each package."""

from collections.abc import Iterator

from tests.documents.uploads.corpus.cases import BODY, SHEET
from tests.documents.uploads.corpus.samples import PACKAGES, Sample, packed

ATTACKS = {
    "dtd": b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>",
    "xxe": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "laughs": b'<!DOCTYPE a [<!ENTITY b "hahahaha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    "parameter entity": b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a/>',
    "foreign root": b"<nonsense/>",
    "not closed": b"<a><b></a>",
    "nothing": b"",
    "noise": bytes(range(256)) * 4,
    "deep": b"<a>" * 3_000 + b"</a>" * 3_000,
}
MAIN = {"docx": BODY, "xlsx": SHEET, "odt": "content.xml", "ods": "content.xml"}
WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def attacked_parts() -> Iterator[Sample]:
    for kind, parts in PACKAGES.items():
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        for name in names:
            for label, attack in ATTACKS.items():
                everywhere = label in {"dtd", "xxe", "not closed"}
                if everywhere or name == MAIN[kind] or name.endswith("styles.xml"):
                    yield packed(f"{label} in {name}", kind, {name: attack})
        for coding in ("utf-16", "utf-16-be", "utf-32", "cp1251"):
            text = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE a><a/>'
            yield packed(f"dtd in {coding}", kind, {MAIN[kind]: text.encode(coding)})


def lost_parts() -> Iterator[Sample]:
    for kind, parts in PACKAGES.items():
        for name in parts:
            yield packed(f"without {name}", kind, {}, without=[name])
        yield packed("a part twice as a folder", kind, {f"{MAIN[kind]}/x": b"<a/>"})


def passengers() -> Iterator[Sample]:
    """What no document may carry."""
    riders = {
        "docx": (
            *("word/vbaProject.bin", "word/vbaData.xml", "word/activeX/activeX1.bin"),
            *("word/embeddings/a.xlsx", "word/embeddings/oleObject2.bin", "customUI/run.js"),
            *("word/media/a.exe", "word/media/a.LNK", "word/media/a.hta", "word/a.ps1"),
        ),
        "xlsx": (
            *("xl/vbaProject.bin", "xl/macrosheets/sheet9.xml", "xl/activeX/activeX1.xml"),
            *("xl/embeddings/a.docx", "xl/externalLinks/externalLink2.xml", "xl/a.vbs"),
            *("xl/media/a.scr", "xl/media/a.jar", "xl/a.msi", "xl/VBAPROJECT.BIN"),
        ),
        "odt": (
            *("Basic/Standard/Module1.xml", "Scripts/python/a.py", "Object 1/content.xml"),
            *("ObjectReplacements/Object 1", "Pictures/a.bat", "Object 2"),
        ),
        "ods": ("Basic/script-lc.xml", "Scripts/javascript/a.js", "Object 3/styles.xml", "a.dll"),
    }
    for kind, names in riders.items():
        for name in names:
            yield packed(f"carries {name}", kind, {name: b"MZ"})


def links() -> Iterator[Sample]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "image oleObject attachedTemplate frame subDocument video audio externalLinkPath"
    targets = ("http://127.0.0.1:9/a", "file:///etc/passwd", "\\\\10.0.0.1\\share\\a.dotm")
    for package, place in (("docx", "word/_rels/settings.xml.rels"), ("xlsx", "xl/_rels/a.rels")):
        for kind in kinds.split():
            for target in targets:
                relation = (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                    f'relationships"><Relationship Id="r1" Type="{base}/{kind}" '
                    f'Target="{target}" TargetMode="External"/></Relationships>'
                ).encode()
                yield packed(f"{kind} from {target[:4]}", package, {place: relation})
    yield from _open_document_links()


def _open_document_links() -> Iterator[Sample]:
    tags = (
        *("draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet"),
        *("text:section-source", "table:table-source", "draw:floating-frame", "form:form"),
        *("table:cell-range-source", "presentation:sound", "text:script"),
    )
    for kind in ("odt", "ods"):
        content = PACKAGES[kind]["content.xml"]
        for tag in tags:
            found = f'<{tag} xlink:href="http://127.0.0.1:9/a" xlink:show="embed"/>'.encode()
            names = b" ".join(
                b'xmlns:%s="urn:x:%s"' % (name, name) for name in (b"form", b"presentation")
            )
            changed = content.replace(b"</text:p>", found + b"</text:p>", 1)
            changed = changed.replace(b"<office:body", b"<office:body " + names, 1)
            yield packed(f"{tag} from outside", kind, {"content.xml": changed})
        for tag in (b"<office:dde-source/>", b"<script:event-listener/>"):
            inside = tag + b"</text:p>"
            changed = content.replace(b"</text:p>", inside, 1).replace(
                b"<office:body", b'<office:body xmlns:script="urn:x:s"', 1
            )
            yield packed(f"{tag.decode()} inside", kind, {"content.xml": changed})
