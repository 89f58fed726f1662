"""Plain sums of the values that stand, by place, task and measure, at the three levels of trust."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import HELD, LEAF, LEAF_PARAMETERS, SERIES

VALUES = Definition(
    name="values",
    summary="Sums of the values that stand, by place, task and measure, null where nothing has reached a level.",
    sql=f"""with {LEAF}, {SERIES}, {HELD}
select leaf.place_id, leaf.task_id, leaf.measure_id,
       sum(held.reported) as reported, sum(held.confirmed) as confirmed, sum(held.verified) as verified
from leaf cross join held
where held.target_id = leaf.target_id
group by leaf.place_id, leaf.task_id, leaf.measure_id
order by leaf.place_id, leaf.task_id, leaf.measure_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "measure_id", "reported", "confirmed", "verified"),
)
