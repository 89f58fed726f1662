"""Who may do what with ODK."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

PUBLISH_FORM = declare("openrosa.publish_form", _("Publish the form for ODK Collect"), [Role.DATA_OFFICER])
TAKE_IN_SUBMISSION = declare(
    "openrosa.take_in_submission",
    _("Decide on submissions from ODK Collect that no target was found for"),
    [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER],
)
