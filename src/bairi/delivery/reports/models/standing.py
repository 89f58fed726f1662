"""Standing: per series (target, item) and level, a step function of the day it was true and the moment it was known."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bairi.ground.access import Scope
from bairi.ground.access.known import OPEN, OPEN_DAY
from bairi.plan.campaigns.models import Target


class Standing(models.Model):
    """One period: the value held on days [effective_from, effective_to), as known in [known_from, known_to).

    Days are ordinals (`date.toordinal`), known moments microseconds. `item_id` is 0 for a tally. `claim_id` is the
    report that gives the value, or the verification at the verified level. Kept by the transaction of each change.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="+", db_index=False)
    item_id = models.BigIntegerField(default=0)
    level = models.PositiveSmallIntegerField()
    effective_from = models.IntegerField()
    effective_to = models.IntegerField(default=OPEN_DAY)
    known_from = models.BigIntegerField()
    known_to = models.BigIntegerField(default=OPEN)
    value = models.FloatField()
    claim_id = models.BigIntegerField()

    scope = Scope(place="target__place", task="target__task", campaign="target__campaign")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(effective_from__lt=F("effective_to")), name="reports_standing_days"),
            models.CheckConstraint(condition=Q(known_from__lt=F("known_to")), name="reports_standing_known"),
            models.UniqueConstraint(
                fields=["target", "item_id", "level", "effective_from"],
                condition=Q(known_to=OPEN),
                name="reports_standing_open",
            ),
        )
        # The last period that starts by a day is found by one descent, whatever the day, the knowledge and the history.
        indexes = (
            models.Index(
                "target",
                "item_id",
                "level",
                F("effective_from").desc(),
                "known_to",
                "known_from",
                "effective_to",
                "value",
                name="reports_standing_last",
            ),
            # What stands now of a target, at all levels, lies side by side.
            models.Index(
                fields=["target", "effective_to", "effective_from", "level", "value"],
                condition=Q(known_to=OPEN),
                name="reports_standing_now",
            ),
        )
