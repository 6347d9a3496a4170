"""One form of the report a file."""
