"""The bulletin (进度通报): figures frozen at the cut-off, wording that may be edited until it is issued."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.files.models import StoredFile
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign


class BulletinKind(models.TextChoices):
    DAY = "day", _("Daily bulletin")
    WEEK = "week", _("Weekly bulletin")


class Bulletin(models.Model):
    """One circular of a place. `figures` are as known at `known` and never change; `wording` is what people wrote.

    Paired: a bulletin is issued with who, when, and its three papers, or with none of them.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=BulletinKind.choices)
    number = models.PositiveIntegerField()
    first_on = models.DateField()
    on = models.DateField()
    known = models.BigIntegerField()
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    wording = models.JSONField(default=dict)
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_by_name = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    word = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="place", campaign="campaign")

    class Meta:
        ordering = ("-on", "-number")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "place", "number"], name="bulletins_number_once"),
            models.CheckConstraint(
                condition=Q(issued_at=None, word=None, pdf=None, picture=None, issued_by_name="")
                | Q(issued_at__isnull=False, word__isnull=False, pdf__isnull=False, picture__isnull=False),
                name="bulletins_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None) | Q(discarded_at=None), name="bulletins_issued_is_never_discarded"
            ),
        )
