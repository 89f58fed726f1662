from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

_WRITERS = [Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK]

MAKE_BULLETIN = declare("bulletins.make_bulletin", _("Make and word a bulletin"), _WRITERS)
ISSUE_BULLETIN = declare("bulletins.issue_bulletin", _("Issue a bulletin"), _WRITERS)
VIEW_BULLETINS = declare("bulletins.view_bulletins", _("Read bulletins"), list(Role))
