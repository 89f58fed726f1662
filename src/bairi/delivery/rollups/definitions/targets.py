"""One row a target: what the plan asks for and what stands at the three levels."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS, PERIOD

HELD = f"""
held as (
  select s.target_id,
         sum(case when s.level = 1 then s.value end) as reported,
         sum(case when s.level = 2 then s.value end) as confirmed,
         sum(case when s.level = 3 then s.value end) as verified
  from leaf cross join reports_standing s
  where s.target_id = leaf.target_id and {PERIOD}
  group by s.target_id
)"""
"""What stands of each target at the three levels; null where nothing has reached the level."""

TARGETS = Definition(
    name="targets",
    summary="Plan and standing of each target, null where nothing has reached a level.",
    sql=f"""with {LEAF}, {HELD}
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
