"""A bare Django application: one view without middleware that answers with the bytes of a file."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench")
django.setup()
BODY = Path(os.environ["BARE_PAGE"]).read_bytes()


def page(_request):
    return HttpResponse(BODY)


urlpatterns = [path("page", page)]
application = WSGIHandler()
