"""Measurements, each by one command: ratios within one run, for absolute figures are the machine's."""
