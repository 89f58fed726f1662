from bairi.ground.transparency.queries.events import EventLine, event_lines, events_of, events_since

__all__ = ["EventLine", "event_lines", "events_of", "events_since"]
