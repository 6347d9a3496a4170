"""
The contents of a report, as one value that every form prints: sentences, figures and rows. No network,
no clock.
"""
