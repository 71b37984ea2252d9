# ruff: noqa: INP001 -- a script of the containers, not a package
"""Health checks of the containers: `probe.py web URL`, `probe.py fresh FILE SECONDS`."""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit


def answers(url: str) -> bool:
    """Asked by the portal's own name: by any other the portal does not answer."""
    name = urlsplit(os.environ.get("PORTAL_URL", url)).netloc
    request = urllib.request.Request(url, headers={"Host": name})  # noqa: S310 -- our own address
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 -- see above
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def is_fresh(path: Path, seconds: int) -> bool:
    """The file, or those that a database module has made of its name (.db, .dat and .dir)."""
    written = [file.stat().st_mtime for file in path.parent.glob(f"{path.name}*")]
    return bool(written) and time.time() - max(written) < seconds


def main(arguments: list[str]) -> int:
    match arguments:
        case ["web", url]:
            return 0 if answers(url) else 1
        case ["fresh", path, seconds] if seconds.isdigit():
            return 0 if is_fresh(Path(path), int(seconds)) else 1
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
