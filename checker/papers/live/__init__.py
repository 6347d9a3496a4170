"""Papers that are fetched: live sources, page by page."""
