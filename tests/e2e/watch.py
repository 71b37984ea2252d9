"""What must not happen on any page, whatever the test is about."""

from dataclasses import dataclass, field
from typing import Any

# Chromium's own line about a bad answer; the answer itself is judged, with its address.
BAD_ANSWER = "Failed to load resource: the server responded with a status"
LEFT_THE_PAGE = "net::ERR_ABORTED"  # a download, or a request of a page that was left


@dataclass
class Watch:
    """Listens to a page; `faults` fail the test, `allowed` are refusals that it asks for."""

    address: str
    allowed: frozenset[int] = frozenset()
    faults: list[str] = field(default_factory=list)

    def listen(self, page: Any) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("requestfailed", self._on_failed)
        page.on("response", self._on_response)

    def _on_console(self, message: Any) -> None:
        # A violation of the Content-Security-Policy is said here, too.
        if message.type == "error" and not message.text.startswith(BAD_ANSWER):
            self.faults.append(f"console: {message.text}")

    def _on_failed(self, request: Any) -> None:
        if request.url.startswith(self.address) and request.failure != LEFT_THE_PAGE:
            self.faults.append(f"{request.failure}: {request.method} {request.url}")

    def _on_response(self, response: Any) -> None:
        is_ours = response.url.startswith(self.address)
        if is_ours and response.status >= 400 and response.status not in self.allowed:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")
