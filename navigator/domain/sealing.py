"""Certificate numbers under seal: the same number always gives the same bytes.

A number is the login of the parent's account, so it is a secret. AES-SIV (RFC 5297) is
deterministic and authenticated: a sealed number can be looked up and compared, and an altered one
does not open. The key lives outside the database.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

PURPOSE = b"moc-portal certificate number v1"


class BrokenSealError(Exception):
    """The bytes were altered, or the key is another one."""


def seal_number(number: str, secret: str) -> bytes:
    """The number's ASCII digits or letters, sealed; 16 bytes longer than the number."""
    return _cipher(secret).encrypt(number.encode(), [PURPOSE])


def open_number(sealed: bytes, secret: str) -> str:
    try:
        return _cipher(secret).decrypt(bytes(sealed), [PURPOSE]).decode()
    except InvalidTag as error:
        raise BrokenSealError from error


def _cipher(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(PURPOSE + secret.encode()).digest())
