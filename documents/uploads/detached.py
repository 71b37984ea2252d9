"""A detached electronic signature (.sig, .p7s): is it one, by its first bytes and its length."""

import base64
import binascii
import re
from pathlib import Path

from documents.uploads.errors import UploadError

MAX_SIGNATURE = 2**20
_ARMOUR = re.compile(rb"-----BEGIN (?:CMS|PKCS7|PKCS #7 SIGNED DATA|SIGNATURE)-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
# The object identifier of signed data (1.2.840.113549.1.7.2), which every such file begins with.
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE = 0x30
_UNTIL_END = 0x80  # a length that is told by an end mark
_NOT_A_SIGNATURE = (
    "Внутри нет электронной подписи. Выберите файл, который сделала программа подписи "
    "(КриптоАРМ, КриптоПро, Госключ): .sig или .p7s."
)


def check(path: Path) -> None:
    """Let in signed data in DER, as base64 or in armour; anything else is refused."""
    if path.stat().st_size > MAX_SIGNATURE:
        raise UploadError("Подпись так велика не бывает. Приложите отсоединённую подпись.")
    content = path.read_bytes()
    if not _is_signed_data(content) and not _is_signed_data(_unwrapped(content)):
        raise UploadError(_NOT_A_SIGNATURE)


def _unwrapped(content: bytes) -> bytes:
    """The bytes inside base64, with or without its armour; nothing where it is neither."""
    text = content.strip().removeprefix(b"\xef\xbb\xbf")
    if _ARMOUR.match(text):
        text = text.partition(b"-----\n")[2] or text.partition(b"-----\r\n")[2]
        text = text.partition(b"-----END")[0]
    if not _BASE64.fullmatch(text):
        return b""
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return b""


def _is_signed_data(content: bytes) -> bool:
    if len(content) < 16 or content[0] != _SEQUENCE:
        return False
    told = content[1]
    if told == _UNTIL_END:
        return content[2:].startswith(_SIGNED_DATA) and content.endswith(b"\0\0")
    size = told & 0x7F if told & 0x80 else 0
    head = 2 + size
    length = int.from_bytes(content[2:head], "big") if size else told
    return len(content) == head + length and content[head:].startswith(_SIGNED_DATA)
