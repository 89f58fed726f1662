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


class PlaceCodeTaken(Problem):
    code, status = "places.place_code_taken", 409
    message = _("The code %(value)s belongs to %(name)s already. Take another one.")


class PlaceDissolved(Problem):
    code, status = "places.place_dissolved", 409
    message = _("%(name)s was dissolved on %(on)s. Choose the place that took over from it.")


class SplitIntoOne(Problem):
    code = "places.split_into_one"
    message = _("To split %(name)s, name at least two parts. One of them may keep its code.")


class TooFewToMerge(Problem):
    code = "places.too_few_to_merge"
    message = _("To merge, choose at least two places that lie directly under the same one.")


class ChildNotBelow(Problem):
    code = "places.child_not_below"
    message = _("No place with the code “%(value)s” lies directly below %(name)s. See the list on its page.")


class DayBeforeHistory(Problem):
    code = "places.day_before_history"
    message = _("%(name)s has its present code only since %(on)s. Choose a later day.")
