"""Derives the dated closure of the tree (`PlaceAncestor`) and the paths from the versions of the places."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from bairi.ground.places.models import Place, PlaceAncestor, PlaceVersion
from bairi.ground.places.rules import ParentPeriod, ancestor_periods, merged


@transaction.atomic
def refresh_tree() -> int:
    """Rebuild paths and the closure of all places from their versions. Returns the number of closure rows.

    Called at the end of every action that adds, moves, splits or merges places. A province of 16,500 places takes
    about a second.
    """
    parents: dict[int, list[ParentPeriod]] = defaultdict(list)
    for place, parent, start, end in PlaceVersion.objects.order_by("valid_from").values_list(
        "place_id", "parent_id", "valid_from", "valid_to"
    ):
        parents[place].append(ParentPeriod(parent, start.toordinal(), end.toordinal()))
    levels = dict(Place.objects.values_list("pk", "level"))
    rows = [
        PlaceAncestor(place_id=place, ancestor_id=ancestor, level=levels[ancestor], valid_from=low, valid_to=high)
        for place, periods in parents.items()
        for ancestor, low, high in merged(
            [found for p in periods for found in ancestor_periods(place, p.start, p.end, {**parents, place: [p]})]
        )
    ]
    PlaceAncestor.objects.all().delete()
    PlaceAncestor.objects.bulk_create(rows, batch_size=2000)
    _refresh_paths()
    return len(rows)


def _refresh_paths() -> None:
    """Write `Place.path` from the current parents, changed rows only, in two steps so that no two paths ever clash."""
    places = {place.pk: place for place in Place.objects.all()}
    changed = []
    for place in places.values():
        path, step = "", place
        while True:
            path = f"{step.pk}/{path}"
            if step.parent_id is None:
                break
            step = places[step.parent_id]
        if place.path != path:
            place.path = path
            changed.append(place)
    for start in range(0, len(changed), 500):
        Place.objects.filter(pk__in=[p.pk for p in changed[start : start + 500]]).update(path=_parked())
    Place.objects.bulk_update(changed, ["path"], batch_size=500)


def _parked() -> Concat:
    return Concat(Value("~"), Cast(F("pk"), CharField()))
