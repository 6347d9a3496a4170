"""Text → links: spans, repair, grammar, claims. Pure: no clock, no network, no globals that change."""

from checker.links.addresses.find import find_links
from checker.links.extract import Extraction, extract

__all__ = ["Extraction", "extract", "find_links"]
