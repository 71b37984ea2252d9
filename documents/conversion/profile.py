"""A fresh profile for LibreOffice: no macros, no links out of the document, no questions."""

from pathlib import Path

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SCRIPTING = "Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    # What a document refers to is fetched only for documents from a trusted folder: there is none.
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Common/Load", "UserDefinedSettings", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    (
        "Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
    ("Office.Common/Save/Document", "UseUserData", "false"),
)


def write(folder: Path) -> None:
    """Make the profile in `folder`, which is not there yet."""
    user = folder / "user"
    user.mkdir(parents=True)
    items = (_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    text = f"{_HEAD}{''.join(items)}</oor:items>\n"
    (user / "registrymodifications.xcu").write_text(text, "utf-8")
