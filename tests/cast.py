"""One cast for all rooms. It fills up as the rooms that it needs are built."""
