"""`bairi check`: the log, the standing, the files and the database, each recomputed and compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bairi.delivery.reports.actions import rebuild_standing
from bairi.delivery.reports.queries import check_standing
from bairi.edges.cli.keeping import databases
from bairi.ground.files.actions import check_files
from bairi.ground.transparency.queries import check_log


@dataclass(slots=True)
class CheckReport:
    """What was looked at, and a sentence for everything that is not as it should be. No sentence: clean."""

    events: int = 0
    waiting: int = 0
    root: str = ""
    checkpoints: int = 0
    files: int = 0
    orphans: int = 0
    periods_rebuilt: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check(*, at: datetime, rebuild: bool = False) -> CheckReport:
    """Check everything; with `rebuild`, first make standing anew from the raw reports."""
    report = CheckReport()
    if rebuild:
        report.periods_rebuilt = rebuild_standing()
    report.findings += databases.faults()
    log = check_log()
    report.events, report.waiting, report.checkpoints, report.root = (
        log.size,
        log.waiting,
        log.checkpoints,
        log.root.hex(),
    )
    report.findings += [str(finding) for finding in log.findings]
    report.findings += check_standing()
    files = check_files(at=at)
    report.files, report.orphans = files.files, files.orphans
    report.findings += [str(finding) for finding in files.findings]
    return report
