"""One worker process: background work until SIGTERM, then the running job is finished."""

from __future__ import annotations

import signal
import threading

from bairi.edges.cli import rooms


def main() -> None:
    """Work until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    rooms.make_ready()
    rooms.work_until(stop)


if __name__ == "__main__":
    main()
