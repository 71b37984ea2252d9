"""Search that knows Russian letters on both databases."""

import re

from django.db.models import Q


def mentions(text: str, *fields: str) -> Q:
    """Rows where a field has the text in it, whatever the case of the letters; «ё» is «е».

    `icontains` of SQLite folds Latin letters only; its regular expressions are Python's.
    """
    found = Q()
    pattern = re.sub("[её]", "[её]", re.escape(text), flags=re.IGNORECASE)
    for field in fields:
        found |= Q(**{f"{field}__iregex": pattern})
    return found
