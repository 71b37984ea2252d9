"""A zip package with parts changed and parts added, the same bytes whenever it is written."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.patching.package import write_package

EPOCH = (1980, 1, 1, 0, 0, 0)


def rewritten(package: ZipFile, parts: Mapping[str, bytes]) -> bytes:
    """The package with `parts`: those that it has take the old ones' place, others come last."""
    known = set(package.namelist())
    target = io.BytesIO()
    write_package(package, target, {name: parts[name] for name in parts if name in known})
    with ZipFile(target, "a") as copied:
        for name, content in parts.items():
            if name not in known:
                add(copied, name, content)
    return target.getvalue()


def add(package: ZipFile, name: str, content: bytes) -> None:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    package.writestr(info, content)
