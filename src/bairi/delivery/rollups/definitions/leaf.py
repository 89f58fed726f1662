"""The targets that add up: leaves of the plan as known, each under the place it is shown by."""

LEAF = """
weighing(task_id, task_weight, line_weight) as (values :weights),
leaf as (
  select t.id as target_id, up.ancestor_id as place_id, t.place_id as own_place_id, t.task_id, t.measure_id,
         k.line_id, k.lead_unit_id as unit_id, w.task_weight, w.line_weight,
         v.baseline, v.must, v.reserve
  from weighing w
  cross join campaigns_task k
  cross join campaigns_target t
  cross join campaigns_measure m
  cross join campaigns_targetversion v
  cross join places_place p
  cross join places_placeancestor root
  cross join places_placeancestor up
  where k.id = w.task_id and t.task_id = k.id
    and m.id = t.measure_id and (m.counts or :every_measure = 1) and m.roll_up <> 'none'
    and v.target_id = t.id and v.known_from <= :plan_known and v.known_to > :plan_known
    and not v.removed and not v.is_control
    and p.id = t.place_id
    and root.place_id = t.place_id and root.ancestor_id = :root and root.valid_from <= :day and root.valid_to > :day
    and up.place_id = t.place_id and up.level = case when p.level < :to_level then p.level else :to_level end
    and up.valid_from <= :day and up.valid_to > :day
)"""

# weights: rows of (task id, weight of the task in its line, weight of the line), as the plan known then had them.
LEAF_PARAMETERS = ("weights", "every_measure", "plan_known", "root", "to_level", "day")

PERIOD = "{known} and s.effective_from <= :day and s.effective_to > :day"
"""Periods of standing (alias `s`) that hold on :day as known then."""
