"""Live sources: papers that are fetched, page by page."""
