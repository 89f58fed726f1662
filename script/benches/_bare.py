"""A bare Django application: one view without middleware that inserts one row of 1 KB durably and says so.

The database is the one that DATABASE_URL names, with the product's own settings for it.
"""

import json
import os

import dj_database_url
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import JsonResponse
from django.urls import path

TABLE = "CREATE TABLE IF NOT EXISTS bare_row (id {key}, sent text NOT NULL, body text NOT NULL)"
KEYS = {"sqlite": "integer PRIMARY KEY", "postgresql": "bigserial PRIMARY KEY"}

database = dj_database_url.parse(os.environ["BARE_DATABASE_URL"], conn_max_age=600)
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
    }
if not settings.configured:
    settings.configure(
        DATABASES={"default": database}, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", USE_TZ=True
    )

import django  # noqa: E402

django.setup()


def insert(request):
    sent = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare_row (sent, body) VALUES (%s, %s) RETURNING id", [sent["uuid"], sent["note"]])
        (key,) = cursor.fetchone()
    return JsonResponse({"id": key}, status=201)


urlpatterns = [path("rows", insert)]
with connection.cursor() as once:
    once.execute(TABLE.format(key=KEYS[connection.vendor]))
application = WSGIHandler()
