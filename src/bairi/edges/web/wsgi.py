"""The WSGI entry that `bairi serve` gives to granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairi.edges.web.settings")
django_application = get_wsgi_application()

from bairi.edges.api.assembly import throttle  # noqa: E402 - the rooms can be read once Django is set up
from bairi.edges.api.door import ReportsDoor  # noqa: E402 - the same
from bairi.edges.openrosa.door import SubmissionsDoor  # noqa: E402 - the same
from bairi.edges.web.kept_door import KeptPages  # noqa: E402 - the same

application = SubmissionsDoor(ReportsDoor(KeptPages(django_application), throttle))
