"""The database. Only this package uses SQLite."""

MEMORY = ":memory:"  # SQLite's name for a database in memory, which ends when it is closed
