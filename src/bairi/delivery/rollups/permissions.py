from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

VIEW_FIGURES = declare("rollups.view_figures", _("See the figures of the campaign"), list(Role))
