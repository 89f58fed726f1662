"""What inspections looked at and found, by place and task: the coverage behind the verified level."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS, PERIOD

INSPECTED = Definition(
    name="inspected",
    summary="Claimed, inspected and found, summed over the verifications that stand, by place and task.",
    sql=f"""with {LEAF}
select leaf.place_id, leaf.task_id, count(*) as inspections, sum(r.claimed) as claimed, sum(r.inspected) as inspected,
       sum(r.found) as found
from leaf cross join reports_standing s cross join reports_verification r
where s.target_id = leaf.target_id and s.level = 3 and {PERIOD} and r.id = s.claim_id
group by leaf.place_id, leaf.task_id
order by leaf.place_id, leaf.task_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "inspections", "claimed", "inspected", "found"),
)
