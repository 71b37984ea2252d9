#!/usr/bin/env python3
"""The portal's command line: makes its own environment first, then runs Django's."""

import os
import sys
from pathlib import Path
from runpy import run_path

if sys.version_info < (3, 11):  # noqa: UP036 -- the sentence is for those who have an older one
    sys.exit(
        "Нужен Python 3.11 или новее, а это Python {}.{}. Установите его (в Debian 12: "
        "apt install python3 python3-venv) и повторите: python3.11 manage.py …".format(
            *sys.version_info
        )
    )

if __name__ == "__main__":
    # By path, not by import: the package needs Celery, which may not be installed yet.
    run_path(str(Path(__file__).parent / "moc_portal" / "bootstrap.py"))["enter"](sys.argv)

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
