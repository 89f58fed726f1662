"""Faults of the machine and of Django, translated into problems that say the mend."""

from __future__ import annotations

import errno
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest

from bairi.edges.web import problems
from bairi.ground.access import Problem

FULL: Final = ("disk is full", "no space left", "53100", "could not extend file")
READ_ONLY: Final = ("readonly database", "read-only transaction", "read-only file system")
BUSY: Final = ("database is locked", "lock timeout", "deadlock detected", "too many connections", "too many clients")


def problem_of(request: HttpRequest, fault: BaseException) -> Problem | None:
    """The problem behind an exception; None for a fault of our own, which must be raised and logged."""
    if isinstance(fault, Http404):
        return problems.PageNotFound(path=request.path)
    if isinstance(fault, PermissionDenied):
        return problems.NotPermitted()
    if isinstance(fault, RequestDataTooBig | TooManyFilesSent):
        return problems.UploadTooLarge(megabytes=settings.BAIRI_UPLOAD_LIMIT // 2**20)
    if isinstance(fault, SuspiciousOperation):
        return problems.BadRequest()
    return machine_problem(fault)


def machine_problem(fault: BaseException) -> Problem | None:
    """The problem behind an exception that no request caused: a refusal, the disk, the database; else None."""
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, OSError):
        return _of_disk(fault)
    return _of_database(fault) if isinstance(fault, DatabaseError) else None


def _of_disk(fault: OSError) -> Problem | None:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return problems.DiskFull()
    return problems.ReadOnly() if fault.errno in {errno.EROFS, errno.EACCES} else None


def _of_database(fault: DatabaseError) -> Problem | None:
    said = f"{fault} {getattr(fault.__cause__, 'sqlstate', '') or ''}".lower()
    for signs, problem in ((FULL, problems.DiskFull), (READ_ONLY, problems.ReadOnly), (BUSY, problems.DatabaseBusy)):
        if any(sign in said for sign in signs):
            return problem()
    return problems.DatabaseAway() if isinstance(fault, OperationalError | InterfaceError) else None
