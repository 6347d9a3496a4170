"""Verdicts from observations. Pure: the current time is an argument."""
