"""The report as Markdown: whole, as a job summary, as the body of an issue."""
