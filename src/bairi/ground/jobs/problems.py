from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class JobNotFound(Problem):
    """No job of that number, or it was cleared away after a week."""

    code, status = "jobs.job_not_found", 404
    message = _("Work number %(job)s is not in the list; finished work leaves it after a week.")
