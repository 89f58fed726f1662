from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

SEE_PERSONAL_DATA = declare(
    "transparency.see_personal_data",
    _("Read the personal details in the log of events"),
    [Role.COMMANDER, Role.DATA_OFFICER, Role.ARCHIVIST, Role.TOWNSHIP_CLERK],
)
ERASE_PAYLOAD = declare(
    "transparency.erase_payload",
    _("Erase personal data from an event while its leaf stays in the log"),
    [Role.ARCHIVIST, Role.DATA_OFFICER],
)
