"""From the text of a paper to its links and its claim. Pure: no clock, no network, no mutable globals."""

from checker.links.addresses.find import find_links
from checker.links.extract import Extraction, extract

__all__ = ["Extraction", "extract", "find_links"]
