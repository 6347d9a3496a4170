"""
reprolinks: do the code, models and data that papers link to still exist, hold content, and live?

One data flow, one direction: papers → links → artifacts → observations → verdicts → reports.
"""

import logging

logging.getLogger("reprolinks").addHandler(logging.NullHandler())  # silent unless somebody listens

__version__ = "0.1.0"
