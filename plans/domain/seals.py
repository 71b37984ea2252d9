"""What ties a printed version to the portal: its code, its address, the words beside the QR."""

import re
from dataclasses import dataclass
from datetime import date

CODE_LENGTH = 16
_CODE = re.compile(r"[0-9a-f]{16,64}")
# What a person types from paper: letters that look alike, blanks, dashes.
_ALIKE = str.maketrans("асеоОО", "ace000")
_GAPS = re.compile(r"[\s\-–—·.]+")


@dataclass(frozen=True, slots=True)
class Seal:
    """The mark on a document; `site` is the portal's own address."""

    number: int
    approved_on: date
    sha256: str
    site: str
    is_public_form: bool = False

    @property
    def code(self) -> str:
        return code_of(self.sha256)

    @property
    def address(self) -> str:
        """Where the document is checked; the QR leads there."""
        return f"{self.site}/v/{self.code}/"

    @property
    def heading(self) -> str:
        """«Версия 2 утверждена 30.08.2025»."""
        said = f"Версия {self.number} утверждена {self.approved_on:%d.%m.%Y}"
        return f"{said}, публичная форма" if self.is_public_form else said

    @property
    def lines(self) -> tuple[str, str, str]:
        """What stands beside the QR on the first page."""
        return self.heading, f"SHA-256 {self.sha256}", f"Проверить: {self.address}"

    @property
    def short(self) -> str:
        """What stands at the foot of every page."""
        return f"Версия {self.number} от {self.approved_on:%d.%m.%Y} · SHA-256 {spaced(self.code)}"


def code_of(sha256: str) -> str:
    """As much of the hash as a person can type, and as no two versions share."""
    return sha256[:CODE_LENGTH]


def spaced(code: str) -> str:
    """«1f2e 3d4c 5b6a 7988»."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def read_code(text: str) -> str:
    """The code in what a person typed or pasted, the address included; empty if there is none."""
    last = text.strip().rstrip("/").rsplit("/", 1)[-1]
    plain = _GAPS.sub("", last.lower().removeprefix("sha-256")).translate(_ALIKE)
    return code_of(plain) if _CODE.fullmatch(plain) else ""
