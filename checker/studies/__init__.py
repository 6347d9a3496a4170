"""Files of link statuses that others measured: known by content, read as looks, and their tables derived again."""
