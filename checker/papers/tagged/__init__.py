"""Exports whose lines begin with a tag: RIS, Web of Science, MEDLINE, refer."""
