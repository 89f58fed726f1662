"""What a phone takes along before it goes out of reach."""

from bairi.edges.field.queries.duties import duties_of, etag_of, sent_of
from bairi.edges.field.queries.duty_log import duty_log_of, standing_day
from bairi.edges.field.queries.reporter import reporter, task_names

__all__ = ["duties_of", "duty_log_of", "etag_of", "reporter", "sent_of", "standing_day", "task_names"]
