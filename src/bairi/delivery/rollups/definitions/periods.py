"""All periods of standing as known at one moment: the step functions that charts and forecasts read."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS

PERIODS = Definition(
    name="periods",
    summary="The step function of each target at each level, as known; items summed by the reader.",
    sql=f"""with {LEAF}
select s.target_id, s.item_id, s.level, s.effective_from, s.effective_to, s.value
from leaf cross join reports_standing s
where s.target_id = leaf.target_id and {{known}}
order by s.target_id, s.item_id, s.level, s.effective_from""",
    parameters=LEAF_PARAMETERS,
    columns=("target_id", "item_id", "level", "effective_from", "effective_to", "value"),
)
