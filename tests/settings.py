"""The product's settings with a home of its own for each test process, cheap passwords, no waiting for the disk."""

import atexit
import os
import shutil
import tempfile

home = tempfile.mkdtemp(prefix="bairi-test-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
os.environ["BAIRI_HOME"] = home

from bairi.edges.web.settings import *  # noqa: E402, F403
from bairi.edges.web.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and locks then behave as they do in service.
    DATABASES["default"]["TEST"] = {"NAME": f"{home}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
