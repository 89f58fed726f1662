from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

IMPORT_PLACES = declare("places.import_places", _("Import places"), [Role.COMMANDER, Role.DATA_OFFICER])
PLACE_TILES = declare("places.place_tiles", _("Arrange the tiles of the war-map"), [Role.COMMANDER, Role.DATA_OFFICER])
