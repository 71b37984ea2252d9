"""Office files given back as they came, but for what people changed; no Django."""

from documents.patching.docx import patch_docx
from documents.patching.model import Patch, PatchError, RowPatch, TablePatch
from documents.patching.xlsx import patch_xlsx

__all__ = ["Patch", "PatchError", "RowPatch", "TablePatch", "patch_docx", "patch_xlsx"]
