"""The door by which a web server enters; it stays shut while the settings are unsafe."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from moc_portal.deployment import refuse_unsafe_settings

GIVE_UP = 3  # gunicorn's word for «do not try to boot me again»

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

try:
    application = get_wsgi_application()
    refuse_unsafe_settings()
except ImproperlyConfigured as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(GIVE_UP)

# A page of a long plan makes some 100 000 objects, a saved cell a few thousand. What the program
# itself consists of never becomes rubbish: it is not searched through again for every thousand.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
