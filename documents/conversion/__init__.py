"""Documents of one format made into another by LibreOffice, in a process shut off from the world.

`readable_copy` and `opened` bring the formats of old Word and Excel to ones the readers know;
`convert` also gives the exports their .odt, .ods and .pdf.
"""

from documents.conversion.copies import CONVERTED, opened, readable_copy
from documents.conversion.errors import ConversionError
from documents.conversion.office import EXPORT_SECONDS, UPLOAD_SECONDS, convert, is_available

__all__ = [
    "CONVERTED",
    "EXPORT_SECONDS",
    "UPLOAD_SECONDS",
    "ConversionError",
    "convert",
    "is_available",
    "opened",
    "readable_copy",
]
