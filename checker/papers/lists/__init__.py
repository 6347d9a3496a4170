"""Lists of papers: Markdown, HTML, reStructuredText. Many papers on a page."""
