"""What inspections looked at and found, by place and task: the coverage behind the verified level."""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import LEAF, LEAF_PARAMETERS, standing

INSPECTED = Definition(
    name="inspected",
    summary="Claimed, inspected and found, summed over the verifications that stand, by place and task.",
    sql=f"""with {LEAF},
finding as materialized (
  select leaf.place_id, leaf.task_id, {standing("claim_id", 3, "leaf.target_id", "0")} as claim_id from leaf
  union all
  select leaf.place_id, leaf.task_id, {standing("claim_id", 3, "leaf.target_id", "i.id")}
  from leaf cross join reports_item i
  where i.task_id = leaf.task_id and i.place_id = leaf.own_place_id
)
select finding.place_id, finding.task_id, count(*) as inspections, sum(r.claimed) as claimed,
       sum(r.inspected) as inspected, sum(r.found) as found
from finding cross join reports_verification r
where r.id = finding.claim_id
group by finding.place_id, finding.task_id
order by finding.place_id, finding.task_id""",
    parameters=LEAF_PARAMETERS,
    columns=("place_id", "task_id", "inspections", "claimed", "inspected", "found"),
)
