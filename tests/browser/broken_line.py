"""A line in the mountains: a proxy that breaks connections after random bytes, in both directions."""

import random
import socket
import struct
import threading
from dataclasses import dataclass, field

PIECE = 4096
WINDOW = 64 * 1024
"""What may be under way at once, as over a poor line: what lies in it when the line breaks was sent for nothing."""


@dataclass
class BrokenLine:
    """Stands at `url` before the server at `port`. `breaks` connections are still to be broken; the rest is whole.

    A break comes after a random number of bytes, of the request (so that a part of it arrives) or of the answer (so
    that the server did it and the phone does not know). `sent` counts the bytes that phones gave away.
    """

    port: int
    seed: int = 0
    breaks: int = 0
    most_bytes: int = 60_000
    sent: int = 0
    broken: int = 0
    _sockets: set[socket.socket] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
        self.url = f"http://localhost:{self.server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """End it and all that runs over it."""
        self.server.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Break every connection that is open now."""
        with self.lock:
            open_now, self._sockets = self._sockets, set()
        for one in open_now:
            _reset(one)

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(phone,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        except OSError:
            _reset(phone)
            return
        up, down = self._plan()
        with self.lock:
            self._sockets |= {phone, server}
        back = threading.Thread(target=self._pump, args=(server, phone, down, False), daemon=True)
        back.start()
        self._pump(phone, server, up, True)
        back.join()
        with self.lock:
            self._sockets -= {phone, server}
        for one in (phone, server):
            one.close()

    def _plan(self) -> tuple[int | None, int | None]:
        """After how many bytes the connection breaks: of the request, of the answer; None for never."""
        with self.lock:
            if self.breaks <= 0:
                return None, None
            self.breaks -= 1
            after = self.rng.randrange(self.most_bytes)
            return (after, None) if self.rng.random() < 0.6 else (None, after % 700)

    def _pump(self, source: socket.socket, sink: socket.socket, left: int | None, is_request: bool) -> None:
        try:
            while piece := source.recv(PIECE if left is None else min(PIECE, max(left, 1))):
                if is_request:
                    with self.lock:
                        self.sent += len(piece)
                if left is not None and left <= 0:
                    raise ConnectionResetError
                sink.sendall(piece)
                left = None if left is None else left - len(piece)
            with self.lock:
                if source not in self._sockets:  # hung up
                    raise ConnectionResetError
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            if is_request:
                self._count_lost(source)
            with self.lock:
                self.broken += left is not None
            phone, server = (source, sink) if is_request else (sink, source)
            _reset(phone)
            server.close()  # what went through has arrived

    def _count_lost(self, phone: socket.socket) -> None:
        """What was under way when the line broke counts as sent."""
        try:
            phone.setblocking(False)
            while piece := phone.recv(PIECE):
                with self.lock:
                    self.sent += len(piece)
        except OSError:
            return


def _reset(one: socket.socket) -> None:
    """Break it off hard, as a lost line does: an end that looks clean would pass for the end of an answer, which
    https does not allow. Who waits for more of it on this side is woken first."""
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RD)
    except OSError:
        pass
    one.close()
