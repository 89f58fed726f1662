"""Background work in the database's own queue: leased, tried again, run at least once, without another service."""
