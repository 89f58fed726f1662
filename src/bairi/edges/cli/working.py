"""One worker process: background work until SIGTERM, then the running job is finished."""

from __future__ import annotations

import signal
import threading
from importlib import import_module

from bairi.edges.cli.django_ready import make_ready


def main() -> None:
    """Work until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    make_ready()
    import_module("bairi.ground.jobs.worker").work(stop=stop)


if __name__ == "__main__":
    main()
