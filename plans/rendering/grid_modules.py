"""The scripts that the grid begins with, found by what they import."""

import re
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings

ENTRIES = ("js/grid/main.js", "js/grid/tools/index.js")
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[^";]+)";', re.MULTILINE)


@cache
def grid_modules() -> tuple[str, ...]:
    """Names of static files, the entries first: a browser told of all asks for them at once."""
    root = Path(settings.BASE_DIR, "static")
    found = dict.fromkeys(ENTRIES)
    waiting = list(ENTRIES)
    while waiting:
        name = waiting.pop()
        folder = PurePosixPath(name).parent
        for address in _IMPORT.findall((root / name).read_text(encoding="utf-8")):
            imported = str((root / folder / address).resolve().relative_to(root.resolve()))
            if imported not in found:
                found[imported] = None
                waiting.append(imported)
    return tuple(found)
