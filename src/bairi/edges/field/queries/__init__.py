"""What a phone takes along before it goes out of reach."""

from bairi.edges.field.queries.duties import duties_of, etag_of, sent_of
from bairi.edges.field.queries.reporter import reporter, task_names

__all__ = ["duties_of", "etag_of", "reporter", "sent_of", "task_names"]
