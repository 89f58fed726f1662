"""Attainment by place and task, line, responsible unit or the whole campaign.

Within a task: the gains of its targets, each capped between nothing and its whole span, over the sum of the spans.
Across tasks: the mean of the tasks' attainments by task weight within a line, and of the lines' by line weight;
weights are renormalised over what exists. Surplus in one place never fills another's gap. A target equal to its
baseline is held, fully or by its share, as in `pace`.
"""

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions.leaf import HELD, LEAF, LEAF_PARAMETERS

LEVELS = ("reported", "confirmed", "verified")


def _gain(level: str) -> str:
    reached = f"(held.{level} - held.baseline) / nullif(held.must - held.baseline, 0)"
    return f"""case
           when held.{level} is null then 0.0
           when held.must = held.baseline then case
             when held.lower_is_better and held.{level} <= held.must then 1.0
             when held.lower_is_better then held.must / held.{level}
             when held.{level} >= held.must then 1.0
             else held.{level} / held.must end
           when {reached} >= 1 then abs(held.must - held.baseline)
           when {reached} <= 0 then 0.0
           else abs(held.{level} - held.baseline) end"""


_WEIGHT = "task_weight * line_weight"


def _columns(template: str) -> str:
    return ", ".join(template.format(level=level) for level in LEVELS)


CELL = f"""
cell as (
  select held.place_id, held.task_id, held.line_id, held.unit_id,
         min(held.task_weight) as task_weight, min(held.line_weight) as line_weight,
         count(*) as targets, count(held.reported) as reporting, count(held.verified) as inspected,
         sum(case when held.must = held.baseline then 1.0 else abs(held.must - held.baseline) end) as span,
         {", ".join(f"sum({_gain(level)}) as {level}" for level in LEVELS)}
  from held
  group by held.place_id, held.task_id, held.line_id, held.unit_id
)"""
BY_LINE = f"""
by_line as (
  select place_id, line_id, min(line_weight) as line_weight, sum(targets) as targets, sum(reporting) as reporting,
         sum(inspected) as inspected, sum(task_weight) as weight,
         {_columns("sum(task_weight * {level} / span) / nullif(sum(task_weight), 0) as {level}")}
  from cell group by place_id, line_id
)"""

_HEAD = ("place_id", "group_id", "targets", "reporting", "inspected", *LEVELS)


def _definition(name: str, summary: str, body: str) -> Definition:
    return Definition(
        name=f"attainment_by_{name}", summary=summary, sql=body, parameters=LEAF_PARAMETERS, columns=_HEAD
    )


BY_TASK = _definition(
    "task",
    "Attainment of each task in each place: capped gains over spans.",
    f"""with {LEAF}, {HELD}, {CELL}
select place_id, task_id as group_id, targets, reporting, inspected, {_columns("{level} / span as {level}")}
from cell order by place_id, task_id""",
)
BY_LINE_OF_TASKS = _definition(
    "line",
    "Attainment of each line in each place: mean over its tasks by task weight.",
    f"""with {LEAF}, {HELD}, {CELL}, {BY_LINE}
select place_id, line_id as group_id, targets, reporting, inspected, reported, confirmed, verified
from by_line order by place_id, line_id""",
)
BY_UNIT = _definition(
    "unit",
    "Attainment of the tasks that a unit leads, in each place: mean by task weight times line weight.",
    f"""with {LEAF}, {HELD}, {CELL}
select place_id, unit_id as group_id, sum(targets) as targets, sum(reporting) as reporting, sum(inspected) as inspected,
       {_columns(f"sum({_WEIGHT} * {{level}} / span) / nullif(sum({_WEIGHT}), 0) as {{level}}")}
from cell where unit_id is not null group by place_id, unit_id order by place_id, unit_id""",
)
BY_PLACE = _definition(
    "place",
    "Attainment of the whole campaign in each place: mean over the lines by line weight.",
    f"""with {LEAF}, {HELD}, {CELL}, {BY_LINE}
select place_id, 0 as group_id, sum(targets) as targets, sum(reporting) as reporting, sum(inspected) as inspected,
       {_columns("sum(line_weight * {level}) / nullif(sum(line_weight), 0) as {level}")}
from by_line where weight > 0 group by place_id order by place_id""",
)
