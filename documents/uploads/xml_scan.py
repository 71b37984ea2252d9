"""XML read only as far as needed to know that a real parser may have it."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from documents.uploads.errors import UploadError
from documents.uploads.zip_directory import bomb, damaged

MAX_TOKEN = 2**20

OnElement = Callable[[str, dict[str, str]], None]


def scan_xml(chunks: Iterable[bytes], on_element: OnElement | None = None) -> None:
    """Go through the XML without building anything; refuse a DTD, an entity, a giant token.

    Expat itself finds the tokens, so comments, quotes and UTF-16 hide nothing. Without handlers
    it runs at the speed of C. It reads an unfinished token again with every piece, which is why
    a token has a limit: 200 MB of attribute took stock readers more than 90 seconds.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if on_element is not None:
        parser.StartElementHandler = on_element
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise bomb()
        parser.Parse(b"", True)  # noqa: FBT003 -- the signature of expat
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an unknown encoding
        raise damaged() from None


def _refuse_doctype(*_declaration: object) -> None:
    raise UploadError(
        "Внутри файла есть описание типа (DTD): офисные программы его не создают, а вред от "
        "него возможен. Откройте файл в Word, Excel или LibreOffice, сохраните заново и "
        "загрузите снова."
    )
