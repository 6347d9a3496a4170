"""Availability figures that studies have published, and ours computed under their definitions."""
