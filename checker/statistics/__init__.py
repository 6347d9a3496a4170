"""Figures from rows. Pure: no clock, no network."""
