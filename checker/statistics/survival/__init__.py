"""Survival of links by age in months: spells, estimator, bands, gates. Pure; needs numpy (extra `stats`)."""
