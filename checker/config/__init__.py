"""The settings, each declared once; read from defaults, a file, the environment, the command line, in that order."""

from checker.config.loading import load
from checker.config.settings import Declaration, Settings, declarations
from checker.config.types import parse_span, span_text

__all__ = ["Declaration", "Settings", "declarations", "load", "parse_span", "span_text"]
