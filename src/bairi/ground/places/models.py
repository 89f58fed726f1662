"""The tree of places. The key stays for ever; codes, names and parents are dated; names are never keys."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope, visible_to
from bairi.ground.transparency.permissions import register_place_codes


class PlaceLevel(models.IntegerChoices):
    """Levels of the administrative division, by the length of their code."""

    NATION = 0, _("Nation")
    PROVINCE = 1, _("Province")
    PREFECTURE = 2, _("Prefecture")
    COUNTY = 3, _("County")
    TOWNSHIP = 4, _("Township")
    VILLAGE = 5, _("Village")
    GROUP = 6, _("Village group")


class Place(models.Model):
    """A place as it is now. How it was on an earlier day stands in its versions.

    `path` is the materialised path of keys from the root, each with a slash ("1/7/40/"): a subtree is a prefix.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    short_name = models.CharField(max_length=16, blank=True)
    level = models.PositiveSmallIntegerField(choices=PlaceLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    order = models.PositiveIntegerField(default=0)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True)
    tile_x = models.SmallIntegerField(null=True, blank=True)
    tile_y = models.SmallIntegerField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)

    scope = Scope(place="")

    class Meta:
        ordering = ("order", "code")
        indexes = (models.Index(fields=["level", "code"], name="places_level_code"),)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one, for tiles and narrow cells."""
        return self.short_name or self.name


class PlaceVersion(models.Model):
    """What a place was called, by which code and under which parent, from one day to before another."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="versions")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(default=date(1900, 1, 1))
    valid_to = models.DateField(default=date(9999, 1, 1))

    scope = Scope(place="place")

    class Meta:
        ordering = ("place_id", "valid_from")
        constraints = (
            models.CheckConstraint(condition=Q(valid_from__lt=models.F("valid_to")), name="places_version_not_empty"),
            models.UniqueConstraint(fields=["place", "valid_from"], name="places_version_starts_once"),
        )
        indexes = (models.Index(fields=["code", "valid_to"], name="places_version_code"),)


class PlaceSuccession(models.Model):
    """A village split or merged: which place took over from which, on which day. Reports are never re-keyed."""

    before = models.ForeignKey(Place, models.PROTECT, related_name="succeeded_by")
    after = models.ForeignKey(Place, models.PROTECT, related_name="succeeds")
    on = models.DateField()
    share = models.FloatField(default=1.0)

    scope = Scope(place="before")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["before", "after", "on"], name="places_succession_once"),)


class PlaceAncestor(models.Model):
    """Every place above a place, itself included, from one day to before another: the dated closure of the tree.

    Days are ordinals (`date.toordinal`), so that a roll-up asks the tree as of its day with one range filter.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="ancestors", db_index=False)
    ancestor = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    valid_from = models.IntegerField()
    valid_to = models.IntegerField()

    scope = Scope(place="place")

    class Meta:
        indexes = (
            models.Index(fields=["place", "level", "ancestor", "valid_from", "valid_to"], name="places_ancestor_up"),
            models.Index(fields=["ancestor", "place", "valid_from", "valid_to"], name="places_ancestor_down"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(valid_from__lt=models.F("valid_to")), name="places_ancestor_not_empty"),
        )


# The log knows codes, not this room: here it learns whose events an actor sees, by every code a place ever had.
register_place_codes(lambda actor: visible_to(actor, PlaceVersion.objects).values("code"))
