"""Published figures and ours beside them, and figures derived again, as Markdown, CSV and JSON."""
