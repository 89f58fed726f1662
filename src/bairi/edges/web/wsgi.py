"""The WSGI entry that `bairi serve` gives to granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairi.edges.web.settings")
application = get_wsgi_application()
