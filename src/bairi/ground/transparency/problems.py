from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class LogRolledBack(Problem):
    """A signed checkpoint is ahead of the rows: the database was put back to an earlier state."""

    code, status = "transparency.log_rolled_back", 409
    message = _(
        "The database was rolled back: a checkpoint over %(size)s events was signed, but only %(rows)s are there. "
        "Restore the newest backup, or keep both states for the auditors."
    )


class LogRewritten(Problem):
    """The rows do not lead to the root that was signed over them."""

    code, status = "transparency.log_rewritten", 409
    message = _(
        "The events no longer lead to the checkpoint over %(size)s events: some were changed or replaced. "
        "Run bairi check, which names them, before anything is signed again."
    )


class CheckpointUnreadable(Problem):
    """A kept checkpoint is not one that this log's key signed."""

    code, status = "transparency.checkpoint_unreadable", 409
    message = _("The checkpoint in %(where)s was not signed with this log's key. Put the file back from a backup.")


class LogKeyMissing(Problem):
    """The log has signed before, but its key is not there."""

    code, status = "transparency.log_key_missing", 409
    message = _("The log's key %(file)s is missing. Put it back from a backup; a new key would start another log.")


class OriginUnusable(Problem):
    """The log's name does not fit the format of a key name."""

    code, status = "transparency.origin_unusable", 422
    message = _("The log cannot be called “%(origin)s”: use a name like county.example/log, without spaces or plus.")


class NothingLogged(Problem):
    """No event about that object, or with that number, that the actor sees."""

    code, status = "transparency.nothing_logged", 404
    message = _("The log holds nothing about “%(subject)s”. Give the number of a report or of a leaf.")


class NothingPersonal(Problem):
    """An event of a kind without personal fields, or one that was erased before."""

    code, status = "transparency.nothing_personal", 409
    message = _("Event %(event)s holds no personal data that could be erased.")


class ProofDoesNotHold(Problem):
    """A proof that the verifier rejects; `reason` says why in words."""

    code, status = "transparency.proof_does_not_hold", 422
    message = _("This proof does not hold: %(reason)s")
