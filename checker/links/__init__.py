"""Text → links: spans, repair, grammar, claims. Pure: no clock, no network, no globals that change."""

from checker.links.extract import Extraction, extract
from checker.links.find import find_links

__all__ = ["Extraction", "extract", "find_links"]
