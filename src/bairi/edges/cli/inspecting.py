"""The whole check: log, standing and files, recomputed from what lies under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bairi.delivery.reports.queries import check_standing
from bairi.edges.cli.output import Watch
from bairi.ground.files.actions import check_files
from bairi.ground.transparency.queries import check_log


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was looked at and what was found; no findings means clean."""

    log_size: int
    log_root: str
    files: int
    findings: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.findings


def inspect(watch: Watch, *, at: datetime) -> Inspection:
    """Recompute the log's root, the standing of every campaign and the digest of every file."""
    watch.step("log")
    log = check_log()
    watch.step("standing")
    standing = check_standing()
    watch.step("files")
    files = check_files(at=at)
    found = [*map(str, log.findings), *standing, *map(str, files.findings)]
    return Inspection(log.size, log.root.hex(), files.files, tuple(found))
