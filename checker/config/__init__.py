"""Settings: declared once, read from defaults, a file, the environment and the command line, in that order."""

from checker.config.loading import load
from checker.config.settings import Declared, Settings, declared
from checker.config.types import parse_age, span_text

__all__ = ["Declared", "Settings", "declared", "load", "parse_age", "span_text"]
