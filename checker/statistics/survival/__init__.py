"""Survival of links by age in months: intervals, estimator, bands, gates. Pure; needs numpy (extra `stats`)."""
