from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

SEE_EVENTS = declare(
    "transparency.see_events",
    _("Read the log of events"),
    [
        Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.VILLAGE_TEAM, Role.INSPECTOR, Role.ARCHIVIST,
        Role.VIEWER,
    ],
)  # fmt: skip
SEE_PERSONAL_DATA = declare(
    "transparency.see_personal_data",
    _("Read the personal details in the log of events"),
    [Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.ARCHIVIST],
)
ERASE_PERSONAL_DATA = declare(
    "transparency.erase_personal_data",
    _("Erase personal data from the log of events"),
    [Role.DATA_OFFICER, Role.ARCHIVIST],
)
