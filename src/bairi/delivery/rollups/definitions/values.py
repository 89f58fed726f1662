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
    now_sql=f"""with {LEAF}
select leaf.place_id, leaf.task_id, leaf.measure_id,
       sum(case when s.level = 1 then s.value end) as reported,
       sum(case when s.level = 2 then s.value end) as confirmed,
       sum(case when s.level = 3 then s.value end) as verified
from leaf cross join reports_standing s
where s.target_id = leaf.target_id and {{known}} and s.effective_from <= :day and s.effective_to > :day
group by leaf.place_id, leaf.task_id, leaf.measure_id
order by leaf.place_id, leaf.task_id, leaf.measure_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "measure_id", "reported", "confirmed", "verified"),
)
