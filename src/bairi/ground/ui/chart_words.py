"""The words of charts in the page's language."""

from __future__ import annotations

from django.utils.translation import pgettext

from bairi.ground.ui.charts.words import Words


def chart_words() -> Words:
    """Words for a chart drawn now, in the active language."""
    return Words(
        planned=pgettext("chart", "plan"),
        baseline=pgettext("chart", "first plan"),
        reported=pgettext("chart", "reported"),
        confirmed=pgettext("chart", "confirmed"),
        verified=pgettext("chart", "verified"),
        today=pgettext("chart", "today"),
        deadline=pgettext("chart", "deadline"),
        day=pgettext("chart", "day"),
        day_zero=pgettext("chart", "day 0"),
        forecast_share=pgettext("chart", "forecast probability"),
        observed_share=pgettext("chart", "came true"),
        perfect=pgettext("chart", "perfect"),
    )
