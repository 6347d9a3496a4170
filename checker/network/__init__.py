"""How a request travels: transport, address guard, gates and limits, bases, what was spent."""

import logging

logging.getLogger("reprolinks").addHandler(logging.NullHandler())
