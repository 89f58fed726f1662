"""Reports through the API on SQLite against a bare view that inserts 1 KB: 0.5 with 8 clients, 0.4 with one."""

import tempfile

from _intake import compare

if __name__ == "__main__":
    folder = tempfile.mkdtemp(prefix="bairi-bare-")
    compare("intake-api", {1: 0.4, 8: 0.5}, database_url="", bare_database_url=f"sqlite:///{folder}/bare.sqlite3")
