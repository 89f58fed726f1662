"""Plain sums of the values that stand, by place, task, measure and level of trust."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS, PERIOD

VALUES = Definition(
    name="values",
    summary="Sum of the values that stand, by place, task, measure and level of trust.",
    sql=f"""with {LEAF}
select leaf.place_id, leaf.task_id, leaf.measure_id, s.level, sum(s.value) as value
from leaf cross join reports_standing s
where s.target_id = leaf.target_id and {PERIOD}
group by leaf.place_id, leaf.task_id, leaf.measure_id, s.level
order by leaf.place_id, leaf.task_id, leaf.measure_id, s.level""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "measure_id", "level", "value"),
)
