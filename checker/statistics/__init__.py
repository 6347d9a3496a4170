"""Figures computed from rows of the database. Pure: no clock, no network."""
