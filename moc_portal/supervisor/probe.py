"""One question to the web server: does it answer."""

from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def answers(host: str, port: int, portal_url: str) -> bool:
    """Asked at the address it is bound to, by the name under which it knows itself."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- to compare
    connection = HTTPConnection(target, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(portal_url).netloc})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
