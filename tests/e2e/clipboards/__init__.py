"""Clipboards of offices with one table of 20 × 5: lines within cells, merged cells, quotes.

`calc` is LibreOffice's own HTML of a workbook. `word` and `excel` are written after what Word 2016
and Excel 2016 put on the clipboard (mso- styles, `<o:p>`, x:str, `&#13;`, same-cell breaks): those
programs do not run here. `rows.json` holds what stands in them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_COPY = """([html, text]) => {
  const put = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
  };
  window.addEventListener("copy", put, { once: true, capture: true });
  document.execCommand("copy");
}"""


@dataclass(frozen=True)
class Clipboard:
    """What an office has copied."""

    html: str
    text: str

    def put(self, page: Any) -> None:
        """On the real clipboard, as it is: `clipboard.write` would have the browser clean it."""
        page.evaluate(_COPY, [self.html, self.text])


def clipboard(office: str) -> Clipboard:
    html, text = (_HERE / f"{office}.{kind}" for kind in ("html", "txt"))
    return Clipboard(html.read_text(encoding="utf-8"), text.read_bytes().decode())


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_HERE / "rows.json").read_text(encoding="utf-8"))
    return content


def rows() -> list[list[str]]:
    """Number, title, deadline, responsible, result."""
    return [list(row) for row in _content()["rows"]]


def further_deadlines() -> dict[str, list[str]]:
    """By the item's number, where its other cells are merged downwards; not in `excel`."""
    return dict(_content()["steps"])
