"""Places from a table of codes."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bairi.ground.access import SYSTEM, NotAllowed
from bairi.ground.places.actions import import_places, import_places_file
from bairi.ground.places.models import Place, PlaceAncestor, PlaceVersion
from bairi.ground.places.problems import GeometryUnreadable, PlacesRefused
from bairi.ground.places.rules import PlaceSetting
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

YUNNAN = Path(__file__).parents[6] / "shared" / "data" / "divisions" / "yunnan.csv"
pytestmark = pytest.mark.django_db


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def everything(**more):
    return {"by": SYSTEM, "at": NOON, **more}


def test_codes_tell_level_and_parent_in_any_order():
    source = csv(
        "code,name",
        "533401202202,安南村民委员会",
        "53340120220201,中心小组",
        "533401202,三坝纳西族乡",
        "533401,香格里拉市",
    )

    done = import_places_file(source=source, **everything())

    village = Place.objects.get(code="533401202202")
    assert len(done.added) == 4
    assert (village.parent.code, village.level, village.short_name) == ("533401202", 5, "安南村")
    assert Place.objects.get(code="53340120220201").parent == village
    assert Place.objects.get(code="533401").parent is None
    assert village.path.count("/") == 3
    assert PlaceAncestor.objects.filter(place__code="53340120220201").count() == 4
    assert [row.kind for row in EventRow.objects.all()] == ["places.place_added"] * 4
    assert EventRow.objects.values("group").distinct().count() == 1


def test_padded_codes_full_width_digits_and_chinese_headers(places):
    source = csv("行政区划代码,名称", "５３３４０１１０４０００,金江镇")

    import_places_file(source=source, **everything())

    assert Place.objects.get(code="533401104").parent == places["county"]


def test_a_new_name_is_dated_and_the_old_one_kept(cast):
    later = NOON + timedelta(days=10)

    done = import_places(rows=[PlaceSetting("533401102202", "和平新村")], by=cast["data_officer"], at=later)

    versions = PlaceVersion.objects.filter(place__code="533401102202").order_by("valid_from")
    assert [(v.name, v.valid_from, v.valid_to) for v in versions] == [
        ("和平村", date(1900, 1, 1), date(2016, 4, 10)),
        ("和平新村", date(2016, 4, 10), date(9999, 1, 1)),
    ]
    assert done.changed[0].fields["name"] == ("和平村", "和平新村")
    assert [row.kind for row in EventRow.objects.all()] == ["places.place_changed"]


def test_the_same_table_again_changes_nothing(cast):
    rows = [PlaceSetting("533401102202", "和平村"), PlaceSetting("53340110220202", "河边小组")]
    import_places(rows=rows, by=cast["data_officer"], at=NOON)
    EventRow.objects.all().delete()

    done = import_places(rows=rows, by=cast["data_officer"], at=NOON)

    assert (done.added, done.changed, done.unchanged) == ([], [], 2)
    assert not EventRow.objects.exists()


def test_a_place_that_was_moved_is_not_moved_back_by_its_code(cast):
    village = cast.places["village"]
    moved = PlaceSetting("533401102202", "和平村", parent="533401103")
    import_places(rows=[moved], by=cast["data_officer"], at=NOON)

    import_places(rows=[PlaceSetting("533401102202", "和平村")], by=cast["data_officer"], at=NOON + timedelta(days=1))

    village.refresh_from_db()
    assert village.parent.code == "533401103"


def test_codes_of_other_countries_name_their_level_and_parent():
    source = csv("code,name,level,parent", "IT,Italia,Nation,", "IT-25,Lombardia,Province,IT")

    import_places_file(source=source, **everything())

    assert Place.objects.get(code="IT-25").parent.code == "IT"


def test_every_fault_is_named_by_its_cell_and_nothing_is_kept(places):
    source = csv(
        "code,name,parent", "533401104,金江镇,", "XY,某地,", "533401102204,,", "5.33E+11,某村,", "533401102205,某村,999"
    )

    with pytest.raises(PlacesRefused) as refused:
        import_places_file(source=source, **everything())

    found = [(p["cell"], p["code"]) for p in refused.value.data["problems"]]
    assert found == [("A3", "level_unknown"), ("B4", "required"), ("A5", "code_damaged"), ("C6", "parent_unknown")]
    assert not Place.objects.filter(code="533401104").exists()


def test_a_dry_run_says_what_would_be_and_keeps_nothing(places):
    done = import_places_file(source=csv("code,name", "533401104,金江镇"), dry_run=True, **everything())

    assert [change.place.name for change in done.added] == ["金江镇"]
    assert not Place.objects.filter(code="533401104").exists()
    assert not EventRow.objects.exists()


@pytest.mark.parametrize("who", ["township_clerk", "village_team", "viewer"])
def test_who_may_not_import(cast, who):
    with pytest.raises(NotAllowed):
        import_places(rows=[PlaceSetting("53340110220202", "河边小组")], by=cast[who], at=NOON)

    assert not EventRow.objects.exists()


def test_a_place_outside_the_actors_places_is_refused(cast):
    with pytest.raises(PlacesRefused):
        import_places(rows=[PlaceSetting("533423", "别处")], by=cast["data_officer"], at=NOON)
    with pytest.raises(NotAllowed):
        import_places(rows=[PlaceSetting("53", "云南省")], by=cast["data_officer"], at=NOON)


def test_points_and_boundaries_come_from_geojson(cast):
    square = {"type": "Polygon", "coordinates": [[[99, 27], [100, 27], [100, 28], [99, 28], [99, 27]]]}
    features = [
        {"type": "Feature", "properties": {"code": "533401102"}, "geometry": square},
        {
            "type": "Feature",
            "properties": {"区划代码": 533401102202},
            "geometry": {"type": "Point", "coordinates": [99.7, 27.8]},
        },
        {"type": "Feature", "properties": {"code": "999999"}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
    ]
    geojson = json.dumps({"type": "FeatureCollection", "features": features}).encode()

    done = import_places_file(
        source=csv("code,name", "533401102,小中甸镇"), geojson=geojson, **everything(by=cast["data_officer"])
    )

    home, village = Place.objects.get(code="533401102"), Place.objects.get(code="533401102202")
    assert (home.lon, home.lat, home.boundary) == (99.5, 27.5, square)
    assert (village.lon, village.lat, village.boundary) == (99.7, 27.8, None)
    assert done.unknown == ["999999"]


def test_what_is_no_geojson_is_refused(cast):
    with pytest.raises(GeometryUnreadable):
        import_places_file(source=csv("code,name", "533401,x"), geojson=b"[1]", **everything())


@pytest.mark.slow
@pytest.mark.skipif(not YUNNAN.exists(), reason="the divisions of Yunnan are not beside this checkout")
def test_a_whole_province_loads():
    done = import_places_file(source=YUNNAN, **everything())

    assert len(done.added) > 16_000
    assert Place.objects.get(code="533401202202").short_name == "安南村"
    assert Place.objects.filter(level=5, path__startswith=Place.objects.get(code="533401").path).count() == 65
