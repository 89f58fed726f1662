from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.ground.ui.shell import Entry, register

ENTRIES = (
    Entry("field_app", _("Field app"), "field_app", order=14, icon="smartphone", may=RECEIVE_REPORT, seldom=True),
    Entry(
        "take_in_outbox",
        _("Take in an outbox"),
        "take_in_outbox",
        order=60,
        slot="help",
        icon="inbox",
        may=RECEIVE_REPORT,
    ),
)


class FieldConfig(AppConfig):
    name = "bairi.edges.field"
    label = "field"

    def ready(self) -> None:
        for entry in ENTRIES:
            register(entry)
