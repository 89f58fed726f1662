"""One row a target: what the plan asks for and what stands at the three levels."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import HELD, LEAF, LEAF_PARAMETERS, SERIES

TARGETS = Definition(
    name="targets",
    summary="Plan and standing of each target, null where nothing has reached a level.",
    sql=f"""with {LEAF}, {SERIES}, {HELD}
select leaf.target_id, leaf.place_id, leaf.own_place_id, leaf.task_id, leaf.measure_id, leaf.line_id, leaf.unit_id,
       leaf.baseline, leaf.must, leaf.reserve, held.reported, held.confirmed, held.verified
from leaf left join held on held.target_id = leaf.target_id
order by leaf.target_id""",
    parameters=LEAF_PARAMETERS,
    columns=(
        "target_id", "place_id", "own_place_id", "task_id", "measure_id", "line_id", "unit_id",
        "baseline", "must", "reserve", "reported", "confirmed", "verified",
    ),
)  # fmt: skip
