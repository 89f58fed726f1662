"""The roles a person may hold in a place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is in a campaign; what each may do is declared beside the actions."""

    COMMANDER = "commander", _("Commander")
    DATA_OFFICER = "data_officer", _("Data officer")
    TOWNSHIP_CLERK = "township_clerk", _("Township clerk")
    VILLAGE_TEAM = "village_team", _("Village work team")
    DEPARTMENT = "department", _("Department")
    INSPECTOR = "inspector", _("Inspector")
    ARCHIVIST = "archivist", _("Archivist")
    VIEWER = "viewer", _("Viewer")
