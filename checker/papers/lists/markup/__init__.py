"""Markup → blocks of runs: Markdown, HTML, reStructuredText."""
