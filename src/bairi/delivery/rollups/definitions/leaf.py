"""The targets that add up: leaves of the plan as known, under the place each is shown by, and what stands of them."""

LEAF = """
weighing(task_id, task_weight, line_weight) as (values :weights),
shown as materialized (
  select root.place_id as own_place_id, up.ancestor_id as place_id
  from places_placeancestor root
  cross join places_place p
  cross join places_placeancestor up
  where root.ancestor_id = :root and root.valid_from <= :day and root.valid_to > :day
    and p.id = root.place_id and up.place_id = root.place_id
    and up.level = case when p.level < :to_level then p.level else :to_level end
    and up.valid_from <= :day and up.valid_to > :day
),
leaf as materialized (
  select t.id as target_id, shown.place_id, shown.own_place_id, m.task_id, t.measure_id,
         k.line_id, k.lead_unit_id as unit_id, k.counting, w.task_weight, w.line_weight,
         v.baseline, v.must, v.reserve, m.lower_is_better
  from weighing w
  cross join campaigns_task k
  cross join campaigns_measure m
  cross join shown
  cross join campaigns_target t
  cross join campaigns_targetversion v
  where k.id = w.task_id and m.task_id = k.id and (m.counts or :every_measure = 1) and m.roll_up <> 'none'
    and t.measure_id = m.id and t.place_id = shown.own_place_id
    and v.target_id = t.id and v.known_from <= :plan_known and v.known_to > :plan_known
    and not v.removed and not v.is_control
)"""

# weights: rows of (task id, weight of the task in its line, weight of the line), as the plan known then had them.
LEAF_PARAMETERS = ("weights", "every_measure", "plan_known", "root", "to_level", "day")


def standing(column: str, level: int, target: str, item: str) -> str:
    """The `column` of the one period of a series and level that holds on :day as known: one descent of an index."""
    return f"""(select s.{column} from reports_standing s
    where s.target_id = {target} and s.item_id = {item} and s.level = {level}
      and s.effective_from <= :day and s.effective_to > :day and {{known}}
    order by s.effective_from desc limit 1)"""


def _held(level: int) -> str:
    """What stands of a leaf at a level: its tally, or the sum over the items that count towards it."""
    return f"""case when leaf.counting = 'itemised' then (
    select sum({standing("value", level, "leaf.target_id", "i.id")}) from reports_item i
    where i.task_id = leaf.task_id and i.place_id = leaf.own_place_id
  ) else {standing("value", level, "leaf.target_id", "0")} end"""


HELD = f"""
held as materialized (
  select leaf.*, {_held(1)} as reported, {_held(2)} as confirmed, {_held(3)} as verified from leaf
)"""
"""The leaves with what stands of them at the three levels; null where nothing has reached the level."""
