"""Lists of papers (Markdown, HTML, reStructuredText): many papers on a page."""
