"""One row a target: what the plan asks for and what stands at the three levels."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import HELD, LEAF, LEAF_PARAMETERS

TARGETS = Definition(
    name="targets",
    summary="Plan and standing of each target, null where nothing has reached a level.",
    sql=f"""with {LEAF}, {HELD}
select target_id, place_id, own_place_id, task_id, measure_id, line_id, unit_id, baseline, must, reserve,
       reported, confirmed, verified
from held order by target_id""",
    parameters=LEAF_PARAMETERS,
    columns=(
        "target_id", "place_id", "own_place_id", "task_id", "measure_id", "line_id", "unit_id",
        "baseline", "must", "reserve", "reported", "confirmed", "verified",
    ),
)  # fmt: skip
