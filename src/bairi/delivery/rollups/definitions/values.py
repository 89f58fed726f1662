"""Plain sums of the values that stand, by place, task and measure, at the three levels of trust."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import HELD, LEAF, LEAF_PARAMETERS

VALUES = Definition(
    name="values",
    summary="Sums of the values that stand, by place, task and measure, null where nothing has reached a level.",
    sql=f"""with {LEAF}, {HELD}
select place_id, task_id, measure_id,
       sum(reported) as reported, sum(confirmed) as confirmed, sum(verified) as verified
from held
where reported is not null or confirmed is not null or verified is not null
group by place_id, task_id, measure_id
order by place_id, task_id, measure_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "measure_id", "reported", "confirmed", "verified"),
)
