"""Search that knows Russian letters on both databases."""

import re

from django.db.models import Q


def mentions(text: str, *fields: str) -> Q:
    """Rows where a field has the text in it, whatever the case of the letters.

    `icontains` of SQLite folds Latin letters only; its regular expressions are Python's.
    """
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__iregex": re.escape(text)})
    return found
