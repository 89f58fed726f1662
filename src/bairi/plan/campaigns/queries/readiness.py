"""What a draft still lacks before it can start."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bairi.plan.campaigns.models import Campaign, Line, Measure, Target, Task


def missing_before_start(campaign: Campaign) -> list[str]:
    """Sentences that say what is missing, in the active language; empty when the campaign can start. Four queries."""
    missing: list[str] = []
    if not Line.objects.filter(campaign=campaign).exists():
        missing.append(_("at least one line"))
    tasks = list(Task.objects.filter(campaign=campaign).values_list("pk", "name"))
    if not tasks:
        missing.append(_("at least one task"))
    counted = set(Measure.objects.filter(task__campaign=campaign, counts=True).values_list("task_id", flat=True))
    missing += [_("a measure that counts for %(task)s") % {"task": name} for pk, name in tasks if pk not in counted]
    if not Target.objects.filter(campaign=campaign).exists():
        missing.append(_("at least one target"))
    return missing
