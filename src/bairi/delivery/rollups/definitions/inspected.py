"""What inspections looked at and found, by place and task: the coverage behind the verified level."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS, SERIES, standing

INSPECTED = Definition(
    name="inspected",
    summary="Claimed, inspected and found, summed over the verifications that stand, by place and task.",
    sql=f"""with {LEAF}, {SERIES},
finding as materialized (
  select series.target_id, {standing("claim_id", 3)} as claim_id from series
)
select leaf.place_id, leaf.task_id, count(*) as inspections, sum(r.claimed) as claimed, sum(r.inspected) as inspected,
       sum(r.found) as found
from leaf cross join finding cross join reports_verification r
where finding.target_id = leaf.target_id and r.id = finding.claim_id
group by leaf.place_id, leaf.task_id
order by leaf.place_id, leaf.task_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "inspections", "claimed", "inspected", "found"),
)
