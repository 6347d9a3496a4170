"""Files of link statuses that others measured: recognised by content, read as looks, their figures derived again."""
