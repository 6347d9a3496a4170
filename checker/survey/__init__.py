"""Whom to ask next, many artifacts at once, one writer."""
