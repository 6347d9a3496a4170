"""Availability figures that others published, and ours under their definitions."""
