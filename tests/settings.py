"""The product's settings with a home of their own for each test process, and cheap passwords."""

import atexit
import os
import shutil
import tempfile

home = tempfile.mkdtemp(prefix="bairi-test-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
os.environ["BAIRI_HOME"] = home

from bairi.edges.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
