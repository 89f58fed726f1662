"""Reading a trace of system calls: when a report was written to the database's log, synced there, and answered."""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
WRITES, SYNCS, SENDS = {"write", "writev", "pwrite64", "pwritev"}, {"fsync", "fdatasync"}, {"sendto", "sendmsg"}
TRACED = ",".join(sorted(WRITES | SYNCS | SENDS))


@dataclass(frozen=True)
class Step:
    """One call: the lines at which it began and had returned, and what it was given."""

    call: str
    began: int
    ended: int
    said: str

    @cached_property
    def bytes(self):
        """What it was given, with strace's escapes undone."""
        return codecs.escape_decode(self.said.encode())[0]


def steps(lines):
    """The calls of a trace by `strace -f -yy`, in the order in which they began; those that failed are left out."""
    found, open_calls = [], {}
    for number, line in enumerate(lines):
        if match := CALL.match(line):
            pid, call, said = match.groups()
            if said.rstrip().endswith("<unfinished ...>"):
                open_calls[pid] = (call, number, said)
                continue
            began = number
        elif match := RESUMED.match(line):
            pid, call, rest = match.groups()
            _, began, said = open_calls.pop(pid, (call, number, ""))
            said += rest
        else:
            continue
        if not re.search(r"= -1 ", said[-80:]):
            found.append(Step(call, began, number, said))
    return sorted(found, key=lambda step: step.began)


def kept_before_told(trace, uuid, log, port):
    """Whether a report's bytes were in the file `log` and synced there before the server at `port` said its number.

    None when the trace does not show it. A number may be written as text or as its sixteen bytes.
    """
    names = (uuid.encode(), uuid.replace("-", "").encode(), UUID(uuid).bytes)
    written = [s for s in trace if s.call in WRITES and log in _file(s) and any(name in s.bytes for name in names)]
    told = [s for s in trace if s.call in WRITES | SENDS and f":{port}->" in _file(s) and uuid in s.said]
    if not written or not told:
        return None
    synced = [s for s in trace if s.call in SYNCS and log in _file(s) and s.began > written[0].ended]
    return any(s.ended < told[0].began for s in synced)


def _file(step):
    """What strace writes behind the number of the file: a path, or both ends of a connection."""
    return step.said.split(", ", 1)[0]
