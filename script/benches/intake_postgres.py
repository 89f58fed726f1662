"""Reports through the API on PostgreSQL, against a bare view that inserts one row of 1 KB: at least 0.3."""

import os

from _intake import compare

POSTGRES = True

if __name__ == "__main__":
    url = os.environ["DATABASE_URL"]
    compare("intake-postgres", {1: 0.3, 8: 0.3}, database_url=url, bare_database_url=url)
