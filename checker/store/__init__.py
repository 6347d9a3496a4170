"""The database. The only rooms that touch SQLite."""

MEMORY = ":memory:"  # the name of a database that is forgotten when it is closed
