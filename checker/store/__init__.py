"""The database. The only rooms that touch SQLite."""
