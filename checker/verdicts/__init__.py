"""Observations → verdicts. Pure: the clock is handed in."""
