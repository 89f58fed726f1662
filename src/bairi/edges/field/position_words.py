"""What the app says of positions: where the reporter is, and where a photo was taken."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bairi.edges.field.sentences import Words, pair


def position_words() -> Words:
    """The sentences in the active language."""
    return {
        "position_title": pgettext("field", "Where you are"),
        "position_why": _(
            "This task asks where the work is, so that it can be found again. The phone looks once, and only when you "
            "press the button. Latitude, longitude and accuracy go with the photos of this report; whoever sees the "
            "report sees them. You may leave it out."
        ),
        "position_add": _("Add where I am"),
        "position_looking": _("Looking for the position, at most one minute. You can go on writing."),
        "position_stop": _("Stop looking"),
        "position_is": _("Latitude %(lat)s, longitude %(lon)s"),
        "position_within": _("to within %(metres)s m, found %(at)s"),
        "position_rough": _("This is rough. Go out under the open sky and find it again."),
        "position_goes": pair(lambda n: ngettext("Goes with %(count)s photo.", "Goes with %(count)s photos.", n)),
        "position_goes_nowhere": _("It goes with photos only: without one, nothing of it is sent."),
        "position_again": _("Find it again"),
        "position_remove": _("Remove it"),
        "position_denied": _(
            "The browser or the phone does not allow it. Touch the sign beside the address, allow “Location” for this "
            "site, switch location on in the phone, and try again. The report can be saved without it."
        ),
        "position_denied_app": _(
            "The phone does not allow it. Press and hold the app's sign on the home screen, open its settings, allow "
            "location, switch location on in the phone, and try again. The report can be saved without it."
        ),
        "position_none": _(
            "The phone found no position. Switch location on in the phone, go outside and try again. The report can "
            "be saved without it."
        ),
        "position_late": _(
            "No position within a minute. Go out under the open sky and try again; without a network the first time "
            "takes longer. The report can be saved without it."
        ),
        "position_no_https": _(
            "This address is not secure (https), so the browser gives no position. Ask the office for the secure "
            "address. The report can be saved without it."
        ),
        "photo_left_out": _("Position in the photo's file, left out: %(lat)s, %(lon)s"),
        "photo_add_position": _("Add the position"),
        "photo_goes_with": _("Goes with where you are"),
        "photo_without": _("Without a position"),
        "photos_placed": pair(
            lambda n: ngettext(
                "%(count)s photo with a position: %(places)s", "%(count)s photos with a position: %(places)s", n
            )
        ),
    }
