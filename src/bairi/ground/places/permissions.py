from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

IMPORT_PLACES = declare("places.import_places", _("Import places"), [Role.COMMANDER, Role.DATA_OFFICER])
PLACE_TILES = declare("places.place_tiles", _("Arrange the tiles of the war-map"), [Role.COMMANDER, Role.DATA_OFFICER])
SPLIT_PLACE = declare("places.split_place", _("Split a place"), [Role.COMMANDER, Role.DATA_OFFICER])
MERGE_PLACES = declare("places.merge_places", _("Merge places"), [Role.COMMANDER, Role.DATA_OFFICER])
RECODE_PLACE = declare(
    "places.recode_place", _("Change the code or name of a place"), [Role.COMMANDER, Role.DATA_OFFICER]
)
