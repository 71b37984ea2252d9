"""Runs of text inside a paragraph."""

from html import escape

from documents.writers.docx.model import Inline
from documents.writers.text import clean_text

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class Links:
    """Addresses that the text points to, each with one relationship."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}

    def identifier(self, address: str) -> str:
        return self.addresses.setdefault(address, f"link{len(self.addresses) + 1}")


def run_xml(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs become those of Word."""
    safe = escape(clean_text(text), quote=False).replace("\n", _BREAK).replace("\t", _TAB)
    return f'<w:r>{properties}<w:t xml:space="preserve">{safe}</w:t></w:r>' if text else ""


def inline_xml(content: Inline, links: Links, properties: str = "") -> str:
    """Text, or a link that can be clicked when its address is http or https."""
    if isinstance(content, str):
        return run_xml(content, properties)
    if not content.address:
        return run_xml(content.text, properties)
    run = run_xml(content.text or content.address, '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>')
    return f'<w:hyperlink r:id="{links.identifier(content.address)}">{run}</w:hyperlink>'


def paragraph_xml(runs: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
