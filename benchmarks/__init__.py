"""
Measurements, each run by one command. Ratios within one run count, because absolute figures depend on
the machine.
"""
