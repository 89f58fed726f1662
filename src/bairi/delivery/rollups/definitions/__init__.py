"""Every roll-up, defined once."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.attainment import BY_LINE_OF_TASKS, BY_PLACE, BY_TASK, BY_UNIT
from bairi.delivery.rollups.definitions.inspected import INSPECTED
from bairi.delivery.rollups.definitions.periods import PERIODS
from bairi.delivery.rollups.definitions.targets import TARGETS
from bairi.delivery.rollups.definitions.values import VALUES

DEFINITIONS: dict[str, Definition] = {
    d.name: d for d in (VALUES, TARGETS, BY_TASK, BY_LINE_OF_TASKS, BY_UNIT, BY_PLACE, PERIODS, INSPECTED)
}
"""Every roll-up by name."""

TABLES = (
    "campaigns_target", "campaigns_measure", "campaigns_task", "campaigns_targetversion",
    "places_place", "places_placeancestor", "reports_item", "reports_standing", "reports_verification",
)  # fmt: skip
"""The tables that the definitions read: what an export to Parquet writes."""
