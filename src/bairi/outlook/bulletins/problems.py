"""Refusals of the bulletins room."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class BulletinIsIssued(Problem):
    code, status = "bulletins.bulletin_is_issued", 409
    message = _("Bulletin %(number)s was issued on %(issued_on)s and does not change any more. Make a new one instead.")


class BulletinIsDiscarded(Problem):
    code, status = "bulletins.bulletin_is_discarded", 409
    message = _("Bulletin %(number)s was discarded. Make a new one of the same day; its figures will be the same.")


class DayNotOver(Problem):
    code = "bulletins.day_not_over"
    message = _("%(on)s has not come yet; the campaign stands at %(today)s. Choose that day or an earlier one.")


class NothingToTell(Problem):
    code = "bulletins.nothing_to_tell"
    message = _(
        "%(place)s had no targets when the figures of that day were frozen. "
        "Choose a later day, or a place that has some."
    )
