"""Queries behind the figures and lists of reports."""
