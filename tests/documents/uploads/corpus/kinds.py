"""Files that are not what their names say."""

from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import (
    EVIDENCE,
    TABLE,
    ready,
)
from tests.documents.uploads.raw_zip import pack

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

WRONG_KIND = [
    ready("empty", "план.docx", b"", "пуст (0 байт)"),
    ready("one byte", "план.xlsx", b"P", "изменено расширение"),
    ready("random", "план.xlsx", bytes(range(256)) * 20, "ни на один известный"),
    ready("html", "план.xlsx", b"<html><table><tr><td>1", "веб-страница"),
    ready("html with a mark", "план.docx", b"\xef\xbb\xbf<!DOCTYPE html><p>", "веб-страница"),
    ready("pdf as docx", "план.docx", honest.pdf(), "файл PDF, у которого изменено"),
    ready("png as docx", "план.docx", honest.picture("PNG"), "Это рисунок, а не документ"),
    ready("jpeg as xlsx", "план.xlsx", honest.picture("JPEG"), "Это фотография"),
    ready("rtf as docx", "план.docx", b"{\\rtf1 plan}", "документ RTF"),
    ready("rar", "план.docx", b"Rar!\x1a\7\0" + bytes(50), "Это архив."),
    ready("7z", "план.docx", b"7z\xbc\xaf\x27\x1c" + bytes(50), "Это архив."),
    ready("gzip", "план.docx", b"\x1f\x8b\x08" + bytes(50), "Это архив."),
    ready("program", "план.docx", b"MZ" + bytes(100), "Это программа"),
    ready("heic", "фото.jpg", b"\0\0\0\x18ftypheic" + bytes(50), "HEIC", EVIDENCE),
    ready("gif", "фото.png", b"GIF89a" + bytes(50), "неподходящем формате", EVIDENCE),
    ready("svg", "фото.png", b"<svg onload='alert(1)'/>", "рисунок SVG", EVIDENCE),
    ready("html as png", "фото.png", b"<html><script>", "Это не снимок", EVIDENCE),
    ready("docx as pdf", "приказ.pdf", honest.docx(), "Внутри не PDF", EVIDENCE),
    ready("word 2003 xml", "план.docx", b'<?xml version="1.0"?><w:wordDocument/>', "XML старого"),
    ready("text as docx", "план.docx", "просто текст".encode(), "Это простой текст"),
    ready(
        "password", "план.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"
    ),
    ready("old doc", "план.docx", OLE, "старого формата"),
    ready("docx as xlsx", "план.xlsx", honest.docx(), "По содержанию это .docx"),
    ready("xlsx as docx", "план.docx", honest.xlsx(), "По содержанию это .xlsx"),
    ready("ods as odt", "план.odt", pack(honest.odf_parts("spreadsheet")), "это .ods"),
    ready("presentation", "план.odt", pack(honest.odf_parts("presentation")), "другого вида"),
    ready("zip of texts", "план.docx", pack({"a.txt": b"a"}), "архив ZIP"),
    ready("doc ending", "отчёт.doc", OLE, "Формат .doc устарел", EVIDENCE),
    ready("xlsm ending", "план.xlsm", honest.xlsx(), "Файлы .xlsm могут содержать макросы"),
    ready("pdf table", "охват.pdf", honest.pdf(), "Из PDF и сканов", TABLE),
    ready("no ending", "план", honest.docx(), "Здесь принимаются файлы .docx"),
    ready("odt as a table", "охват.odt", pack(honest.odf_parts()), "файлы .xlsx, .csv", TABLE),
    ready("too large", "план.docx", bytes(20 * 2**20 + 1), "больше 20 МБ"),
    ready("docx as txt", "план.txt", honest.docx(), "архив или документ Office"),
    ready("binary txt", "план.txt", b"a\0b\x01" * 50, "двоичные данные"),
    ready("blank txt", "план.txt", b" \n\n ", "нет текста"),
    ready("long line", "план.txt", b"x" * (2**20 + 1), "длиннее миллиона"),
    ready("unknown encoding", "план.txt", b"\xff\xfe\x00\xd8\x00", "Кодировка"),
    ready("html as csv", "охват.csv", b"<table><tr>", "веб-страница", TABLE),
]
