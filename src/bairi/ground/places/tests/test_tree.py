"""The dated closure of the tree."""

from datetime import date

import pytest

from bairi.ground.places.actions import refresh_tree
from bairi.ground.places.models import Place, PlaceAncestor, PlaceVersion

MOVED_ON = date(2016, 5, 1)


def place(code: str, parent: Place | None, level: int) -> Place:
    made = Place.objects.create(code=code, name=code, level=level, parent=parent, path=code)
    PlaceVersion.objects.create(place=made, code=code, name=code, parent=parent)
    return made


def above(of: Place, day: date) -> set[str]:
    on = day.toordinal()
    rows = PlaceAncestor.objects.filter(place=of, valid_from__lte=on, valid_to__gt=on)
    return {row.ancestor.code for row in rows.select_related("ancestor")}


@pytest.mark.django_db
def test_a_village_that_moved_lies_under_each_township_in_its_days() -> None:
    county = place("c", None, 3)
    west, east = place("w", county, 4), place("e", county, 4)
    village = place("v", west, 5)
    PlaceVersion.objects.filter(place=village).update(valid_to=MOVED_ON)
    PlaceVersion.objects.create(place=village, code="v", name="v", parent=east, valid_from=MOVED_ON)
    Place.objects.filter(pk=village.pk).update(parent=east)

    refresh_tree()

    assert above(village, date(2016, 4, 30)) == {"v", "w", "c"}
    assert above(village, MOVED_ON) == {"v", "e", "c"}
    village.refresh_from_db()
    assert village.path == f"{county.pk}/{east.pk}/{village.pk}/"
    assert PlaceAncestor.objects.filter(place=village, ancestor=county).count() == 1
