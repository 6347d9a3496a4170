"""
reprolinks checks whether the code, models and data that papers link to still exist, hold content and are maintained.

One data flow, one direction: papers → links → artifacts → observations → verdicts → reports.
"""

import logging

logging.getLogger("reprolinks").addHandler(logging.NullHandler())  # a library logs nothing unless its user asks

__version__ = "0.1.0"
