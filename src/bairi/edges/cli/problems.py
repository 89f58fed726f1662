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


class NothingThere(Problem):
    """A code that names nothing."""

    code, status = "cli.nothing_there", 404
    message = _("There is no campaign %(campaign)s with place %(place)s and task %(task)s. Compare the codes.")


class NoSubmission(Problem):
    """A number that names no submission of the campaign."""

    code, status = "cli.no_submission", 404
    message = _(
        "%(campaign)s has no submission %(number)s. `bairi odk submissions %(campaign)s` lists those that wait."
    )


class NotSaid(Problem):
    """A submission to be taken in lacks a part of the report, or says it unclearly."""

    code, status = "cli.not_said", 422
    message = _("Submission %(number)s does not say it clearly enough (“%(said)s”). Give %(option)s.")


class BadMoment(Problem):
    """A moment that cannot be read."""

    code, status = "cli.bad_moment", 422
    message = _("“%(text)s” is not a moment. Write it like 2016-03-31T18:00, or 2016-03-31 for the end of that day.")


class BackupTargetTaken(Problem):
    """A backup never writes over anything."""

    code, status = "cli.backup_target_taken", 409
    message = _("%(folder)s is there already. Name a folder that does not exist yet.")


class BackupUnusable(Problem):
    """What should be restored is no complete backup."""

    code, status = "cli.backup_unusable", 422
    message = _("%(folder)s is not a complete backup: %(what)s is missing or was changed. Use another copy.")


class HomeNotEmpty(Problem):
    """A restore never writes over data."""

    code, status = "cli.home_not_empty", 409
    message = _("The home %(home)s is not empty (%(what)s). Restore into an empty BAIRI_HOME and an empty database.")


class OtherDatabase(Problem):
    """A backup of one kind of database, a home of the other."""

    code, status = "cli.other_database", 409
    message = _("The backup is of %(backup)s, the home uses %(home)s. Set DATABASE_URL to the same kind of database.")


class DatabaseToolFailed(Problem):
    """pg_dump or pg_restore is missing or ended with an error."""

    code, status = "cli.database_tool_failed", 502
    message = _(
        "%(tool)s failed (%(reason)s). Check DATABASE_URL, and that PostgreSQL's tools are as new as the server."
    )


class WhichCampaign(Problem):
    """A sheet of reports for no campaign in particular, while not exactly one is running."""

    code, status = "cli.which_campaign", 422
    message = _("Say which campaign the reports are for with --campaign. Running now: %(campaigns)s.")


class RowsRefused(Problem):
    """Some rows of a sheet were left out; the others are in."""

    code, status = "cli.rows_refused", 422
    message = _("%(count)s rows were left out. Mend them in %(file)s and import that file.")
