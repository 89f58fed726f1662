"""Refusals that only the command line knows."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class HomeNotReady(Problem):
    """The database is missing or older than the program."""

    code, status = "cli.home_not_ready", 409
    message = _("The home %(home)s is not ready: %(count)s steps of the database are missing. Run `bairi init` first.")


class PortTaken(Problem):
    """Something else listens on the port."""

    code, status = "cli.port_taken", 409
    message = _("Port %(port)s on %(host)s is taken. Stop what listens there, or choose another with --port.")


class NotADemoHome(Problem):
    """`bairi demo` on a home that holds something else."""

    code, status = "cli.not_a_demo_home", 409
    message = _("The home %(home)s holds data of its own. Set BAIRI_HOME to an empty folder for the demo.")


class FileRefused(Problem):
    """A file that a plain part of the system could not read."""

    code, status = "cli.file_refused", 422
    message = _("%(reason)s")


class BadMoment(Problem):
    """A moment that cannot be read."""

    code, status = "cli.bad_moment", 422
    message = _("“%(text)s” is not a moment. Write it like 2016-03-31T18:00, or 2016-03-31 for the end of that day.")
