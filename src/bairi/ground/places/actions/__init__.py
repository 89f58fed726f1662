"""Every change to the tree of places."""

from bairi.ground.places.actions.geometry import Geometry, read_geojson
from bairi.ground.places.actions.import_places import PlaceImport, import_places, import_places_file
from bairi.ground.places.actions.place_plan import PlaceChange
from bairi.ground.places.actions.place_tiles import place_tiles
from bairi.ground.places.actions.succession import merge_places, recode_place, split_place
from bairi.ground.places.actions.tree import refresh_tree
from bairi.ground.places.sheet import PLACES, place_setting

__all__ = [
    "PLACES",
    "Geometry",
    "PlaceChange",
    "PlaceImport",
    "import_places",
    "import_places_file",
    "merge_places",
    "place_setting",
    "place_tiles",
    "read_geojson",
    "recode_place",
    "refresh_tree",
    "split_place",
]
