"""Refusals of the tree of places."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class PlacesRefused(Problem):
    """`problems` is a list of cell problems as in `CellProblem.as_dict`; nothing was changed."""

    code = "places.places_refused"
    message = _("No place was changed: %(count)s cells need mending. The first: %(first)s")


class GeometryUnreadable(Problem):
    """A file of boundaries that is no GeoJSON FeatureCollection."""

    code = "places.geometry_unreadable"
    message = _(
        "The file “%(file)s” is not a GeoJSON FeatureCollection. Export the layer as GeoJSON in longitude and latitude."
    )
