"""The forms of the report, one a module."""
